import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { LentBuild } from "../../checks/subject.ts";
import type { BuildRequest, WorkspaceSecrets } from "../../context.ts";
import { stepsAnew } from "../../dockerfile/steps-anew.ts";
import type { Asked, Outside } from "../open-subject.ts";
import { ownBuild } from "../own-build.ts";
import { baseOf } from "./base.ts";
import { writeOther } from "./other-dockerfile.ts";
import { alteredFiles, PRIVATE_PACKAGE } from "./private-package.ts";
import { needleOf, readBuilt } from "./reading.ts";

/**
 * Builds once more, with the token as a secret alone, and with a password that is valid meanwhile. A secret's value is no
 * part of the cache's key, so every step that is lent one is done anew, and all that follows.
 */
export async function lentBuild(outside: Outside, asked: Asked): Promise<LentBuild> {
  const { engines, files } = outside;
  const { workshop, workspace } = asked;
  const name = `lent-${randomBytes(6).toString("hex")}`;
  const folder = join(workspace.folder, ".size-matters", name);
  try {
    const anew = await askedAnew(outside, asked, folder, name);
    const { result, downloads } = await engines.lendToken(workshop, (secrets) =>
      buildWith(outside, asked, secrets, anew),
    );
    return { ...result, downloads };
  } finally {
    await files.remove(folder);
  }
}

/** What a build is asked for so that no step that is lent a secret comes from the cache. */
interface Anew {
  readonly request: Pick<BuildRequest, "dockerfile" | "noCache">;
  /** Takes from the builder's words what the learner has not written. */
  asWritten(words: string): string;
}

/** A copy of the Dockerfile that says it of those steps; where that cannot be, nothing comes from the cache. */
async function askedAnew(
  { files }: Outside,
  { workspace }: Asked,
  folder: string,
  name: string,
): Promise<Anew> {
  const own = workspace.dockerfile;
  const anew = stepsAnew((await files.read(own)) ?? "", name);
  if (anew === null) return { request: { dockerfile: own, noCache: true }, asWritten: (words) => words };
  const dockerfile = join(folder, "Dockerfile");
  await writeOther(files, own, { path: dockerfile, text: anew.text });
  return { request: { dockerfile }, asWritten: anew.asWritten };
}

async function buildWith(
  outside: Outside,
  asked: Asked,
  secrets: WorkspaceSecrets,
  { request, asWritten }: Anew,
): Promise<Omit<LentBuild, "downloads">> {
  const { engines, files } = outside;
  const { workshop, workspace } = asked;
  const tag = `size-matters/${workspace.id}:lent`;
  const [own, once] = [await tokenIn(files, workshop.secrets), await tokenIn(files, secrets)];
  const how = { secrets, tokenArgument: false, role: "lent" };
  const built = await engines.build(workshop, { ...ownBuild(workspace, tag), ...how, ...request });
  if (!built.ok) {
    return { reading: null, words: asWritten(built.words), printed: built.printed, altered: [] };
  }
  try {
    const image = { id: built.imageId, tag };
    const base = await baseOf(outside, { ...asked, image });
    const find = [needleOf(own), needleOf(once)];
    const reading = await readBuilt(outside, asked, { id: built.imageId, base, find }, PRIVATE_PACKAGE);
    return { reading, words: "", printed: built.printed, altered: await alteredFiles(outside, reading) };
  } finally {
    await workshop.engine.docker.untagImage(tag);
  }
}

async function tokenIn(files: Outside["files"], { tokenFile }: WorkspaceSecrets): Promise<string> {
  return ((await files.read(tokenFile)) ?? "").trim();
}
