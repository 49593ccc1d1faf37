import type { ContainerSpec, DockerApi, Workshop } from "../context.ts";
import { UserError } from "../errors.ts";
import { labelled } from "./labels.ts";
import { presentFeed } from "./present-feed.ts";
import { startOf } from "./start-container.ts";

const COMMAND_WITHIN = 60_000;

/** What `feed/beside.py` says: as root with the right to look at others' processes, in a container beside the app's. */
export async function lookBeside<Facts>(
  { engine, feed, secrets }: Workshop,
  id: string,
  words: readonly string[],
  signal: AbortSignal,
): Promise<Facts> {
  const { docker } = engine;
  const { imageId } = await presentFeed(docker, feed.container);
  const { exitCode, output } = await toItsEnd(docker, signal, {
    image: imageId,
    command: ["python3", "/feed/beside.py", ...words],
    labels: labelled(secrets.workspace, "beside-app"),
    besideProcesses: id,
    capabilities: ["SYS_PTRACE"],
  });
  if (exitCode === 0) return JSON.parse(output) as Facts;
  throw new UserError(`The app's process could not be looked at: ${output.trim().split("\n").at(-1)}`, {
    fix: "Does the app still run? Type the command again.",
  });
}

/** Runs a container to its end, and takes it away. @throws when it does not end within a minute */
export async function toItsEnd(
  docker: DockerApi,
  signal: AbortSignal,
  spec: ContainerSpec,
): Promise<{ exitCode: number; output: string }> {
  const id = await docker.createContainer(spec);
  try {
    const refusal = await startOf(docker, id);
    if (refusal !== null) return { exitCode: -1, output: refusal };
    const exitCode = await docker.waitForContainer(
      id,
      AbortSignal.any([signal, AbortSignal.timeout(COMMAND_WITHIN)]),
    );
    return { exitCode, output: await docker.logs(id, 200) };
  } finally {
    await docker.removeContainer(id);
  }
}
