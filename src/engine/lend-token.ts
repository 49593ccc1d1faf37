import { createHash, randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import type { Context, Lent, Workshop, WorkspaceSecrets } from "../context.ts";
import { newFeedPassword } from "../feed-password.ts";

type Outside = Pick<Context, "files">;

const USER = "learner";
/** As in feed/packages.py. */
const FINGERPRINT_LETTERS = 12;
const LOG_LINES = 10_000;

/** What is lent just now, by the feed's container: builds may go on side by side. */
const lentNow = new Map<string, Set<string>>();

/**
 * Does `work` with secrets whose password the feed takes only meanwhile. No build has seen it before, so nothing that is
 * cached can stand for its use; and what was downloaded with it is told apart in the feed's log.
 */
export async function lendToken<T>(
  { files }: Outside,
  { engine, feed, secrets }: Workshop,
  work: (secrets: WorkspaceSecrets) => Promise<T>,
): Promise<Lent<T>> {
  const token = newFeedPassword();
  const own = ((await files.read(secrets.tokenFile)) ?? "").trim();
  const folder = join(dirname(secrets.tokenFile), `once-${randomBytes(4).toString("hex")}`);
  const lent = lentNow.get(feed.container) ?? new Set();
  lentNow.set(feed.container, lent);
  const tellFeed = () =>
    engine.docker.putFile(feed.container, "/run/feed", {
      name: "token",
      text: [own, ...lent].join("\n"),
      mode: 0o600,
    });
  try {
    const given = await layOut(files, folder, token, secrets.workspace);
    lent.add(token);
    await tellFeed();
    const result = await work(given);
    return { result, downloads: downloadsIn(await engine.docker.logs(feed.container, LOG_LINES), token) };
  } finally {
    await files.remove(folder);
    lent.delete(token);
    await tellFeed();
  }
}

async function layOut(
  files: Context["files"],
  folder: string,
  token: string,
  workspace: string,
): Promise<WorkspaceSecrets> {
  await files.makeFolder(folder, 0o700);
  const texts = {
    user: USER,
    token,
    netrc: `machine feed login ${USER} password ${token}\n`,
  };
  for (const [name, text] of Object.entries(texts)) await files.write(join(folder, name), text, 0o600);
  const at = (name: keyof typeof texts) => join(folder, name);
  return { workspace, userFile: at("user"), tokenFile: at("token"), netrcFile: at("netrc") };
}

/** The files that the private index gave to who had the token. A line is: port, client, user, method, path, status. */
function downloadsIn(log: string, token: string): string[] {
  const fingerprint = createHash("sha256").update(token).digest("hex").slice(0, FINGERPRINT_LETTERS);
  return log.split("\n").flatMap((line) => {
    const [, , user, method, path = "", status] = line.trim().split(" ");
    const given = user === `${USER}:${fingerprint}` && method === "GET" && status === "200";
    return given && path.startsWith("/packages/") ? [path.slice("/packages/".length)] : [];
  });
}
