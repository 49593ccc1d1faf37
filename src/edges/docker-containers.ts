import { setTimeout as pause } from "node:timers/promises";
import type Docker from "dockerode";
import type { ContainerFacts, ContainerSpec, DockerApi, Health } from "../context.ts";
import { absentIsNull, withLabel } from "./docker.ts";
import { fileIn, putBytes, putFile, putFiles } from "./docker-files.ts";
import { exec, logs, output } from "./docker-output.ts";

/** How long the engine may take to remove a container, and how often to look. Milliseconds. */
const GONE_WITHIN = 30_000;
const LOOK_EVERY = 100;

type ContainerCalls = Pick<
  DockerApi,
  | "createContainer"
  | "putFile"
  | "putFiles"
  | "putBytes"
  | "fileIn"
  | "startContainer"
  | "container"
  | "exec"
  | "logs"
  | "output"
  | "stopContainer"
  | "waitForContainer"
  | "removeContainer"
  | "listContainers"
  | "ensureVolume"
  | "listVolumes"
  | "removeVolume"
>;

/** The calls of the Engine API that concern containers and volumes. */
export function containerCalls(docker: Docker): ContainerCalls {
  return {
    createContainer: async (spec) => (await docker.createContainer(creation(spec))).id,
    putFile: (container, folder, file) => putFile(docker, container, folder, file),
    putFiles: (container, folder, files) => putFiles(docker, container, folder, files),
    putBytes: (container, folder, name, content) => putBytes(docker, container, folder, { name, content }),
    fileIn: (container, path) => absentIsNull(() => fileIn(docker, container, path)),
    startContainer: async (container) => {
      await docker.getContainer(container).start();
    },
    container: (idOrName) => absentIsNull(() => containerFacts(docker, idOrName)),
    exec: (container, command, signal) => exec(docker, container, command, signal),
    logs: (container, lines) => logs(docker, container, lines),
    output: (container) => output(docker, container),
    stopContainer: async (container, seconds) => {
      await docker.getContainer(container).stop({ t: seconds });
    },
    waitForContainer: async (container, signal) => {
      const ended: unknown = await docker.getContainer(container).wait({ abortSignal: signal } as never);
      return (ended as { StatusCode: number }).StatusCode;
    },
    removeContainer: (container) => removeContainer(docker, container),
    listContainers: async (label) => {
      const found = await docker.listContainers({ all: true, ...withLabel(label) });
      return found.map(({ Id, Names, Image, Labels }) => ({
        id: Id,
        name: (Names[0] ?? Id.slice(0, 12)).replace(/^\//, ""),
        image: Image,
        labels: Labels,
      }));
    },
    ensureVolume: async (name, labels) => {
      await docker.createVolume({ Name: name, Labels: { ...labels } });
    },
    listVolumes: async (label) => {
      const { Volumes } = await docker.listVolumes({ filters: JSON.stringify({ label: [label] }) });
      return (Volumes ?? []).map(({ Name, Labels }) => ({ name: Name, labels: Labels ?? {} }));
    },
    removeVolume: async (name) => {
      await absentIsNull(() => docker.getVolume(name).remove());
    },
  };
}

function creation(spec: ContainerSpec): Docker.ContainerCreateOptions {
  const port = spec.publish === undefined ? undefined : `${spec.publish}/tcp`;
  return {
    Image: spec.image,
    Labels: { ...spec.labels },
    ...(spec.name ? { name: spec.name } : {}),
    ...(spec.command ? { Cmd: [...spec.command] } : {}),
    ...(spec.env ? { Env: [...spec.env] } : {}),
    ...(port ? { ExposedPorts: { [port]: {} } } : {}),
    ...(spec.entrypoint ? { Entrypoint: [...spec.entrypoint] } : {}),
    ...(spec.workingFolder ? { WorkingDir: spec.workingFolder } : {}),
    ...(spec.terminal ? { Tty: true, OpenStdin: true } : {}),
    ...(spec.health ? { Healthcheck: healthcheck(spec.health) } : {}),
    HostConfig: {
      ...(spec.besideProcesses ? { PidMode: `container:${spec.besideProcesses}` } : {}),
      ...(spec.capabilities ? { CapAdd: [...spec.capabilities] } : {}),
      ...(spec.readOnly ? { ReadonlyRootfs: true } : {}),
      ...(spec.offline ? { NetworkMode: "none" } : {}),
      ...(spec.inMemory
        ? { Tmpfs: Object.fromEntries(spec.inMemory.map((path) => [path, "mode=1777"])) }
        : {}),
      ...(spec.ownVolume ? { Mounts: [{ Type: "volume", Target: spec.ownVolume, Source: "" }] } : {}),
      ExtraHosts: [...(spec.extraHosts ?? [])],
      Binds: (spec.volumes ?? []).map(
        ({ name, target, readOnly }) => `${name}:${target}${readOnly ? ":ro" : ""}`,
      ),
      ...(port ? { PortBindings: { [port]: [{ HostIp: "127.0.0.1", HostPort: "0" }] } } : {}),
    },
  };
}

/** Without a test the image's own is run. The engine wants nanoseconds. */
function healthcheck({ every, within, startPeriod, retries }: NonNullable<ContainerSpec["health"]>) {
  const nanoseconds = (milliseconds = 0) => milliseconds * 1_000_000;
  return {
    Interval: nanoseconds(every),
    Timeout: nanoseconds(within),
    StartPeriod: nanoseconds(startPeriod),
    Retries: retries ?? 0,
  };
}

async function containerFacts(docker: Docker, idOrName: string): Promise<ContainerFacts> {
  const found = await docker.getContainer(idOrName).inspect();
  const networks = Object.values(found.NetworkSettings.Networks ?? {});
  const published = Object.values(found.NetworkSettings.Ports ?? {}).flatMap((bindings) => bindings ?? []);
  return {
    id: found.Id,
    name: found.Name.replace(/^\//, ""),
    running: found.State.Running,
    exitCode: found.State.ExitCode,
    address: networks[0]?.IPAddress ?? "",
    imageId: found.Image,
    labels: found.Config.Labels ?? {},
    publishedPort: published[0] ? Number(published[0].HostPort) : null,
    health: healthIn(found.State.Health),
  };
}

function healthIn(found: Docker.ContainerInspectInfo["State"]["Health"]): Health | null {
  if (found?.Status !== "starting" && found?.Status !== "healthy" && found?.Status !== "unhealthy")
    return null;
  const output = found.Log?.at(-1)?.Output?.trim() ?? "";
  return { status: found.Status, failed: found.FailingStreak, output };
}

/** Removes a container; one that somebody else is removing already is waited for. */
async function removeContainer(docker: Docker, container: string): Promise<void> {
  try {
    await absentIsNull(() => docker.getContainer(container).remove({ force: true, v: true }));
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode !== 409) throw error;
    for (const deadline = Date.now() + GONE_WITHIN; Date.now() < deadline; await pause(LOOK_EVERY)) {
      if ((await absentIsNull(() => docker.getContainer(container).inspect())) === null) return;
    }
    throw error;
  }
}
