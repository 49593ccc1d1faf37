import { dirname, join } from "node:path";
import type { Context } from "../context.ts";
import { type Edit, edited } from "../labs/edits.ts";
import { fill, isFilled, type Values } from "../labs/fill.ts";
import { type Ground, type Lab, rungOf } from "../labs/lab.ts";
import type { LabFile } from "../labs/lab-schema.ts";
import type { Rung } from "./ladder.ts";

type Outside = Pick<Context, "files" | "host">;

/** Which of a lab's answers: where it starts, its reference, another right one, a wrong one. */
export type Leg =
  | { readonly kind: "start" }
  | { readonly kind: "reference" }
  | { readonly kind: "alternative"; readonly name: string }
  | { readonly kind: "wrong"; readonly name: string };

interface Laying {
  readonly lab: Lab;
  readonly values: Values;
  /** The folder that is filled. */
  readonly to: string;
}

/**
 * Puts the files of a leg into a folder that does not exist yet: the app, the start upon it, and the leg's own.
 * @throws Error when an edit does not fit the file it is for
 */
export async function layOutLeg(
  outside: Outside,
  ladder: readonly Rung[],
  { lab, leg, values }: { lab: Lab; leg: Leg; values: Values },
  to: string,
): Promise<void> {
  const { files, host } = outside;
  const own = join(lab.folder, "app");
  await files.copyFolder((await files.exists(own)) ? own : join(host.packageFolder, "cat_app"), to);
  for (const layer of layersOf(lab, leg)) await layOut(outside, ladder, { lab, values, to }, layer);
}

/** One of what lies upon one another in a leg: a rung, the files of a folder upon it, and edits of what is there then. */
interface Layer {
  readonly rung?: number | undefined;
  readonly folder: string;
  readonly edits: readonly Edit[];
}

function layersOf(lab: Lab, leg: Leg): Layer[] {
  const start = groundOf(lab, "start");
  if (leg.kind === "start") return [start];
  if (leg.kind === "reference") return [start, groundOf(lab, "reference")];
  const { upon, edits = [] } = attemptOf(lab, leg) ?? {};
  const folder = join(leg.kind === "wrong" ? "wrong" : "alternatives", leg.name);
  return [start, ...(upon === "reference" ? [groundOf(lab, upon)] : []), { folder, edits }];
}

function groundOf({ file }: Lab, ground: Ground): Layer {
  return { rung: rungOf(file, ground), folder: ground, edits: file[ground]?.edits ?? [] };
}

/** What lab.yaml says of an attempt, right or wrong. */
export function attemptOf({ file }: Lab, leg: Leg): LabFile["alternatives"][string] | undefined {
  if (leg.kind === "alternative") return file.alternatives[leg.name];
  return leg.kind === "wrong" ? file.wrong[leg.name] : undefined;
}

async function layOut(
  outside: Outside,
  ladder: readonly Rung[],
  laying: Laying,
  { rung, folder, edits }: Layer,
): Promise<void> {
  if (rung !== undefined) await layRung(outside, ladder, rung, laying.to);
  const from = join(laying.lab.folder, folder);
  if (await outside.files.exists(from)) await layOutFolder(outside.files, from, laying.values, laying.to);
  await edit(outside, laying, edits);
}

async function edit({ files }: Outside, { values, to }: Laying, edits: readonly Edit[]): Promise<void> {
  for (const { in: file, find, put } of edits) {
    const path = join(to, file);
    const filled = { in: file, find: fill(find, values), put: fill(put, values) };
    await files.write(path, edited((await files.read(path)) ?? "", filled));
  }
}

async function layRung(
  { files }: Outside,
  ladder: readonly Rung[],
  wanted: number,
  to: string,
): Promise<void> {
  const rung = ladder.find((one) => one.rung === wanted);
  if (rung) await files.write(join(to, "Dockerfile"), rung.text);
}

/** Copies the files of a folder over those that are there, with the values in the texts that have places for them. */
export async function layOutFolder(
  files: Context["files"],
  from: string,
  values: Values,
  to: string,
): Promise<void> {
  for (const name of await files.folder(from).list()) {
    const [path, source] = [join(to, name), join(from, name)];
    await files.makeFolder(dirname(path));
    const content = isFilled(name)
      ? fill((await files.read(source)) ?? "", values)
      : ((await files.readBytes(source)) ?? Buffer.alloc(0));
    await files.write(path, content);
  }
}
