import { setTimeout as pause } from "node:timers/promises";
import type { Context, Engine, Report } from "../context.ts";
import { UserError } from "../errors.ts";
import { endProcess, sendSignal } from "./end-process.ts";
import { guarded } from "./guarded-docker.ts";
import { stopMirror } from "./mirror.ts";
import { type PrivateFolders, privateEndpoint, privateFolders } from "./private-folders.ts";
import { ensureBridge, outgoingMtu, removeBridge } from "./private-network.ts";
import { processesWhere } from "./process-list.ts";
import { asRoot, mustRunAsRoot, runAsRoot } from "./root.ts";

type Outside = Pick<Context, "run" | "host" | "files" | "processes" | "network" | "connect" | "signal">;

const ANSWERS_WITHIN = 60_000;
const LOOK_EVERY = 200;

/** What a run of the program leaves for the next one about our own engine. */
export interface PrivateState {
  readonly version: 1;
  /** Loopback port of the local registry mirror that the engine was started with. */
  readonly mirrorPort: number;
}

/**
 * Starts our own `dockerd`, with folders, socket, bridge and subnet of its own. The caller holds the engine lock.
 * @throws UserError with the engine's last log lines when it does not come up
 */
export async function startPrivateEngine(outside: Outside, report: Report): Promise<Engine> {
  const folders = privateFolders(outside.host);
  await clearRemains(outside, folders);
  report("making its folders and its network");
  await mustRunAsRoot(outside, ["mkdir", "-p", "-m", "0755", folders.run], {
    fix: "Make that folder by hand.",
  });
  await outside.files.makeFolder(folders.folder, 0o711);
  await outside.files.write(folders.config, "{}\n");
  await ensureBridge(outside, folders.bridge);
  const state: PrivateState = { version: 1, mirrorPort: await outside.network.freePort() };
  await outside.files.write(folders.state, `${JSON.stringify(state)}\n`);
  const args = engineArguments(folders, state, await outgoingMtu(outside), outside.host.uid);
  const path = `${outside.host.env.PATH ?? ""}:/usr/sbin:/sbin:/usr/bin:/bin`;
  const pid = await outside.processes.startDetached(...asRoot(outside.host, "dockerd", args), {
    log: folders.log,
    env: { PATH: path, DOCKER_HOST: undefined },
  });
  return waitUntilItAnswers(outside, folders, pid, report);
}

function engineArguments(folders: PrivateFolders, state: PrivateState, mtu: number, uid: number): string[] {
  return [
    `--config-file=${folders.config}`,
    `--data-root=${folders.data}`,
    `--exec-root=${folders.run}`,
    pidFileArgument(folders),
    `--host=unix://${folders.socket}`,
    `--bridge=${folders.bridge}`,
    `--mtu=${mtu}`,
    `--registry-mirror=http://127.0.0.1:${state.mirrorPort}`,
    // Beside another engine both would otherwise share one namespace of a system-wide containerd.
    `--containerd-namespace=${folders.bridge}`,
    `--containerd-plugins-namespace=${folders.bridge}-plugins`,
    ...(uid > 0 ? [`--group=${process.getgid?.() ?? 0}`] : []),
    "--log-level=warn",
  ];
}

/** No other engine of this machine is given this one, so it is known by it. */
function pidFileArgument({ pidFile }: PrivateFolders): string {
  return `--pidfile=${pidFile}`;
}

async function waitUntilItAnswers(
  outside: Outside,
  folders: PrivateFolders,
  pid: number,
  report: Report,
): Promise<Engine> {
  const endpoint = privateEndpoint(outside.host);
  const docker = await outside.connect(endpoint);
  report("waiting until it answers");
  for (const deadline = Date.now() + ANSWERS_WITHIN; Date.now() < deadline; await pause(LOOK_EVERY)) {
    outside.signal.throwIfAborted();
    const answers = await docker.ping(AbortSignal.timeout(2_000)).then(
      () => true,
      () => false,
    );
    if (answers)
      return { docker: guarded(docker, endpoint), endpoint, facts: await docker.facts(), ours: true };
    if (!outside.processes.alive(pid)) break;
  }
  const log = ((await outside.files.read(folders.log)) ?? "").trim().split("\n").slice(-5).join("\n  ");
  await stopPrivateEngine(outside);
  throw new UserError(`Our own Docker engine did not come up. The end of ${folders.log}:\n  ${log}`, {
    fix: "Mend what it names, or start an engine of your own and set DOCKER_HOST; then type the command again.",
  });
}

/** The numbers of our own engine's processes, whether or not it answers: itself, and sudo where that began it. */
export async function privateEnginePids(outside: Pick<Outside, "files" | "host">): Promise<number[]> {
  const mark = pidFileArgument(privateFolders(outside.host));
  return (await processesWhere(outside, (words) => words.includes(mark))).map(({ pid }) => pid);
}

/** Ends our own engine, its mirror and its network. Its data folder stays. */
export async function stopPrivateEngine(outside: Outside): Promise<void> {
  const folders = privateFolders(outside.host);
  await stopMirror(outside);
  for (const pid of await privateEnginePids(outside)) await endProcess(outside, pid, "Our own Docker engine");
  await clearRemains(outside, folders);
  await removeBridge(outside, folders.bridge);
}

/** What a killed engine leaves: its helpers with their containers, mounts, sockets, and the pid file in its way. */
async function clearRemains(outside: Outside, folders: PrivateFolders): Promise<void> {
  const left = await orphans(outside, folders.run);
  await sendSignal(outside, "KILL", left);
  const mounts = (await outside.files.read("/proc/mounts")) ?? "";
  const ours = mounts
    .split("\n")
    .map((line) => (line.split(" ")[1] ?? "").replaceAll("\\040", " "))
    .filter((target) =>
      [folders.data, folders.run].some((own) => target === own || target.startsWith(`${own}/`)),
    );
  for (const target of ours.reverse()) await runAsRoot(outside, "umount", ["-l", target]);
  await runAsRoot(outside, "rm", ["-rf", folders.run, folders.pidFile, folders.socket]);
}

/**
 * The containerd and the shims that name the engine's run folder, and the first process of each container, which is
 * a shim's child: with it goes all that runs in the container.
 */
async function orphans(outside: Pick<Outside, "files">, runFolder: string): Promise<string[]> {
  const helpers = await processesWhere(
    outside,
    (words) =>
      words[0]?.includes("containerd") === true && words.some((word) => word.startsWith(`${runFolder}/`)),
  );
  const found: string[] = [];
  for (const { pid } of helpers) {
    const list = await outside.files.read(`/proc/${pid}/task/${pid}/children`).catch(() => null);
    found.push(...(list ?? "").split(" ").filter(Boolean), String(pid));
  }
  return found;
}

/** Removes everything our own engine ever kept on disk. Stop it first. */
export async function removePrivateData(outside: Outside): Promise<void> {
  await mustRunAsRoot(outside, ["rm", "-rf", privateFolders(outside.host).folder], {
    fix: "Remove that folder by hand.",
  });
}
