import type { Context, Endpoint, Engine, EngineSearch, FindOptions, TriedPlace } from "../context.ts";
import { messageOf } from "../errors.ts";
import { guarded } from "./guarded-docker.ts";
import { type Place, placesToLook } from "./places.ts";
import { privateEndpoint } from "./private-folders.ts";

type Outside = Pick<Context, "files" | "host" | "connect" | "signal">;

const ANSWER_WITHIN = 5_000;
const ANSWER_OVER_SSH_WITHIN = 20_000;

/**
 * The first engine that answers, and for every place before it the reason why it was passed over.
 * Starts nothing.
 */
export async function findEngine(ctx: Outside, options: FindOptions): Promise<EngineSearch> {
  const tried: TriedPlace[] = [];
  const own: Place = { place: "size-matters' own engine", endpoint: privateEndpoint(ctx.host) };
  const places = options.privateOnly ? [own] : [...(await placesToLook(ctx)), own];
  for (const place of places) {
    const host = "endpoint" in place ? place.endpoint.host : "";
    const found =
      "endpoint" in place ? await tryEndpoint(ctx, place.endpoint, place === own, options) : place.reason;
    if (typeof found !== "string") {
      return { engine: found, tried: [...tried, { place: place.place, host, reason: null }] };
    }
    tried.push({ place: place.place, host, reason: found });
  }
  return { engine: null, tried };
}

async function tryEndpoint(
  ctx: Outside,
  endpoint: Endpoint,
  ours: boolean,
  { toRead = false }: FindOptions,
): Promise<Engine | string> {
  ctx.signal.throwIfAborted();
  try {
    const docker = await ctx.connect(endpoint);
    const patience = endpoint.host.startsWith("ssh:") ? ANSWER_OVER_SSH_WITHIN : ANSWER_WITHIN;
    await docker.ping(AbortSignal.any([ctx.signal, AbortSignal.timeout(patience)]));
    const facts = await docker.facts();
    if (!toRead && facts.product.includes("Podman"))
      return "Podman answers here; it has no BuildKit, which the labs need";
    return { docker: guarded(docker, endpoint), endpoint, facts, ours };
  } catch (error) {
    ctx.signal.throwIfAborted();
    return reasonOf(error, endpoint);
  }
}

/** Why an endpoint does not answer, in the reader's words. Judged by error codes, never by message texts. */
function reasonOf(error: unknown, endpoint: Endpoint): string {
  const code = (error as { code?: unknown }).code;
  if (code === "ENOENT") return "there is no socket";
  if (code === "ECONNREFUSED") return "nothing answers there: the engine is not running";
  if (code === "EACCES")
    return "you may not use this socket: join the group that owns it (docker), and log in again";
  if (code === "ENOTFOUND") return "the host's name is not known";
  if ((error as Error).name === "TimeoutError") return "no answer in time";
  if (endpoint.host.startsWith("ssh:")) return `ssh did not reach an engine: ${messageOf(error)}`;
  return messageOf(error);
}
