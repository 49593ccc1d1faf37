import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { compareReadings } from "../inspect/comparison.ts";
import { type ReadOptions, readTarget } from "../inspect/read-target.ts";
import { comparisonScreen } from "../inspect/screens/comparison.ts";

export interface CompareOptions extends ReadOptions {
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Shows what is different between two images or archives. */
export async function compare(ctx: Context, options: CompareOptions, a: string, b: string): Promise<number> {
  if (a === "-" && b === "-") {
    throw new UserError("Standard input holds one archive, not two.", {
      fix: "Write one of them to a file: docker save IMAGE -o FILE",
    });
  }
  const compared = compareReadings(await readTarget(ctx, a, options), await readTarget(ctx, b, options));
  if (options.json) ctx.screen.result(compared);
  else ctx.screen.say(comparisonScreen(compared, ctx.screen, options.all ?? false).join("\n"));
  return 0;
}
