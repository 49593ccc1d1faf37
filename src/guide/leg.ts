import { dirname, join } from "node:path";
import type { Context } from "../context.ts";
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

/** Puts the files of a leg into a folder that does not exist yet: the app, the start upon it, and the leg's own. */
export async function layOutLeg(
  outside: Outside,
  ladder: readonly Rung[],
  { lab, leg, values }: { lab: Lab; leg: Leg; values: Values },
  to: string,
): Promise<void> {
  const { files, host } = outside;
  const own = join(lab.folder, "app");
  await files.copyFolder((await files.exists(own)) ? own : join(host.packageFolder, "cat_app"), to);
  await layStart(outside, ladder, lab, values, to);
  if (leg.kind === "start") return;
  if (leg.kind === "reference") await layReference(outside, ladder, lab, values, to);
  else
    await overlay(
      outside,
      join(lab.folder, `${leg.kind === "wrong" ? "wrong" : "alternatives"}`, leg.name),
      values,
      to,
    );
}

async function layStart(
  outside: Outside,
  ladder: readonly Rung[],
  lab: Lab,
  values: Values,
  to: string,
): Promise<void> {
  const { rung } = lab.file;
  if (rung !== undefined) await layRung(outside, ladder, Math.max(0, rung - 1), to);
  await overlay(outside, join(lab.folder, "start"), values, to);
}

async function layReference(
  outside: Outside,
  ladder: readonly Rung[],
  lab: Lab,
  values: Values,
  to: string,
): Promise<void> {
  if (lab.file.rung !== undefined) await layRung(outside, ladder, lab.file.rung, to);
  await overlay(outside, join(lab.folder, "reference"), values, to);
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

async function overlay({ files }: Outside, from: string, values: Values, to: string): Promise<void> {
  if (await files.exists(from)) await layOutFolder(files, from, values, to);
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
