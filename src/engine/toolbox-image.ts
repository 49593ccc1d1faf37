import type { Context, Report } from "../context.ts";
import { UserError } from "../errors.ts";
import { type Means, presentImage, type Recipe, recipeImage } from "./recipe-image.ts";
import { lastWords } from "./root.ts";

type Outside = Pick<Context, "run" | "files" | "host" | "signal">;

const TOOLBOX: Recipe = { tag: "size-matters/toolbox:latest", folder: "toolbox", role: "toolbox" };

/**
 * Builds the toolbox, for who asks for it.
 * @throws UserError when the wheels cannot be had
 */
export function toolboxImage(outside: Outside, means: Means, report: Report): Promise<string> {
  return recipeImage(outside, means, TOOLBOX, {
    report,
    failed: (result) =>
      new UserError(`The toolbox could not be built: ${lastWords(result, 6)}`, {
        fix: "Check that this machine reaches a Python package index, then type: size-matters prepare --toolbox",
      }),
  });
}

/** The id of the toolbox that is here; null where nobody has asked for one, or it is of another version. */
export function presentToolbox(
  outside: Pick<Outside, "files" | "host">,
  means: Pick<Means, "engine" | "bases">,
): Promise<string | null> {
  return presentImage(outside, means, TOOLBOX);
}
