import { join } from "node:path";
import { readDockerfile } from "../../dockerfile/dockerfile.ts";
import type { AboutImage } from "../about-image.ts";
import type { Asked, Outside } from "../open-subject.ts";
import { buildArguments } from "../own-build.ts";
import { riddleImage } from "../riddle.ts";
import { baseOf } from "./base.ts";
import { type Contents, readBuilt } from "./reading.ts";

/** The riddle's image, opened up. `contents` says of which files the content is wanted, too. */
export async function readRiddle(
  outside: Outside,
  { workspace, workshop, lab, labs }: Pick<Asked, "workspace" | "workshop" | "lab" | "labs">,
  contents?: Contents,
): Promise<AboutImage> {
  const id = await riddleImage(outside, workshop, workspace, lab);
  const text = (await outside.files.read(join(lab.folder, "riddle", "Dockerfile"))) ?? "";
  const dockerfile = readDockerfile(text, buildArguments(workshop.bases));
  const asked = { workspace, workshop, lab, labs, dockerfile, image: { id, tag: id } };
  const how = { id, base: await baseOf(outside, asked), find: [] };
  return { id, reading: await readBuilt(outside, asked, how, contents) };
}
