import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Context, Endpoint } from "../context.ts";
import { messageOf } from "../errors.ts";

/** One place to look for an engine: an endpoint, or the reason why there is none to try. */
export type Place =
  | { readonly place: string; readonly endpoint: Endpoint }
  | { readonly place: string; readonly reason: string };

type Outside = Pick<Context, "files" | "host">;

/**
 * Every place to look, in the order of the docker CLI: `DOCKER_HOST`, `DOCKER_CONTEXT`, the current context,
 * then the sockets of the known products.
 * https://docs.docker.com/engine/manage-resources/contexts/
 */
export async function placesToLook({ files, host }: Outside): Promise<Place[]> {
  const places: Place[] = [];
  if (host.env.DOCKER_HOST) places.push(fromDockerHost(host.env.DOCKER_HOST, host));
  if (host.env.DOCKER_CONTEXT) {
    places.push(await fromContext("DOCKER_CONTEXT", host.env.DOCKER_CONTEXT, { files, host }));
  } else {
    const current = await currentContext({ files, host });
    if (current) places.push(await fromContext("current docker context", current, { files, host }));
  }
  return withoutRepeats([...places, ...knownSockets(host)]);
}

function fromDockerHost(value: string, host: Context["host"]): Place {
  const certFolder = host.env.DOCKER_CERT_PATH ?? configFolder(host);
  const endpoint = host.env.DOCKER_TLS_VERIFY ? { host: value, certFolder } : { host: value };
  return { place: "DOCKER_HOST", endpoint };
}

async function currentContext({ files, host }: Outside): Promise<string | null> {
  try {
    const config = JSON.parse((await files.read(join(configFolder(host), "config.json"))) ?? "{}");
    const name = typeof config?.currentContext === "string" ? config.currentContext : "";
    return name === "" || name === "default" ? null : name;
  } catch {
    // A broken config.json is the docker CLI's to report; the sockets can still be tried.
    return null;
  }
}

async function fromContext(place: string, name: string, { files, host }: Outside): Promise<Place> {
  if (name === "default") return { place: `${place} "default"`, endpoint: { host: defaultSocket(host) } };
  const titled = `${place} "${name}"`;
  const id = createHash("sha256").update(name).digest("hex");
  const contexts = join(configFolder(host), "contexts");
  const text = await files.read(join(contexts, "meta", id, "meta.json"));
  if (text === null) return { place: titled, reason: "there is no context of that name" };
  try {
    const address = JSON.parse(text)?.Endpoints?.docker?.Host;
    if (typeof address !== "string" || address === "") {
      return { place: titled, reason: "the context names no docker endpoint" };
    }
    const certFolder = join(contexts, "tls", id, "docker");
    const secured = await files.exists(join(certFolder, "ca.pem"));
    return { place: titled, endpoint: secured ? { host: address, certFolder } : { host: address } };
  } catch (error) {
    return { place: titled, reason: `its meta.json cannot be read: ${messageOf(error)}` };
  }
}

function configFolder(host: Context["host"]): string {
  return host.env.DOCKER_CONFIG ?? join(host.home, ".docker");
}

function defaultSocket(host: Context["host"]): string {
  return host.platform === "win32" ? "npipe:////./pipe/docker_engine" : "unix:///var/run/docker.sock";
}

/** Sockets of the products that run an engine on a developer's machine. */
function knownSockets(host: Context["host"]): Place[] {
  const at = (place: string, socket: string): Place => ({ place, endpoint: { host: socket } });
  if (host.platform === "win32") {
    return [
      at("Docker on Windows", "npipe:////./pipe/docker_engine"),
      at("Docker Desktop", "npipe:////./pipe/dockerDesktopLinuxEngine"),
    ];
  }
  const home = (...parts: string[]) => `unix://${join(host.home, ...parts)}`;
  const runtime = host.env.XDG_RUNTIME_DIR;
  return [
    at("the system's engine", defaultSocket(host)),
    ...(runtime ? [at("a rootless engine", `unix://${join(runtime, "docker.sock")}`)] : []),
    host.platform === "darwin"
      ? at("Docker Desktop", home(".docker", "run", "docker.sock"))
      : at("Docker Desktop", home(".docker", "desktop", "docker.sock")),
    at("Colima", home(".colima", "default", "docker.sock")),
    ...(host.platform === "darwin" ? [at("OrbStack", home(".orbstack", "run", "docker.sock"))] : []),
    at("Rancher Desktop", home(".rd", "docker.sock")),
  ];
}

function withoutRepeats(places: readonly Place[]): Place[] {
  const seen = new Set<string>();
  return places.filter((place) => {
    if (!("endpoint" in place)) return true;
    const repeat = seen.has(place.endpoint.host);
    seen.add(place.endpoint.host);
    return !repeat;
  });
}
