import type { Context, Engine, ImageBytes } from "../context.ts";
import { messageOf, UserError } from "../errors.ts";
import { imageInPlace } from "./layers-in-place.ts";

type Outside = Pick<Context, "files" | "host" | "signal">;

/**
 * The bytes of an image: in place where the engine is our own, else the stream of `docker save`.
 * @throws UserError for an image without layers on an engine that cannot save one
 */
export async function imageBytes(outside: Outside, engine: Engine, imageId: string): Promise<ImageBytes> {
  const inPlace = await imageInPlace(outside, engine, imageId);
  if (inPlace) return inPlace;
  try {
    return await engine.docker.save(imageId, outside.signal);
  } catch (error) {
    if (!messageOf(error).includes("empty export")) throw error;
    throw new UserError("The image has no layers, and this engine cannot save such an image.", {
      fix: `There is nothing in it but its configuration: docker image inspect ${imageId}`,
      cause: error,
    });
  }
}
