import { join } from "node:path";
import type { Context } from "../context.ts";
import { type TourOptions, tour } from "./tour.ts";

/** The workshop's front door: on a terminal with a word of welcome; without one it plays the tour and says so. */
export async function start(ctx: Context, options: TourOptions): Promise<number> {
  const { screen, files, host } = ctx;
  if (screen.interactive)
    screen.page((await files.read(join(host.packageFolder, "labs", "welcome.md"))) ?? "");
  else screen.say("There is no terminal here for the guided workshop: playing the tour instead.");
  return tour(ctx, options);
}
