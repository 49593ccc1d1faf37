import type { Context } from "../context.ts";
import { type EngineOptions, openWorkshop } from "../guide/bring-up.ts";
import { atLab, mustBeAtLab } from "../guide/current-lab.ts";
import { watchLab } from "../guide/walk/watch-lab.ts";

export interface WatchOptions extends EngineOptions {
  readonly workspace?: string;
}

/** Checks the current lab now, and again at each save, until it is interrupted. */
export async function watch(ctx: Context, options: WatchOptions): Promise<number> {
  const at = await atLab(ctx, options.workspace);
  mustBeAtLab(at, undefined);
  await openWorkshop(ctx, at.workspace, options);
  return watchLab(ctx, at, options);
}
