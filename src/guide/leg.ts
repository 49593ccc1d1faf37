import { dirname, join } from "node:path";
import type { Context } from "../context.ts";
import { edited } from "../labs/edits.ts";
import { fill, isFilled, type Values } from "../labs/fill.ts";
import type { Lab } from "../labs/lab.ts";
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
 * @throws Error when an edit of a wrong attempt does not fit the file it is for
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
  if (leg.kind === "wrong") await edit(outside, { lab, values, to }, leg.name);
}

/** The folders of a lab that lie upon one another in a leg. */
function layersOf({ file }: Lab, leg: Leg): string[] {
  if (leg.kind === "alternative") return ["start", join("alternatives", leg.name)];
  if (leg.kind !== "wrong") return leg.kind === "start" ? ["start"] : ["start", "reference"];
  const upon = file.wrong[leg.name]?.upon === "reference" ? ["start", "reference"] : ["start"];
  return [...upon, join("wrong", leg.name)];
}

async function layOut(
  outside: Outside,
  ladder: readonly Rung[],
  { lab, values, to }: Laying,
  layer: string,
): Promise<void> {
  const { rung } = lab.file;
  const below = { start: -1, reference: 0 }[layer];
  if (rung !== undefined && below !== undefined) {
    await layRung(outside, ladder, Math.max(0, rung + below), to);
  }
  const from = join(lab.folder, layer);
  if (await outside.files.exists(from)) await layOutFolder(outside.files, from, values, to);
}

async function edit({ files }: Outside, { lab, values, to }: Laying, name: string): Promise<void> {
  for (const { in: file, find, put } of lab.file.wrong[name]?.edits ?? []) {
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
