import type { Context, Engine, EngineSearch, ImageFacts, TriedPlace } from "../context.ts";
import { messageOf, UserError } from "../errors.ts";

type Outside = Pick<Context, "engines" | "screen" | "signal">;

/** An image, and the engine that holds it. */
export interface HeldImage {
  readonly engine: Engine;
  readonly facts: ImageFacts;
}

/**
 * The engine that holds an image: the one that answers, or else the workshop's own.
 * @throws UserError when no engine answers, or none has the image
 */
export async function engineWith(
  outside: Outside,
  name: string,
  options: { readonly privateEngine?: boolean; readonly pull?: boolean },
): Promise<HeldImage> {
  const search = await outside.engines.find({ privateOnly: options.privateEngine ?? false, toRead: true });
  if (search.engine === null) throw noEngine(name, search.tried);
  const held = (await heldBy(search, name)) ?? (await heldBy(await ownEngine(outside, search), name));
  if (held !== null) return held;
  if (options.pull) return pulled(outside, search.engine, name);
  throw new UserError(
    `There is no file ${name}, and the Docker engine at ${search.engine.endpoint.host} has no image ${name}.`,
    {
      fix: `See what it has: docker image ls. To let it fetch the image: size-matters inspect --pull ${name}`,
    },
  );
}

async function heldBy({ engine }: Pick<EngineSearch, "engine">, name: string): Promise<HeldImage | null> {
  try {
    const facts = await engine?.docker.image(name);
    return engine && facts ? { engine, facts } : null;
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode !== 400) throw error;
    throw new UserError(`There is no file ${name}, and an image cannot have this name.`, {
      fix: "See what the engine has: docker image ls",
      cause: error,
    });
  }
}

/** Labs may run on an engine of our own beside another that answers first. */
async function ownEngine(
  { engines }: Outside,
  { engine }: EngineSearch,
): Promise<Pick<EngineSearch, "engine">> {
  return engine?.ours ? { engine: null } : engines.find({ privateOnly: true, toRead: true });
}

async function pulled({ screen, signal }: Outside, engine: Engine, name: string): Promise<HeldImage> {
  try {
    await engine.docker.pull(withTag(name), (line) => screen.status(line), signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof UserError) throw error;
    throw new UserError(`The Docker engine could not fetch ${name}: ${messageOf(error)}`, {
      fix: `Try it by hand: docker pull ${name}`,
      cause: error,
    });
  } finally {
    screen.status("");
  }
  const facts = await engine.docker.image(name);
  if (facts !== null) return { engine, facts };
  throw new UserError(`The Docker engine fetched ${name}, and has no image of that name.`, {
    fix: "Name it as docker image ls shows it.",
  });
}

/** Without a tag the engine would fetch every one there is. */
function withTag(name: string): string {
  return /[:@][^/]*$/.test(name) ? name : `${name}:latest`;
}

function noEngine(name: string, tried: readonly TriedPlace[]): UserError {
  const places = tried.map(({ place, reason }) => `  ${place}: ${reason}`).join("\n");
  return new UserError(
    `There is no file ${name}, and no Docker engine answers that might have such an image:\n${places}`,
    { fix: "Start your engine, or give a file made by: docker save IMAGE -o FILE" },
  );
}
