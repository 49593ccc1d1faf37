import type { Context } from "../../context.ts";
import { Cancelled } from "../../errors.ts";

/** Work in the background. */
export interface Job {
  /** Ends it, and waits until nothing of it is left. */
  stop(): Promise<void>;
}

export type OnEnd<T> = (end: { readonly result: T } | { readonly error: unknown }) => void;

/** Begins work that can be stopped. `onEnd` is told how it ended, unless it was stopped. */
export function startJob<T>(ctx: Context, work: (ctx: Context) => Promise<T>, onEnd: OnEnd<T>): Job {
  const stopping = new AbortController();
  const signal = AbortSignal.any([ctx.signal, stopping.signal]);
  const ended = work({ ...ctx, signal, engines: ctx.engines.until(signal) }).then(
    (result) => {
      if (!stopping.signal.aborted) onEnd({ result });
    },
    (error: unknown) => {
      if (!stopping.signal.aborted) onEnd({ error });
    },
  );
  return {
    stop: () => {
      stopping.abort(new Cancelled());
      return ended;
    },
  };
}
