import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import type { SentContext } from "../../checks/subject.ts";
import { UserError } from "../../errors.ts";
import type { Asked, Outside } from "../open-subject.ts";
import { writeOther } from "./other-dockerfile.ts";
import { readBuilt } from "./reading.ts";

/** Files that stand for what lies in many people's folders. */
const PLANTED = [
  ".env",
  "cat_app/.env",
  ".aws/credentials",
  ".aws/config",
  ".ssh/id_ed25519",
  ".ssh/known_hosts",
  ".git/config",
  ".git/HEAD",
];

/** Builds `FROM scratch`, `COPY . /` of a copy of the context in which secrets were planted, with the learner's ignore file. */
export async function sentContext(outside: Outside, asked: Asked): Promise<SentContext> {
  const { files, engines } = outside;
  const { workshop, workspace } = asked;
  const folder = join(workspace.folder, ".size-matters", `context-${randomBytes(4).toString("hex")}`);
  const [context, dockerfile] = [join(folder, "context"), join(folder, "Dockerfile")];
  const tag = `size-matters/${workspace.id}:context`;
  try {
    await files.copyFolder(workspace.app, context);
    for (const path of PLANTED) {
      await files.makeFolder(dirname(join(context, path)));
      await files.write(join(context, path), randomBytes(16).toString("hex"));
    }
    await writeOther(files, workspace.dockerfile, { path: dockerfile, text: "FROM scratch\nCOPY . /\n" });
    const built = await engines.build(workshop, { dockerfile, context, tag, role: "context" });
    if (!built.ok) return nothingSent(built.words);
    const reading = await readBuilt(outside, asked, { id: built.imageId, base: null, find: [] });
    const paths = reading.entries.filter(({ kind }) => kind !== "folder").map(({ path }) => path);
    return { bytes: reading.image.bytes, paths, planted: PLANTED.filter((path) => paths.includes(path)) };
  } finally {
    await files.remove(folder);
    await workshop.engine.docker.untagImage(tag);
  }
}

/** An empty context cannot be copied: that is an answer, too. */
function nothingSent(words: string): SentContext {
  if (/no such file|not found|no source files/i.test(words)) return { bytes: 0, paths: [], planted: [] };
  throw new UserError(`What is sent to the builder could not be looked at: ${words}`, {
    fix: "Is .dockerignore written as Docker wants it?",
  });
}
