import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { Agent } from "node:http";
import { join } from "node:path";
import { Duplex } from "node:stream";
import type Docker from "dockerode";
import type { Endpoint } from "../context.ts";
import { UserError } from "../errors.ts";

/**
 * The options with which dockerode reaches an endpoint. We resolve the endpoint ourselves because dockerode
 * reads no docker contexts.
 * @throws UserError for an address of an unknown kind
 */
export async function dockerodeOptions(endpoint: Endpoint): Promise<Docker.DockerOptions> {
  const [kind, rest] = splitAddress(endpoint.host);
  if (kind === "unix") return { socketPath: rest };
  if (kind === "npipe") return { socketPath: rest.replaceAll("\\", "/") };
  if (kind === "ssh")
    return { protocol: "http", host: "ssh", port: 80, agent: sshAgent(rest) } as Docker.DockerOptions;
  if (kind === "tcp" || kind === "http" || kind === "https")
    return tcpOptions(rest, endpoint.certFolder, kind);
  throw new UserError(`The engine's address "${endpoint.host}" is of a kind that is not known here.`, {
    fix: "Use unix://, npipe://, tcp:// or ssh:// in DOCKER_HOST or in the docker context.",
  });
}

function splitAddress(host: string): [string, string] {
  const at = host.indexOf("://");
  return at < 0 ? ["unix", host] : [host.slice(0, at), host.slice(at + 3)];
}

async function tcpOptions(
  rest: string,
  certFolder: string | undefined,
  kind: string,
): Promise<Docker.DockerOptions> {
  const secure = certFolder !== undefined || kind === "https";
  const url = new URL(`http://${rest}`);
  const base: Docker.DockerOptions = {
    protocol: secure ? "https" : "http",
    host: url.hostname,
    port: url.port || (secure ? 2376 : 2375),
  };
  if (certFolder === undefined) return base;
  const pem = (name: string) => readFile(join(certFolder, name));
  const [ca, cert, key] = await Promise.all([pem("ca.pem"), pem("cert.pem"), pem("key.pem")]);
  return { ...base, ca, cert, key };
}

/**
 * Reaches an engine as the docker CLI does: through the user's own `ssh`, so that ~/.ssh/config, agents and
 * known hosts count. https://github.com/docker/cli/tree/master/cli/connhelper
 */
function sshAgent(target: string): Agent {
  const url = new URL(`ssh://${target}`);
  const where = url.username ? `${url.username}@${url.hostname}` : url.hostname;
  const port = url.port ? ["-p", url.port] : [];
  const agent = new Agent();
  agent.createConnection = () => {
    const args = [
      "-o",
      "BatchMode=yes",
      "-o",
      "ConnectTimeout=15",
      ...port,
      "--",
      where,
      "docker",
      "system",
      "dial-stdio",
    ];
    const child = spawn("ssh", args, { stdio: ["pipe", "pipe", "ignore"] });
    const pipe = Duplex.from({ writable: child.stdin, readable: child.stdout });
    child.once("error", (error) => pipe.destroy(error));
    pipe.once("close", () => child.kill());
    return Object.assign(pipe, {
      setKeepAlive: () => pipe,
      setNoDelay: () => pipe,
      setTimeout: () => pipe,
      ref: () => pipe,
      unref: () => pipe,
    });
  };
  return agent;
}
