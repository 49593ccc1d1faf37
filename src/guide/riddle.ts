import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Context, Workshop } from "../context.ts";
import { UserError } from "../errors.ts";
import { hashOfWord } from "../labs/answers/word.ts";
import type { Lab } from "../labs/lab.ts";
import { layOutFolder } from "./leg.ts";
import type { Workspace } from "./workspace.ts";

type Outside = Pick<Context, "engines" | "files">;

/** The tag of the image that is a lab's riddle. Each lab has its own: they are checked again at the end. */
export function riddleTag({ id }: Pick<Workspace, "id">, lab: Pick<Lab, "id">): string {
  return `size-matters/${id}:${lab.id}-riddle`;
}

/**
 * The image with a random word that is written nowhere else: of the word only a salted hash is kept. Built anew where it
 * is not there.
 * @returns the image's id
 */
export async function riddleImage(
  { engines, files }: Outside,
  workshop: Workshop,
  workspace: Workspace,
  lab: Lab,
): Promise<string> {
  const tag = riddleTag(workspace, lab);
  const held = await workshop.engine.docker.image(tag);
  if (held && workspace.progress.of(lab.id).riddle) return held.id;
  const folder = join(workspace.folder, ".size-matters", `riddle-${randomBytes(4).toString("hex")}`);
  const word = `cat-${randomBytes(6).toString("hex")}`;
  try {
    await layOutFolder(files, join(lab.folder, "riddle"), { word }, folder);
    const dockerfile = join(folder, "Dockerfile");
    const built = await engines.build(workshop, { dockerfile, context: folder, tag, role: "riddle" });
    if (!built.ok)
      throw new UserError(`The riddle's image could not be built: ${built.words}`, {
        fix: "Type: size-matters doctor",
      });
    const salt = randomBytes(16).toString("hex");
    await workspace.progress.change(lab.id, { riddle: { salt, sha256: hashOfWord(word, salt) } });
    return built.imageId;
  } finally {
    await files.remove(folder);
  }
}
