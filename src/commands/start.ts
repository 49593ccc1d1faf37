import type { Context } from "../context.ts";
import { begin } from "../guide/walk/begin.ts";
import { walk } from "../guide/walk/walk.ts";
import { workspaceFolder } from "../guide/workspace.ts";
import { type TourOptions, tour } from "./tour.ts";

export interface StartOptions extends TourOptions {
  readonly edit?: boolean;
}

/** The workshop's front door: the guide on a terminal; the tour, and a line that says so, without one or with `--to`. */
export async function start(ctx: Context, options: StartOptions): Promise<number> {
  if (!ctx.screen.interactive) {
    ctx.screen.say("There is no terminal here for the guided workshop: playing the tour instead.");
    return tour(ctx, options);
  }
  if (options.to !== undefined) return tour(ctx, options);
  const workspace = await workspaceFolder(ctx, options.workspace);
  const walking = { ...options, workspace };
  if ((await begin(ctx, walking)) === "tour") return tour(ctx, options);
  await walk(ctx, walking);
  return 0;
}
