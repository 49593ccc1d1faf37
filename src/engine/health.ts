import type { Context, Health, HealthFacts, StartedBy, Workshop } from "../context.ts";
import { healthAsleep } from "./health-asleep.ts";
import { healthVerdict } from "./health-verdict.ts";
import { answer, createApp, notStarted } from "./running-app.ts";
import { startOf } from "./start-container.ts";

type Outside = Pick<Context, "signal">;

const FAILED_FOR_GOOD = 5;
const AWAKE = { every: 500, startPeriod: 1 };

/** Runs the image's own health check, only sooner than it asks for: with the app, and with the app asleep. */
export async function healthOf(
  outside: Outside,
  workshop: Workshop,
  image: string,
  startedBy: StartedBy,
): Promise<HealthFacts> {
  const { took, ...awake } = await healthAwake(outside, workshop, image);
  if (awake.awake?.status !== "healthy") return { ...awake, asleep: null };
  return { ...awake, asleep: await healthAsleep(outside, workshop, { image, startedBy, awakeAfter: took }) };
}

/** With the milliseconds from the start to the verdict. */
async function healthAwake(
  { signal }: Outside,
  workshop: Workshop,
  image: string,
): Promise<Pick<HealthFacts, "answer" | "awake"> & { readonly took: number }> {
  const { docker } = workshop.engine;
  const created = await createApp(workshop, image, { health: AWAKE });
  if ("refusal" in created) return { answer: notStarted(created), awake: null, took: 0 };
  const { id } = created;
  try {
    const refusal = await startOf(docker, id);
    const started = Date.now();
    const answered = await answer(workshop, { id, refusal }, signal);
    if (!answered.answers) return { answer: answered, awake: null, took: 0 };
    // What failed before the app was there counts for nothing.
    const before = (await docker.container(id))?.health?.failed ?? 0;
    const isSettled = ({ status, failed }: Health) =>
      status === "healthy" || failed >= before + FAILED_FOR_GOOD;
    const awake = await healthVerdict(docker, id, { isSettled }, signal);
    return { answer: answered, awake, took: Date.now() - started };
  } finally {
    await docker.removeContainer(id);
  }
}
