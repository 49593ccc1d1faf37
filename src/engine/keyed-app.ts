import { createHash, randomBytes } from "node:crypto";
import { posix } from "node:path";
import type { AppAnswer, Context, KeyPlace, KeyUse, Workshop } from "../context.ts";
import { askPage, type KnownWord, wordArguments } from "./ask-page.ts";
import { lookBeside } from "./look-beside.ts";
import { ANSWERS_WITHIN_SECONDS } from "./run-app.ts";
import { answer, createApp, notStarted } from "./running-app.ts";
import { startOf } from "./start-container.ts";

type Outside = Pick<Context, "signal">;

/** Only its owner may read it. */
const MODE = 0o400;
const LOG_LINES = 1000;

/**
 * Runs the image with a key that nobody had before, and finds out whether the app asks for its picture with it. The key
 * is put into the container's volume: it is on no command line, in no environment, and never shown.
 */
export async function askWithKey(
  { signal }: Outside,
  workshop: Workshop,
  image: string,
  { path, uid }: KeyPlace,
): Promise<KeyUse> {
  const { docker } = workshop.engine;
  const key = `key-${randomBytes(24).toString("hex")}`;
  const [folder, name] = [posix.dirname(path), posix.basename(path)];
  const created = await createApp(workshop, image, { ownVolume: folder });
  if ("refusal" in created) return { answer: notStarted(created), sent: "none", shown: [] };
  const { id } = created;
  try {
    await docker.putFile(id, folder, { name, text: key, mode: MODE, owner: uid });
    const refusal = await startOf(docker, id);
    const answered = await answer(workshop, { id, refusal }, signal);
    if (!answered.answers) return { answer: withoutKey(answered, key), sent: "none", shown: [] };
    return { answer: answered, ...(await seenOf(workshop, id, key, signal)) };
  } finally {
    await docker.removeContainer(id);
  }
}

async function seenOf(
  workshop: Workshop,
  id: string,
  key: string,
  signal: AbortSignal,
): Promise<Pick<KeyUse, "sent" | "shown">> {
  const { docker } = workshop.engine;
  const digest = createHash("sha256").update(key).digest("hex");
  const word = { digest, length: key.length };
  const { shown } = await lookBeside<{ shown: string[] }>(workshop, id, wordArguments(word), signal);
  const { sent, isOnPage } = await askedFor(workshop, id, word, signal);
  const isPrinted = (await docker.logs(id, LOG_LINES)).includes(key);
  return {
    sent: sent === digest ? "this" : sent === null ? "none" : "another",
    shown: [
      ...shown,
      ...(isPrinted ? ["what the app prints"] : []),
      ...(isOnPage ? ["the page that it answers with"] : []),
    ],
  };
}

/** The fingerprint of the key with which the app asked for the picture that it shows now, and whether it shows the key. */
async function askedFor(
  { engine, feed }: Workshop,
  id: string,
  word: KnownWord,
  signal: AbortSignal,
): Promise<{ sent: string | null; isOnPage: boolean }> {
  const container = await engine.docker.container(id);
  if (!container?.running) throw new Error("the app ended while it was asked");
  const options = { seconds: ANSWERS_WITHIN_SECONDS, signal, word };
  const {
    fresh,
    key = null,
    holds = false,
  } = await askPage(engine.docker, feed.container, container, options);
  if (!fresh) throw new Error("the app's page shows no fresh picture any more");
  return { sent: key, isOnPage: holds };
}

function withoutKey({ answers, problem, log }: AppAnswer, key: string): AppAnswer {
  return { answers, problem, log: log.replaceAll(key, "***") };
}
