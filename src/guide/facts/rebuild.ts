import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Rebuilt } from "../../checks/subject.ts";
import { ownBuild } from "../own-build.ts";
import type { Asked, Outside } from "../subject.ts";
import { baseOf } from "./base.ts";
import { readBuilt } from "./reading.ts";

/**
 * Builds a copy of the context in which unique bytes are appended to a file: a changed time alone changes nothing. The
 * bytes are a comment of the page, so that the running app can show that it is the new one. The copy is a repository in
 * which the edit was committed: there is a .git folder, which is new as well.
 */
export async function rebuild(outside: Outside, asked: Asked, source: string): Promise<Rebuilt> {
  const { files, engines } = outside;
  const { workshop, workspace } = asked;
  const folder = join(workspace.folder, ".size-matters", `rebuild-${randomBytes(4).toString("hex")}`);
  const tag = `size-matters/${workspace.id}:rebuilt`;
  const nonce = `edit-${randomBytes(8).toString("hex")}`;
  try {
    await files.copyFolder(workspace.app, folder);
    const text = (await files.read(join(folder, source))) ?? "";
    await files.write(join(folder, source), `${text}\n<!-- ${nonce} -->\n`);
    if ((await files.kind(join(folder, ".git"))) !== "file") {
      await files.makeFolder(join(folder, ".git"));
      await files.write(join(folder, ".git", "COMMIT_EDITMSG"), `${nonce}\n`);
    }
    const request = { ...ownBuild(workspace, tag), dockerfile: join(folder, "Dockerfile"), context: folder };
    const built = await engines.build(workshop, { ...request, role: "rebuilt" });
    if (!built.ok) return { reading: null, words: built.words, shown: false };
    const image = { id: built.imageId, tag };
    const base = await baseOf(outside, { ...asked, image });
    const reading = await readBuilt(outside, asked, { id: built.imageId, base, find: [] });
    return { reading, words: "", shown: await shows(outside, asked, built.imageId, nonce) };
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
