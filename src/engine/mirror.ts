import { setTimeout as pause } from "node:timers/promises";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { endProcess } from "./end-process.ts";
import type { PrivateState } from "./private-engine.ts";
import { privateFolders } from "./private-folders.ts";
import { processesWhere } from "./process-list.ts";
import { lastWords } from "./root.ts";

type Outside = Pick<Context, "run" | "host" | "files" | "processes" | "network">;

/**
 * Starts the local registry that our own engine uses as its mirror, if it does not run. Gives its `host:port`.
 * @throws UserError when it does not come up, for example because another program took its port
 */
export async function ensureMirror(outside: Outside): Promise<string> {
  const folders = privateFolders(outside.host);
  const { mirrorPort } = JSON.parse((await outside.files.read(folders.state)) ?? "{}") as PrivateState;
  const address = `127.0.0.1:${mirrorPort}`;
  if (await answers(outside, address)) return address;
  // One that an engine before this one was started with, on another port.
  await stopMirror(outside);
  await outside.files.write(folders.registryConfig, registryConfig(folders.registryData, address));
  const pid = await outside.processes.startDetached("docker-registry", ["serve", folders.registryConfig], {
    log: folders.registryLog,
  });
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; await pause(100)) {
    if (await answers(outside, address)) return address;
    if (!outside.processes.alive(pid)) break;
  }
  const log = (await outside.files.read(folders.registryLog)) ?? "";
  throw new UserError(
    `The local registry for stand-in bases did not start on ${address}: ${lastWords({ exitCode: 1, stdout: log, stderr: "", timedOut: false }, 1)}`,
    { fix: "Type: size-matters clean --yes, and then the command again; it will choose another port." },
  );
}

function registryConfig(data: string, address: string): string {
  return [
    "version: 0.1",
    "log: { level: warn, accesslog: { disabled: true } }",
    `storage: { filesystem: { rootdirectory: ${JSON.stringify(data)} } }`,
    `http: { addr: "${address}" }`,
    "",
  ].join("\n");
}

async function answers({ network }: Outside, address: string): Promise<boolean> {
  const headers = await network.headersOf(`http://${address}/v2/`, 2_000);
  return headers?.["docker-distribution-api-version"] === "registry/2.0";
}

/** Ends the local registry, if it runs. */
export async function stopMirror(
  outside: Pick<Outside, "run" | "host" | "files" | "processes">,
): Promise<void> {
  const { registryConfig } = privateFolders(outside.host);
  for (const { pid } of await processesWhere(outside, (words) => words.includes(registryConfig)))
    await endProcess(outside, pid, "The local registry");
}
