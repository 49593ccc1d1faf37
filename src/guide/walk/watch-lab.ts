import type { Context } from "../../context.ts";
import type { EngineOptions } from "../bring-up.ts";
import { type AtLab, atLabNow } from "../current-lab.ts";
import { folderDigest } from "../folder-digest.ts";
import { verdictScreen } from "../screens/verdict.ts";
import { WORDS } from "../words.ts";
import { startCheck } from "./check-job.ts";
import { inbox } from "./inbox.ts";
import type { Job } from "./job.ts";
import { watchOwnFiles } from "./watch-own-files.ts";

type Event =
  | { readonly saved: true }
  | { readonly job: Job; readonly lines: readonly string[] }
  | { readonly error: unknown };

/** Checks a lab now and at each save, and says what it found. Ends by an interrupt only. */
export async function watchLab(ctx: Context, from: AtLab, options: EngineOptions): Promise<never> {
  const { screen } = ctx;
  const events = inbox<Event>(ctx.signal);
  let job: Job | null = null;
  let seen = "";
  const watching = await watchOwnFiles(ctx, from.workspace, () => events.put({ saved: true }));
  events.put({ saved: true });
  try {
    for (;;) {
      const event = await events.take();
      if ("error" in event) throw event.error;
      if ("lines" in event) {
        if (event.job === job) for (const line of ["", ...event.lines, WORDS.watch]) screen.say(line);
        continue;
      }
      const digest = await folderDigest(ctx, from.workspace.app).catch(() => seen);
      if (digest === seen) continue;
      seen = digest;
      await job?.stop();
      job = begin(ctx, await atLabNow(ctx, from), options, events.put);
    }
  } finally {
    await job?.stop();
    await watching.close();
  }
}

function begin(ctx: Context, at: AtLab, options: EngineOptions, put: (event: Event) => void): Job {
  const job = startCheck(ctx, at, options, (end) => {
    put("result" in end ? { job, lines: verdictScreen(at.lab, end.result, ctx.screen) } : end);
  });
  return job;
}
