import type { Context, Workshop } from "../context.ts";
import { Cancelled, messageOf } from "../errors.ts";
import type { Lab } from "../labs/lab.ts";
import { atBenches, type Bench } from "./bench.ts";
import { legsOf } from "./legs-of.ts";
import { proveLessons } from "./lessons.ts";
import type { ProvedCase } from "./prove-case.ts";
import { brokenCases, proveLeg, type ToProve } from "./prove-legs.ts";
import { withoutEngine } from "./refused-engine.ts";

type Outside = Pick<Context, "engines" | "files" | "host" | "signal" | "run" | "tools">;

export interface ProveOptions {
  readonly labs: readonly Lab[];
  /** Those that are proved. */
  readonly chosen: readonly Lab[];
  /** `lab/name` of the cases that this machine cannot check. */
  readonly listed: ReadonlySet<string>;
  /** How many labs are proved side by side. */
  readonly lanes: number;
  readonly onCase: (proved: ProvedCase) => void;
}

/** Proves labs side by side, each lane with a workspace of its own. */
export async function prove(
  outside: Outside,
  workshop: Workshop,
  options: ProveOptions,
): Promise<ProvedCase[]> {
  const waiting = [...options.chosen].sort((a, b) => weight(b) - weight(a));
  const cases: ProvedCase[] = [];
  const take = (proved: readonly ProvedCase[]) => {
    for (const one of proved) {
      cases.push(one);
      options.onCase(one);
    }
  };
  const lane = async (bench: Bench): Promise<void> => {
    for (let lab = waiting.shift(); lab; lab = waiting.shift())
      await proveLab(outside, bench, lab, options, take);
  };
  const { labs } = options;
  const lanes = Math.min(options.lanes, waiting.length);
  await atBenches(outside, workshop, { labs, lanes }, async (benches) => {
    const ended = await Promise.allSettled(benches.map(lane));
    for (const one of ended) if (one.status === "rejected") throw one.reason;
  });
  return cases;
}

/** Longest first, so that no lane waits long for another in the end. */
function weight({ file, alternatives }: Lab): number {
  const lent = file.goals.some(({ checks }) => checks.some(({ type }) => type === "secret-used")) ? 100 : 0;
  return lent + alternatives.length + Object.keys(file.wrong).length;
}

async function proveLab(
  outside: Outside,
  bench: Bench,
  lab: Lab,
  { labs, listed }: ProveOptions,
  take: (proved: readonly ProvedCase[]) => void,
): Promise<void> {
  for (const leg of legsOf(lab, labs, listed))
    take(await guardedLeg(leg, () => proveLeg(outside, bench, leg)));
  const stopped = stoppedLeg(lab);
  const gone = { ...bench, workshop: await withoutEngine(outside, bench.workshop) };
  take(await guardedLeg(stopped, () => proveLeg(outside, gone, stopped)));
  take(await proveLessons(outside, bench, lab, labs));
}

function stoppedLeg(lab: Lab): ToProve {
  return {
    lab,
    ...{ leg: "engine-stopped", name: "engine-stopped", files: { kind: "reference" } },
    goals: lab.file.goals.map(({ id }) => id),
    expected: "could-not-check",
    answers: null,
    listed: false,
  };
}

async function guardedLeg(leg: ToProve, work: () => Promise<ProvedCase[]>): Promise<ProvedCase[]> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    return brokenCases(leg, messageOf(error));
  }
}
