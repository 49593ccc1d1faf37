import type {
  Builder,
  ContainerFile,
  ContainerSpec,
  Context,
  Engine,
  ToolboxContainer,
  ToolboxJob,
  ToolSaid,
} from "../context.ts";
import { UserError } from "../errors.ts";
import { IN_CONTAINER, withArchiveVolume } from "./archive-volume.ts";
import { labelled, SHARED } from "./labels.ts";

type Outside = Pick<Context, "files" | "host" | "signal">;

/** Where a job's files lie in its container. */
const FOLDER = "/work";

/**
 * Runs a tool in a container of its image, without a network. The container is gone afterwards.
 * @param tell Gets what it said while the container is still there
 * @throws UserError when it does not end in time
 */
export function runInToolbox(
  outside: Outside,
  engine: Engine,
  job: ToolboxJob,
  tell: (said: ToolSaid) => Promise<void> = async () => {},
): Promise<ToolSaid> {
  const { docker } = engine;
  return inContainer(outside, engine, job, false, async (id) => {
    await docker.startContainer(id);
    const exitCode = await endOf(outside, engine, id, job);
    const written = job.writes === undefined ? null : await docker.fileIn(id, `${FOLDER}/${job.writes}`);
    const said = { exitCode, ...(await docker.output(id)), written };
    await tell(said);
    return said;
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
  const idle = { ...{ image, files, within: 0 }, command: ["sleep", "infinity"] };
  return inContainer(outside, engine, idle, false, async (id) => {
    await docker.startContainer(id);
    return work({
      run: (command) => docker.exec(id, command, outside.signal),
      put: (name, content) => docker.putFiles(id, FOLDER, [{ name, content }]),
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
  outside: Outside,
  engine: Engine,
  job: ToolboxJob,
  terminal: boolean,
  work: (id: string) => Promise<T>,
): Promise<T> {
  const { docker } = engine;
  const id = await created(outside, engine, job, terminal);
  try {
    const files = filesOf(job);
    if (files.length > 0 && !isLinkedByShell(job)) await docker.putFiles(id, FOLDER, files);
    return await work(id);
  } finally {
    await docker.removeContainer(id);
  }
}

function created(outside: Outside, engine: Engine, job: ToolboxJob, terminal: boolean): Promise<string> {
  const { docker } = engine;
  const { image, imageId, env = [], cache, online } = job;
  const command = isLinkedByShell(job) ? [...LINKING, ...job.command] : job.command;
  const volumes = cache ? [{ name: cache.volume, target: `${FOLDER}/${cache.folder}` }] : [];
  const spec: ContainerSpec = {
    ...{ image, command, env, terminal, volumes },
    labels: labelled(SHARED, "tool"),
    offline: online === undefined,
    workingFolder: FOLDER,
  };
  if (imageId === undefined) return docker.createContainer(spec);
  return withArchiveVolume(outside, engine, { imageId, box: image }, (name) => {
    const archive = { name, target: IN_CONTAINER.folder, readOnly: true };
    return docker.createContainer({ ...spec, volumes: [...volumes, archive] });
  });
}

/** The link to the archive is made by the shell where that is all: to put it there is one more request, and a slow one. */
function isLinkedByShell({ imageId, files = {}, hasShell }: ToolboxJob): boolean {
  return hasShell === true && imageId !== undefined && Object.keys(files).length === 0;
}

const LINKING = [...["sh", "-c", 'ln -s "$0" . && exec "$@"'], `${IN_CONTAINER.folder}/${IN_CONTAINER.name}`];

/** What lies in the job's folder: its files, and a link to the archive, which a volume holds. */
function filesOf({ files = {}, imageId }: ToolboxJob): ContainerFile[] {
  const { folder, name } = IN_CONTAINER;
  return [
    ...Object.entries(files).map(([name, content]) => ({ name, content })),
    ...(imageId === undefined ? [] : [{ name, linkTo: `${folder}/${name}` }]),
  ];
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
