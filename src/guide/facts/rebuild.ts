import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Reading, Rebuilt } from "../../checks/subject.ts";
import type { Asked, Outside } from "../open-subject.ts";
import { ownBuild } from "../own-build.ts";
import { baseOf } from "./base.ts";
import { readBuilt } from "./reading.ts";

/** What a changed copy became: an image, which is there while it is worked with. */
interface CopyBuilt {
  readonly reading: Reading;
  readonly id: string;
}

/** A change of one file of the build context. */
export interface Change {
  readonly path: string;
  readonly changed: (text: string) => string;
}

/**
 * Builds a copy of the context in which unique bytes are appended to a file: a changed time alone changes nothing. The
 * bytes are a comment of the page, so that the running app can show that it is the new one.
 */
export async function rebuild(outside: Outside, asked: Asked, source: string): Promise<Rebuilt> {
  const nonce = `edit-${randomBytes(8).toString("hex")}`;
  const change = { path: source, changed: (text: string) => `${text}\n<!-- ${nonce} -->\n` };
  const built = await withChange(outside, asked, change, async ({ reading, id }) => ({
    reading,
    words: "",
    shown: await shows(outside, asked, id, nonce),
  }));
  return typeof built === "string" ? { reading: null, words: built, shown: false } : built;
}

/** What a commit leaves in the folder's .git. A .git that is a file leads elsewhere. */
async function commitIn(files: Outside["files"], folder: string, message: string): Promise<void> {
  const git = join(folder, ".git");
  if ((await files.kind(git)) === "file") return;
  await files.makeFolder(git);
  await files.write(join(git, "COMMIT_EDITMSG"), `${message}\n`);
}

/**
 * Builds a copy of the context in which one file is changed and committed, and works with the image. All of it is gone afterwards.
 * @returns the builder's words where there is no image
 */
export async function withChange<T>(
  outside: Outside,
  asked: Asked,
  { path, changed }: Change,
  work: (built: CopyBuilt) => Promise<T>,
): Promise<T | string> {
  const { files, engines } = outside;
  const { workshop, workspace, lab } = asked;
  const name = `rebuild-${randomBytes(4).toString("hex")}`;
  const folder = join(workspace.folder, ".size-matters", name);
  const tag = `size-matters/${workspace.id}:${name}`;
  try {
    await files.copyFolder(workspace.app, folder);
    await files.write(join(folder, path), changed((await files.read(join(folder, path))) ?? ""));
    await commitIn(files, folder, name);
    const request = { ...ownBuild(workspace, tag), dockerfile: join(folder, "Dockerfile"), context: folder };
    const tokenArgument = lab.file.token === "argument-and-secret";
    const built = await engines.build(workshop, { ...request, tokenArgument, role: "rebuilt" });
    if (!built.ok) return built.words;
    const id = built.imageId;
    const base = await baseOf(outside, { ...asked, image: { id, tag } });
    return await work({ id, reading: await readBuilt(outside, asked, { id, base, find: [] }) });
  } finally {
    await files.remove(folder);
    await workshop.engine.docker.untagImage(tag);
  }
}

async function shows(
  { engines }: Outside,
  { workshop }: Asked,
  image: string,
  nonce: string,
): Promise<boolean> {
  const app = await engines.runApp(workshop, image);
  try {
    return await app.shows(nonce);
  } finally {
    await app.end();
  }
}
