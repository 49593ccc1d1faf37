import { createHash } from "node:crypto";
import { join } from "node:path";
import type { AppAnswer, Context, Report, Task, Workshop } from "../context.ts";
import { UserError } from "../errors.ts";
import type { ImageReading } from "../image/image-reading.ts";
import type { Rung } from "./ladder.ts";
import { type RungResult, rungResult } from "./rung-result.ts";
import type { Workspace } from "./workspace.ts";

type Outside = Pick<Context, "engines" | "files" | "host" | "signal">;

/** Where the tasks of a tour put what they find. */
export interface Tour {
  readonly tasks: readonly Task[];
  readonly results: readonly RungResult[];
}

/** One task for each rung: build it, run it, look inside it. `workshop` is asked for when the first task runs. */
export function tourTasks(
  outside: Outside,
  rungs: readonly Rung[],
  workspace: Workspace,
  workshop: () => Workshop,
): Tour {
  const results: RungResult[] = [];
  const tasks = rungs.map((rung) => ({
    title: titleOf(rung),
    work: async (report: Report) => {
      results.push(await playRung(outside, workshop(), workspace, rung, results[0]?.bytes ?? null, report));
    },
  }));
  return { tasks, results };
}

/** One task for each rung that only builds it, so that everything it fetches is here afterwards. */
export function buildTasks(
  outside: Outside,
  rungs: readonly Rung[],
  workspace: Workspace,
  workshop: () => Workshop,
): Task[] {
  return rungs.map((rung) => ({
    title: titleOf(rung),
    work: async (report: Report) => {
      await buildRung(outside, workshop(), workspace, rung, report);
    },
  }));
}

function titleOf({ rung, name, teaches }: Rung): string {
  return `Rung ${rung}, ${name.replaceAll("_", " ")}${teaches && `: ${teaches}`}`;
}

async function playRung(
  outside: Outside,
  workshop: Workshop,
  workspace: Workspace,
  rung: Rung,
  naiveBytes: number | null,
  report: Report,
): Promise<RungResult> {
  const built = await buildRung(outside, workshop, workspace, rung, report);
  report("running the app and looking inside the image");
  const facts = await workshop.engine.docker.image(built.imageId);
  const [answer, reading] = await together<AppAnswer, ImageReading>(
    outside.engines.askApp(workshop, built.imageId),
    readCanary(outside, workshop, built.imageId),
  );
  const { answers, problem } = answer;
  const observed = { ...built.times, engineBytes: facts?.size ?? 0, answers, problem };
  return rungResult(rung, reading, observed, naiveBytes);
}

/** Both results; when one fails, its error, but only after the other has ended and cleaned up after itself. */
async function together<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  const [first, second] = await Promise.allSettled([a, b]);
  if (first.status === "rejected") throw first.reason;
  if (second.status === "rejected") throw second.reason;
  return [first.value, second.value];
}

async function readCanary(outside: Outside, workshop: Workshop, image: string): Promise<ImageReading> {
  const token = ((await outside.files.read(workshop.secrets.tokenFile)) ?? "").trim();
  const { readImage } = await import("../image/read-image.ts");
  const archive = await outside.engines.imageBytes(workshop.engine, image);
  return readImage(archive, { find: [{ rule: "find", value: Buffer.from(token) }], signal: outside.signal });
}

interface Built {
  readonly imageId: string;
  readonly times: { readonly secondsCold: number; readonly coldOn: string; readonly secondsWarm: number };
}

/**
 * Builds a rung: with nothing cached the first time (that time is recorded), and once more with a warm cache.
 * A build counts as warm when it gives the very image that was there before.
 */
async function buildRung(
  outside: Outside,
  workshop: Workshop,
  workspace: Workspace,
  rung: Rung,
  report: Report,
): Promise<Built> {
  const tag = rungTag(workspace, rung);
  const of = coldKey(workshop, rung);
  const recorded = workspace.progress.coldBuild(rung.name, of);
  const before = recorded === null ? null : await workshop.engine.docker.image(tag);
  const first = await build(outside, workshop, rung, tag, recorded === null, report);
  const cold = recorded ?? { seconds: first.seconds, date: new Date().toISOString(), of };
  if (recorded === null) await workspace.progress.recordColdBuild(rung.name, cold);
  const warm =
    before?.id === first.imageId ? first : await build(outside, workshop, rung, tag, false, report);
  const times = { secondsCold: cold.seconds, coldOn: cold.date, secondsWarm: warm.seconds };
  return { imageId: warm.imageId, times };
}

function rungTag(workspace: Pick<Workspace, "id">, rung: Pick<Rung, "name">): string {
  return `size-matters/${workspace.id}:tour-${rung.name.replaceAll("_", "-")}`;
}

/** What a recorded cold build was a build of: this engine and this Dockerfile. */
function coldKey(workshop: Workshop, rung: Rung): string {
  const digest = createHash("sha256")
    .update(workshop.engine.facts.id)
    .update("\0")
    .update(rung.text)
    .digest("hex");
  return digest.slice(0, 16);
}

async function build(
  outside: Outside,
  workshop: Workshop,
  rung: Rung,
  tag: string,
  noCache: boolean,
  report: Report,
): Promise<{ imageId: string; seconds: number }> {
  report(noCache ? "building it, nothing cached" : "building it");
  const context = join(outside.host.packageFolder, "cat_app");
  const result = await outside.engines.build(workshop, {
    dockerfile: rung.path,
    context,
    tag,
    noCache,
    onLine: report,
  });
  if (result.ok) return result;
  throw new UserError(
    `Rung ${rung.rung} (${rung.name}) could not be built. The builder's last words:\n${result.words}`,
    {
      fix: "Type: size-matters doctor, mend what it names, and type the command again.",
    },
  );
}
