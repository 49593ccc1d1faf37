import type { BuildRequest, BuildResult, Context, RunResult, Workshop } from "../context.ts";
import { UserError } from "../errors.ts";
import { diskFull, metFullDisk } from "./disk-full.ts";
import { labelled } from "./labels.ts";
import { lastLines } from "./root.ts";

type Outside = Pick<Context, "run" | "files" | "signal">;

const PROBE_WITHIN = 10_000;

/** A docker command as it is run: what it needs in the environment, and its words. */
export interface DockerCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Builds an image as a learner could by hand. The token goes in by name only: its value is in the environment of
 * the docker CLI and in a file, never among the arguments.
 */
export async function buildImage(
  outside: Outside,
  workshop: Workshop,
  request: BuildRequest,
): Promise<BuildResult> {
  const command = buildCommand(workshop, request);
  const token = ((await outside.files.read(workshop.secrets.tokenFile)) ?? "").trim();
  const started = performance.now();
  const result = await outside.run(command.file, command.args, {
    env: { ...command.env, TOKEN: token },
    signal: outside.signal,
    ...(request.onLine ? { onLine: withoutToken(request.onLine, token) } : {}),
  });
  const timed = { seconds: (performance.now() - started) / 1000, command: shown(command, workshop) };
  if (result.exitCode !== 0) {
    await blameOurselves(outside, workshop, result);
    return { ok: false, words: lastLines(result, 14).replaceAll(token, "***"), ...timed };
  }
  const built = await workshop.engine.docker.image(request.tag);
  if (built === null)
    return { ok: false, words: "the builder said it was done, but the engine has no such image", ...timed };
  return { ok: true, imageId: built.id, ...timed };
}

/**
 * After a failed build: is it ours or the machine's fault? Then no Dockerfile is to blame.
 * @throws UserError when the engine or the feed does not answer, or the disk is full
 */
async function blameOurselves(
  { signal }: Outside,
  { engine, feed }: Workshop,
  result: RunResult,
): Promise<void> {
  await engine.docker.ping(AbortSignal.any([signal, AbortSignal.timeout(PROBE_WITHIN)]));
  if (metFullDisk(result)) throw diskFull(`of the Docker engine at ${engine.endpoint.host}`);
  const running = await engine.docker.container(feed.container);
  if (running?.running) return;
  throw new UserError("The private package feed stopped while the image was built.", {
    fix: "Type the same command again: it starts the feed anew.",
  });
}

/** A failing RUN may print the build argument; our own screens never do. */
function withoutToken(onLine: (line: string) => void, token: string): (line: string) => void {
  return (line) => onLine(line.replaceAll(token, "***"));
}

/** The command of a build, decided before anything runs. */
export function buildCommand(workshop: Workshop, request: BuildRequest): DockerCommand {
  const { secrets, feed, bases, builder } = workshop;
  const slim = bases.find(({ name }) => name === "slim");
  const pairs: [string, string][] = [
    ["--file", request.dockerfile],
    ["--tag", request.tag],
    ...Object.entries(labelled(secrets.workspace, "app")).map(([key, value]): [string, string] => [
      "--label",
      `${key}=${value}`,
    ]),
    ["--add-host", `feed:${feed.address}`],
    // By address: for a name apt first asks for SRV records, and waits where no name server answers.
    ["--build-arg", `http_proxy=http://${feed.address}:3142`],
    ["--build-arg", "no_proxy=feed"],
    ["--build-arg", "TOKEN"],
    ...(slim ? [["--build-arg", `SLIM=${slim.pinned}`] as [string, string]] : []),
    ["--secret", `id=user,src=${secrets.userFile}`],
    ["--secret", `id=token,src=${secrets.tokenFile}`],
    ["--secret", `id=netrc,src=${secrets.netrcFile}`],
    ["--progress", "plain"],
  ];
  const cold = request.noCache ? ["--no-cache"] : [];
  return { file: builder.path, args: ["build", ...cold, ...pairs.flat(), request.context], env: builder.env };
}

/** The command for a learner's own shell; `$(cat …)` stands for the token. */
function shown({ file, args, env }: DockerCommand, { secrets }: Workshop): string {
  const set = Object.entries(env).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${quoted(value)}`],
  );
  return [...set, `TOKEN="$(cat ${quoted(secrets.tokenFile)})"`, file, ...args.map(quoted)].join(" ");
}

/** A word as a POSIX shell reads it back. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
