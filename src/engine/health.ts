import { setTimeout as pause } from "node:timers/promises";
import type { Context, DockerApi, Health, HealthFacts, Workshop } from "../context.ts";
import { UserError } from "../errors.ts";
import { answer, createApp, notStarted } from "./running-app.ts";
import { startOf } from "./start-container.ts";

type Outside = Pick<Context, "signal">;

const EVERY = 1000;
/** How long to wait for a verdict once the app answers, or once it is known to sleep. */
const VERDICT_WITHIN = 12_000;
const FAILED_FOR_GOOD = 3;
const AWAKE = { every: EVERY, startPeriod: 1 };
const ASLEEP = { every: EVERY, within: 3000, startPeriod: 1, retries: 1 };
const LOOK_EVERY = 200;

/** What sleeps in the app's place; the app's own words stand behind, as who looks at processes by name must see them. */
const SLEEPERS: readonly (readonly string[])[] = [
  ["python", "-c", "import time; time.sleep(600)"],
  ["python3", "-c", "import time; time.sleep(600)"],
  ["sh", "-c", "sleep 600; :"],
];

/** Runs the image's own health check, only sooner than it asks for: with the app, and beside it with a sleep instead. */
export async function healthOf(
  outside: Outside,
  workshop: Workshop,
  image: string,
  command: readonly string[],
): Promise<HealthFacts> {
  const awake = await healthAwake(outside, workshop, image);
  if (awake.awake?.status !== "healthy") return { ...awake, asleep: null };
  return { ...awake, asleep: await healthAsleep(outside, workshop, image, command) };
}

async function healthAwake(
  { signal }: Outside,
  workshop: Workshop,
  image: string,
): Promise<Pick<HealthFacts, "answer" | "awake">> {
  const { docker } = workshop.engine;
  const created = await createApp(workshop, image, { health: AWAKE });
  if ("refusal" in created) return { answer: notStarted(created), awake: null };
  const { id } = created;
  try {
    const refusal = await startOf(docker, id);
    const answered = await answer(workshop, { id, refusal }, signal);
    if (!answered.answers) return { answer: answered, awake: null };
    // What failed before the app was there counts for nothing.
    const before = (await docker.container(id))?.health?.failed ?? 0;
    const isSettled = ({ status, failed }: Health) =>
      status === "healthy" || failed >= before + FAILED_FOR_GOOD;
    return { answer: answered, awake: await verdictOf(docker, id, signal, isSettled) };
  } finally {
    await docker.removeContainer(id);
  }
}

/** @throws UserError when the image has nothing that can sleep */
async function healthAsleep(
  { signal }: Outside,
  workshop: Workshop,
  image: string,
  command: readonly string[],
): Promise<Health | null> {
  const { docker } = workshop.engine;
  for (const [program = "", ...words] of SLEEPERS) {
    const created = await createApp(workshop, image, {
      entrypoint: [program],
      command: [...words, ...command],
      health: ASLEEP,
    });
    if ("refusal" in created) continue;
    const { id } = created;
    try {
      if ((await startOf(docker, id)) !== null) continue;
      const health = await verdictOf(docker, id, signal, ({ status }) => status !== "starting");
      if ((await docker.container(id))?.running) return health;
    } finally {
      await docker.removeContainer(id);
    }
  }
  throw new UserError("Nothing in the image could be made to sleep in the app's place.", {
    fix: "Its health check is not tried without the app. Does the image have Python, or a shell?",
  });
}

/** The container's health as soon as it is settled; else what it is when the time is over. */
async function verdictOf(
  docker: DockerApi,
  id: string,
  signal: AbortSignal,
  isSettled: (health: Health) => boolean,
): Promise<Health | null> {
  const deadline = Date.now() + VERDICT_WITHIN;
  while (true) {
    signal.throwIfAborted();
    const container = await docker.container(id);
    const health = container?.health ?? null;
    if (health === null || !container?.running || isSettled(health) || Date.now() > deadline) return health;
    await pause(LOOK_EVERY);
  }
}
