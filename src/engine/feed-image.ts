import type { Context, Report } from "../context.ts";
import { UserError } from "../errors.ts";
import { type Means, type Recipe, recipeImage } from "./recipe-image.ts";
import { lastWords } from "./root.ts";

type Outside = Pick<Context, "run" | "files" | "host" | "signal">;

const FEED: Recipe = { tag: "size-matters/feed:latest", folder: "feed", role: "feed" };

/**
 * The id of the feed's image. It is built where the engine has none of just these files on just this base.
 * @throws UserError when the wheels cannot be had
 */
export function feedImage(outside: Outside, means: Means, report: Report): Promise<string> {
  report("its image: the wheels of every lab, checked by their hashes");
  return recipeImage(outside, means, FEED, {
    report,
    failed: (result) =>
      new UserError(`The private package feed could not be built: ${lastWords(result, 6)}`, {
        fix: "Check that this machine reaches a Python package index and Debian's packages, then type the command again.",
      }),
  });
}
