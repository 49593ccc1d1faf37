import type { DockerApi, Endpoint } from "../context.ts";
import { messageOf, UserError } from "../errors.ts";
import { diskFull, isDiskFull } from "./disk-full.ts";

/** What the transport says when nobody is at the other end (any more). */
const GONE = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
  "ENOTFOUND",
  "ETIMEDOUT",
  "EHOSTUNREACH",
]);

/**
 * The same client, for an engine that has answered once: should it go away, or fail for a reason of its own (a full
 * disk), every call says so as a UserError with the original as its cause. Other errors pass as they are.
 */
export function guarded(docker: DockerApi, endpoint: Endpoint): DockerApi {
  const calls = Object.entries(docker).map(([name, call]) => [
    name,
    async (...args: unknown[]) => {
      try {
        const result = await (call as (...args: unknown[]) => Promise<unknown>)(...args);
        return name === "save" ? chunks(result as AsyncIterable<Uint8Array>, endpoint) : result;
      } catch (error) {
        throw explained(error, endpoint);
      }
    },
  ]);
  return Object.fromEntries(calls) as DockerApi;
}

async function* chunks(stream: AsyncIterable<Uint8Array>, endpoint: Endpoint): AsyncIterable<Uint8Array> {
  try {
    yield* stream;
  } catch (error) {
    throw explained(error, endpoint);
  }
}

function explained(error: unknown, { host }: Endpoint): unknown {
  const { code = "", name, statusCode = 0 } = error as { code?: string; name?: string; statusCode?: number };
  if (GONE.has(code) || name === "TimeoutError") {
    return new UserError(`The Docker engine at ${host} no longer answers.`, {
      fix: "Start it again (size-matters start brings up its own) and type the same command: it goes on from here.",
      cause: error,
    });
  }
  if (isDiskFull(error)) return diskFull(`of the Docker engine at ${host}`, error);
  if (statusCode < 500) return error;
  return new UserError(`The Docker engine at ${host} failed: ${messageOf(error)}`, {
    fix: "Type: size-matters doctor, mend what it names, and type the command again.",
    cause: error,
  });
}
