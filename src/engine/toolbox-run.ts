import type { Builder, Context, Engine, ToolboxContainer, ToolboxJob, ToolSaid } from "../context.ts";
import { UserError } from "../errors.ts";
import { labelled, SHARED } from "./labels.ts";

type Outside = Pick<Context, "files" | "signal">;

/** Where a job's files lie in its container. */
const FOLDER = "/work";

/**
 * Runs a tool in a container of its image, without a network. The container is gone afterwards.
 * @throws UserError when it does not end in time
 */
export function runInToolbox(outside: Outside, engine: Engine, job: ToolboxJob): Promise<ToolSaid> {
  const { docker } = engine;
  return inContainer(outside, engine, job, false, async (id) => {
    await docker.startContainer(id);
    const exitCode = await endOf(outside, engine, id, job);
    const written = job.writes === undefined ? null : await docker.fileIn(id, `${FOLDER}/${job.writes}`);
    return { exitCode, ...(await docker.output(id)), written };
  });
}

/** Does `work` while a container of the toolbox runs, without a network. The container is gone afterwards. */
export function inToolbox<T>(
  outside: Outside,
  engine: Engine,
  { image, files = {} }: Pick<ToolboxJob, "image" | "files">,
  work: (box: ToolboxContainer) => Promise<T>,
): Promise<T> {
  const { docker } = engine;
  const idle = { ...{ image, files, archive: null, within: 0 }, command: ["sleep", "infinity"] };
  return inContainer(outside, engine, idle, false, async (id) => {
    await docker.startContainer(id);
    return work({
      run: (command) => docker.exec(id, command, outside.signal),
      put: (name, text) => put(docker, id, name, text),
    });
  });
}

/** Runs a tool in a container of its image, on the learner's own terminal. Gives its exit code. */
export function showInToolbox(
  outside: Outside & Pick<Context, "processes">,
  engine: Engine,
  builder: Builder,
  job: ToolboxJob,
): Promise<number> {
  return inContainer(outside, engine, job, true, (id) =>
    outside.processes.runOnTerminal(builder.path, ["start", "--attach", "--interactive", id], builder),
  );
}

async function inContainer<T>(
  { files }: Outside,
  { docker }: Engine,
  { image, command, env = [], files: contents = {}, archive, cache, online }: ToolboxJob,
  terminal: boolean,
  work: (id: string) => Promise<T>,
): Promise<T> {
  const labels = labelled(SHARED, "tool");
  const volumes = cache ? [{ name: cache.volume, target: `${FOLDER}/${cache.folder}` }] : [];
  const spec = {
    image,
    command,
    env,
    labels,
    terminal,
    volumes,
    offline: online === undefined,
    workingFolder: FOLDER,
  };
  const id = await docker.createContainer(spec);
  try {
    for (const [name, content] of Object.entries(contents)) await put(docker, id, name, content);
    if (archive !== null) {
      const content = { bytes: await files.bytes(archive), chunks: files.stream(archive) };
      await docker.putBytes(id, FOLDER, "image.tar", content);
    }
    return await work(id);
  } finally {
    await docker.removeContainer(id);
  }
}

function put(docker: Engine["docker"], id: string, name: string, content: string | Buffer): Promise<void> {
  if (typeof content === "string") return docker.putFile(id, FOLDER, { name, text: content, mode: 0o644 });
  const chunks = (async function* () {
    yield content;
  })();
  return docker.putBytes(id, FOLDER, name, { bytes: content.length, chunks });
}

/** The exit code. */
async function endOf(
  { signal }: Outside,
  { docker }: Engine,
  id: string,
  { command, within }: ToolboxJob,
): Promise<number> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), within);
  try {
    return await docker.waitForContainer(id, AbortSignal.any([signal, late.signal]));
  } catch (error) {
    signal.throwIfAborted();
    if (!late.signal.aborted) throw error;
    throw new UserError(`The tool (${command.join(" ")}) did not end within ${within / 1000} s.`, {
      fix: "Type the command again; when it happens again, see what the machine is busy with: docker stats",
    });
  } finally {
    clearTimeout(timer);
  }
}
