import { join } from "node:path";
import type { Reading } from "../../checks/subject.ts";
import { readDockerfile } from "../../dockerfile/dockerfile.ts";
import type { Asked, Outside } from "../open-subject.ts";
import { buildArguments } from "../own-build.ts";
import { riddleImage } from "../riddle.ts";
import { baseOf } from "./base.ts";
import { readBuilt } from "./reading.ts";

/** The riddle's image, opened up. `contentsOf` says of which files the content is wanted, too. */
export async function readRiddle(
  outside: Outside,
  { workspace, workshop, lab, labs }: Pick<Asked, "workspace" | "workshop" | "lab" | "labs">,
  contentsOf?: (path: string) => boolean,
): Promise<Reading> {
  const id = await riddleImage(outside, workshop, workspace, lab);
  const text = (await outside.files.read(join(lab.folder, "riddle", "Dockerfile"))) ?? "";
  const dockerfile = readDockerfile(text, buildArguments(workshop.bases));
  const asked = { workspace, workshop, lab, labs, dockerfile, image: { id, tag: id } };
  return readBuilt(outside, asked, { id, base: await baseOf(outside, asked), find: [] }, contentsOf);
}
