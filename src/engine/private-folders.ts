import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Endpoint, Host } from "../context.ts";

/** Where our own engine keeps its things. */
export interface PrivateFolders {
  readonly folder: string;
  readonly data: string;
  /** For sockets of the engine's own children, whose paths may not be long. */
  readonly run: string;
  readonly socket: string;
  readonly pidFile: string;
  readonly log: string;
  readonly state: string;
  readonly config: string;
  /** Name of its network bridge; at most 15 characters. */
  readonly bridge: string;
  readonly lock: string;
  readonly registryData: string;
  readonly registryConfig: string;
  readonly registryLog: string;
}

/** The longest path a Unix socket may have. https://man7.org/linux/man-pages/man7/unix.7.html */
const SOCKET_PATH_BYTES = 107;

/** The folders follow from the user's data folder alone, so that every run finds the same engine. */
export function privateFolders(host: Pick<Host, "dataFolder">): PrivateFolders {
  const folder = join(host.dataFolder, "engine");
  const id = createHash("sha256").update(folder).digest("hex").slice(0, 8);
  const run = `/run/size-matters-${id}`;
  const near = join(folder, "docker.sock");
  return {
    folder,
    run,
    data: join(folder, "data"),
    socket: Buffer.byteLength(near) > SOCKET_PATH_BYTES ? join(run, "docker.sock") : near,
    pidFile: join(folder, "dockerd.pid"),
    log: join(folder, "dockerd.log"),
    state: join(folder, "state.json"),
    config: join(folder, "daemon.json"),
    bridge: `sm-${id}`,
    lock: join(host.dataFolder, "engine.lock"),
    registryData: join(folder, "registry"),
    registryConfig: join(folder, "registry.yml"),
    registryLog: join(folder, "registry.log"),
  };
}

/** Where our own engine answers when it runs. */
export function privateEndpoint(host: Pick<Host, "dataFolder">): Endpoint {
  return { host: `unix://${privateFolders(host).socket}` };
}
