import type { AppFacts } from "../../checks/subject.ts";
import type { AppAnswer, AppPage, RunningApp, Stopped } from "../../context.ts";
import type { Asked, Outside } from "../open-subject.ts";

/** The one container of a check, started when it is asked for first. */
export interface AppOnce {
  facts(): Promise<AppFacts>;
  stop(seconds: number): Promise<Stopped>;
  readOnly(writable: readonly string[]): Promise<AppAnswer>;
  close(): Promise<void>;
}

/** Runs the image's app at most once for all who ask; asking for a read-only root runs another. */
export function appOnce({ engines }: Outside, { workshop, image }: Asked): AppOnce {
  let running: Promise<RunningApp> | undefined;
  const answers = new Map<string, Promise<AppAnswer>>();
  const app = (): Promise<RunningApp> => {
    running ??= engines.runApp(workshop, image.id);
    return running;
  };
  const answer = (page: Required<AppPage>): Promise<AppAnswer> => {
    const key = `${page.port} ${page.heading}`;
    const known = answers.get(key) ?? app().then((one) => one.answer(page));
    answers.set(key, known);
    return known;
  };
  return {
    facts: async () => {
      const one = await app();
      return {
        answer,
        prints: (line) => one.prints(line),
        look: (paths, listener) => one.look(paths, listener),
      };
    },
    stop: async (seconds) => (await app()).stop(seconds),
    readOnly: async (writable) => {
      const one = await engines.runApp(workshop, image.id, { readOnly: true, writable });
      try {
        return await one.answer();
      } finally {
        await one.end();
      }
    },
    close: async () => {
      const one = await running?.catch(() => undefined);
      await one?.end();
    },
  };
}
