import type { ContainerSpec, Context, Health, StartedBy, Workshop } from "../context.ts";
import { UserError } from "../errors.ts";
import { askPage } from "./ask-page.ts";
import { healthVerdict } from "./health-verdict.ts";
import { createApp } from "./running-app.ts";
import { FALLS_ASLEEP } from "./sleeper.ts";
import { startOf } from "./start-container.ts";

type Outside = Pick<Context, "signal">;

/** The image whose app sleeps, and how long its health check took to be content with the living one: milliseconds. */
interface Sleeping {
  readonly image: string;
  readonly startedBy: StartedBy;
  readonly awakeAfter: number;
}

const ASLEEP = { every: 500, within: 3000, startPeriod: 1, retries: 1 };
/** What comes to be later than in the first experiment is given this long. Milliseconds. */
const LATER = 500;
const LONGEST_CHECK = 10_000;
const ANSWERS_WITHIN_SECONDS = 0.3;
const FOLDER = "/size-matters-asleep";

/** What sleeps in place of an app that does not fall asleep; the app's own words stand behind. */
const SLEEPERS: readonly (readonly string[])[] = [
  ["python", "-c", "import time; time.sleep(600)"],
  ["python3", "-c", "import time; time.sleep(600)"],
  ["sh", "-c", "sleep 600; :"],
];

/**
 * What the health check says of the image's own command whose Python falls asleep where it would begin to listen; of
 * something that sleeps in its place, where the app answers nevertheless or has ended.
 * @throws UserError when the image has nothing that can sleep
 */
export async function healthAsleep(
  outside: Outside,
  workshop: Workshop,
  sleeping: Sleeping,
): Promise<Health | null> {
  const { image, startedBy } = sleeping;
  const own = await ownAsleep(outside, workshop, sleeping);
  if (own !== "awake") return own;
  for (const [program = "", ...words] of SLEEPERS) {
    const command = [...words, ...startedBy.command];
    const found = await asleep(outside, workshop, image, {
      spec: { entrypoint: [program], command },
      believedAfter: 0,
    });
    if (found !== "awake") return found;
  }
  throw new UserError("Nothing in the image could be made to sleep in the app's place.", {
    fix: "Its health check is not tried without the app. Does the image have Python, or a shell?",
  });
}

/** The image's own command, unchanged. */
async function ownAsleep(
  outside: Outside,
  workshop: Workshop,
  { image, startedBy, awakeAfter }: Sleeping,
): Promise<Health | null | "awake"> {
  const own = startedBy.env.findLast((line) => line.startsWith("PYTHONPATH="))?.slice("PYTHONPATH=".length);
  const spec = { env: [`PYTHONPATH=${own ? `${FOLDER}:${own}` : FOLDER}`], ownVolume: FOLDER };
  return asleep(outside, workshop, image, { spec, believedAfter: awakeAfter + LATER, falls: FALLS_ASLEEP });
}

/** What the check says; "awake" where the app answers nevertheless, has ended, or does not begin to run. */
async function asleep(
  { signal }: Outside,
  workshop: Workshop,
  image: string,
  { spec, believedAfter, falls }: { spec: Partial<ContainerSpec>; believedAfter: number; falls?: string },
): Promise<Health | null | "awake"> {
  const { docker } = workshop.engine;
  const created = await createApp(workshop, image, { ...spec, health: ASLEEP });
  if ("refusal" in created) return "awake";
  const { id } = created;
  try {
    if (falls) await docker.putFile(id, FOLDER, { name: "sitecustomize.py", text: falls, mode: 0o444 });
    if ((await startOf(docker, id)) !== null) return "awake";
    const believed = Date.now() + believedAfter;
    const isSettled = ({ status }: Health) =>
      status === "healthy" || (status === "unhealthy" && Date.now() >= believed);
    const within = believedAfter + LONGEST_CHECK;
    const health = await healthVerdict(docker, id, { isSettled, within }, signal);
    const isAsleep = falls === undefined || !(await answers(workshop, id, signal));
    return isAsleep && (await docker.container(id))?.running ? health : "awake";
  } finally {
    await docker.removeContainer(id);
  }
}

async function answers({ engine, feed }: Workshop, id: string, signal: AbortSignal): Promise<boolean> {
  const container = await engine.docker.container(id);
  if (!container?.running) return false;
  const options = { seconds: ANSWERS_WITHIN_SECONDS, signal };
  return (await askPage(engine.docker, feed.container, container, options)).answered === true;
}
