import type { Context, RunResult, Workshop } from "../context.ts";
import { UserError } from "../errors.ts";
import { registryRefusal } from "./bases.ts";
import { diskFull, metFullDisk } from "./disk-full.ts";

type Outside = Pick<Context, "signal">;

const PROBE_WITHIN = 10_000;
/** BuildKit before 1.4 of its Dockerfile frontend, which came with Docker 23, knows no heredocs. */
const FIRST_WITH_HEREDOCS = 23;

const NO_FRONTEND = /resolve image config for|failed to (resolve|solve).*docker\/dockerfile/;
const NO_BASE =
  /failed to resolve source metadata|pull access denied|failed to do request|create LLB definition: \S+: not found/;
const NO_NETWORK =
  /Temporary failure resolving|Could not (?:connect|resolve)|cannot be reached .*and the cache does not hold it/;

/**
 * After a failed build: is it ours or the machine's fault? Then no Dockerfile is to blame.
 * @throws UserError when the engine, the feed, the registry or the network does not answer, the disk is full, or the
 *   engine's builder is too old for what the Dockerfile says
 */
export async function blameOurselves(
  outside: Outside,
  workshop: Workshop,
  result: RunResult,
  dockerfile: string,
): Promise<void> {
  const { engine, feed } = workshop;
  await engine.docker.ping(AbortSignal.any([outside.signal, AbortSignal.timeout(PROBE_WITHIN)]));
  if (metFullDisk(result)) throw diskFull(`of the Docker engine at ${engine.endpoint.host}`);
  const running = await engine.docker.container(feed.container);
  if (!running?.running) throw feedStopped();
  const words = `${result.stderr}\n${result.stdout}`;
  if (!BEGUN.test(words)) throw notBegun(words);
  if (isFrontendAbsent(words, dockerfile)) throw frontendAbsent(dockerfile);
  if (lacksHeredocs(words, dockerfile, engine.facts.version)) throw tooOldForHeredocs(engine.facts.version);
  if (NO_NETWORK.test(words)) throw networkAbsent();
  await blameRegistry(outside, workshop, words);
}

/** A step of the builder. */
const BEGUN = /^#\d+ /m;

function notBegun(words: string): UserError {
  return new UserError(`docker refused the build before it began: ${words.trim().split("\n").at(-1)}`, {
    fix: "Type: size-matters doctor. If it finds nothing, this is a bug in size-matters: please report it.",
  });
}

function feedStopped(): UserError {
  return new UserError("The private package feed stopped while the image was built.", {
    fix: "Type the same command again: it starts the feed anew.",
  });
}

function isFrontendAbsent(words: string, dockerfile: string): boolean {
  return /^#\s*syntax\s*=/m.test(dockerfile.slice(0, 2000)) && NO_FRONTEND.test(words);
}

function frontendAbsent(dockerfile: string): UserError {
  const line = /^#\s*syntax\s*=.*$/m.exec(dockerfile)?.[0] ?? "";
  return new UserError(`The line "${line}" has the engine fetch a builder from a registry, and it cannot.`, {
    fix: "Take the line away: the builder that is in the engine knows all that the labs need.",
  });
}

function lacksHeredocs(words: string, dockerfile: string, version: string): boolean {
  const isOld = Number.parseInt(version, 10) < FIRST_WITH_HEREDOCS;
  return isOld && /^\s*(RUN|COPY)\b.*<<-?["']?\w/im.test(dockerfile) && /unknown instruction|<</.test(words);
}

function tooOldForHeredocs(version: string): UserError {
  return new UserError(`The builder of Docker ${version} knows no heredocs (<<EOF).`, {
    fix: "Join the commands of the RUN with && and end each line with a backslash.",
  });
}

function networkAbsent(): UserError {
  return new UserError(
    "The build could not fetch a Debian package: there is no network, and the cache lacks it.",
    {
      fix: "Connect this machine, and type the command again. size-matters prepare fetches all that the labs need.",
    },
  );
}

const STAND_INS = "the workshop's bases are stand-ins, because none answered";

/** Where the bases are stand-ins, what answers is our own registry, which holds nothing else. */
async function blameRegistry(outside: Outside, { engine, bases }: Workshop, words: string): Promise<void> {
  if (!NO_BASE.test(words)) return;
  const standIns = bases.some(({ standIn }) => standIn);
  const refusal = standIns ? STAND_INS : await registryRefusal(outside, engine);
  if (refusal === null) return;
  throw new UserError(`A base image could not be fetched: no registry can be reached here (${refusal}).`, {
    fix: "Use one of the workshop's bases (size-matters doctor lists them), or connect the engine to a registry.",
  });
}
