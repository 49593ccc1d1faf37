import { join } from "node:path";
import type { Context } from "../context.ts";
import { agreeOnEngine, bringUpTasks, type EngineOptions } from "../guide/bring-up.ts";
import { labNamed, readSoundLabs } from "../labs/read-labs.ts";
import { openLane, provingAlone } from "../prove/bench.ts";
import { prove as proveLabs } from "../prove/prove.ts";
import type { ProvedCase } from "../prove/prove-case.ts";

export interface ProveOptions extends EngineOptions {
  readonly json?: boolean;
  readonly lanes?: string;
}

/** Proves labs: start, reference, other right answers, wrong attempts, no engine, lessons. Exit code 1 when one fails. */
export async function prove(ctx: Context, options: ProveOptions, ...named: string[]): Promise<number> {
  const labs = await readSoundLabs(ctx);
  const chosen = named.length > 0 ? named.map((name) => labNamed(labs, name)) : labs;
  const cases = await provingAlone(ctx, async () => {
    const lane = await openLane(ctx, 1);
    const { tasks, workshop } = bringUpTasks(ctx, await agreeOnEngine(ctx, options), lane);
    await ctx.tasks.run(tasks);
    return proveLabs(ctx, workshop(), {
      ...{ labs, chosen },
      listed: await listedCases(ctx),
      lanes: Number(options.lanes ?? 2),
      onCase: (proved) => ctx.screen.say(lineFor(ctx, proved)),
    });
  });
  const count = (outcome: ProvedCase["outcome"]) => cases.filter((one) => one.outcome === outcome).length;
  ctx.screen.say();
  ctx.screen.say(
    `${count("passed")} proved, ${count("failed")} not, ${count("could-not-check")} cannot be checked here`,
  );
  if (options.json) ctx.screen.result({ cases });
  return count("failed") === 0 && cases.length > 0 ? 0 : 1;
}

function lineFor(
  { screen }: Context,
  { lab, goal, leg, name, outcome, expected, actual }: ProvedCase,
): string {
  const tone = outcome === "passed" ? "good" : "bad";
  const words = { passed: "proved", failed: "NOT", "could-not-check": "cannot be checked" };
  const place = [lab, goal, leg, ...(name === leg ? [] : [name])].filter(Boolean).join("  ");
  const line = `${screen.tint(tone, words[outcome].padEnd(8))} ${place}`;
  return outcome === "passed" ? line : `${line}\n         expected ${expected}\n         found    ${actual}`;
}

/** The cases that need what no machine of ours has; each with the reason. */
async function listedCases({ files, host }: Context): Promise<Set<string>> {
  const text = await files.read(join(host.packageFolder, "labs", "not-checked-here.json"));
  const listed = JSON.parse(text ?? "[]") as { lab: string; name: string }[];
  return new Set(listed.map(({ lab, name }) => `${lab}/${name}`));
}
