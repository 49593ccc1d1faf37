import { randomBytes } from "node:crypto";
import type {
  BuildRequest,
  BuildResult,
  Context,
  RunResult,
  Workshop,
  WorkspaceSecrets,
} from "../context.ts";
import { shellWord } from "../shell-word.ts";
import { type TokenInText, tokenInText } from "../token-in-text.ts";
import { labelled } from "./labels.ts";
import { lastLines } from "./root.ts";
import { secretArgument } from "./secret-argument.ts";
import { blameOurselves } from "./whose-fault.ts";

type Outside = Pick<Context, "run" | "files" | "signal">;

const LAST_LINES = 14;

/** A docker command as it is run: what it needs in the environment, and its words. */
export interface DockerCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Builds an image as a learner could by hand. The token goes in by name only: its value is in the environment of
 * the docker CLI and in a file, never among the arguments.
 * @throws UserError when the build fails and no Dockerfile is to blame
 */
export async function buildImage(
  outside: Outside,
  workshop: Workshop,
  request: BuildRequest,
): Promise<BuildResult> {
  const command = buildCommand(workshop, request);
  const secrets = request.secrets ?? workshop.secrets;
  const token = ((await outside.files.read(secrets.tokenFile)) ?? "").trim();
  const sought = tokenInText(token);
  const started = performance.now();
  const { onLine, deadline } = request;
  const result = await outside.run(command.file, command.args, {
    env: { ...command.env, TOKEN: request.tokenArgument === false ? undefined : token },
    signal: outside.signal,
    ...(deadline ? { timeout: deadline } : {}),
    ...(onLine ? { onLine: (line: string) => onLine(sought.masked(line)) } : {}),
  });
  const facts = {
    seconds: (performance.now() - started) / 1000,
    command: shown(command, secrets),
    printed: linesWith(result, sought),
  };
  const built = result.exitCode === 0 ? await workshop.engine.docker.image(request.tag) : null;
  if (built !== null) return { ok: true, imageId: built.id, ...facts };
  if (!result.timedOut) {
    const dockerfile = (await outside.files.read(request.dockerfile)) ?? "";
    await blameOurselves(outside, workshop, result, dockerfile);
  }
  const words = result.exitCode === 0 ? NO_IMAGE : sought.masked(lastLines(result, LAST_LINES));
  return { ok: false, words, timedOut: result.timedOut, ...facts };
}

const NO_IMAGE = "the builder said it was done, but the engine has no such image";

/** The builder's lines in which the token stands: a failing RUN may print it, and our own screens never do. */
function linesWith({ stdout, stderr }: RunResult, { isIn, masked }: TokenInText): string[] {
  const lines = `${stdout}\n${stderr}`.split("\n").filter(isIn);
  return lines.map((line) => masked(line).trim());
}

/** The command of a build, decided before anything runs. */
export function buildCommand(workshop: Workshop, request: BuildRequest): DockerCommand {
  const { feed, bases, builder } = workshop;
  const { secrets = workshop.secrets, role = "app", tokenArgument = true } = request;
  const slim = bases.find(({ name }) => name === "slim");
  const pairs: [string, string][] = [
    ["--file", request.dockerfile],
    ["--tag", request.tag],
    ...Object.entries(labelled(secrets.workspace, role)).map(([key, value]): [string, string] => [
      "--label",
      `${key}=${value}`,
    ]),
    ["--add-host", `feed:${feed.address}`],
    // By address: for a name apt first asks for SRV records, and waits where no name server answers.
    ["--build-arg", `http_proxy=http://${feed.address}:3142`],
    ["--build-arg", "no_proxy=feed"],
    ...(tokenArgument ? [["--build-arg", "TOKEN"] as [string, string]] : []),
    ...(slim ? [["--build-arg", `SLIM=${slim.pinned}`] as [string, string]] : []),
    ["--secret", secretArgument("user", secrets.userFile)],
    ["--secret", secretArgument("token", secrets.tokenFile)],
    ["--secret", secretArgument("netrc", secrets.netrcFile)],
    ["--progress", "plain"],
  ];
  const cold = request.noCache ? ["--no-cache", "--add-host", `${hostOfNobody()}:127.0.0.1`] : [];
  return { file: builder.path, args: ["build", ...cold, ...pairs.flat(), request.context], env: builder.env };
}

/**
 * A name that no other build has. Without it BuildKit gives a step that two builds run at one moment to both of them, also
 * with --no-cache: then one's secrets have made the other's layer. The names of hosts are part of what tells steps apart.
 * https://github.com/moby/buildkit/blob/master/solver/jobs.go (loadUnlocked), solver/llbsolver/ops/exec.go (CacheMap)
 */
function hostOfNobody(): string {
  return `build-${randomBytes(6).toString("hex")}.invalid`;
}

/** The command for a learner's own shell; `$(cat …)` stands for the token. */
function shown({ file, args, env }: DockerCommand, secrets: WorkspaceSecrets): string {
  const set = Object.entries(env).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${shellWord(value)}`],
  );
  const token = args.includes("TOKEN") ? [`TOKEN="$(cat ${shellWord(secrets.tokenFile)})"`] : [];
  return [...set, ...token, file, ...args.map(shellWord)].join(" ");
}
