import type { Context } from "../context.ts";
import { type ComparedFile, comparedFiles } from "../guide/compared-files.ts";
import { atLab } from "../guide/current-lab.ts";
import { lessonValues } from "../guide/lesson-values.ts";
import { appendLog } from "../guide/log.ts";
import { byHandLines } from "../guide/make-files.ts";
import { moveTo } from "../guide/move-to.ts";
import { referenceScreen } from "../guide/screens/reference.ts";
import { inWorkspace } from "../guide/workspace.ts";
import { fill } from "../labs/fill.ts";
import type { Lab } from "../labs/lab.ts";

export interface SolutionOptions {
  readonly workspace?: string;
  readonly apply?: boolean;
  readonly json?: boolean;
}

/** Shows the reference of the current lab; with `--apply` it takes the place of the learner's files, which are kept. */
export async function solution(ctx: Context, options: SolutionOptions): Promise<number> {
  const { lab, workspace } = await atLab(ctx, options.workspace);
  return inWorkspace(ctx, workspace, async () => {
    const { screen } = ctx;
    const files = await comparedFiles(ctx, workspace, lab);
    for (const line of referenceScreen(files, screen)) screen.say(line);
    for (const line of byHandLines(workspace, lab)) screen.say(line);
    const kept = options.apply ? await moveTo(ctx, workspace, lab, { kind: "reference" }) : null;
    if (kept) screen.say(`It is in your workspace now; your own files are in ${kept}`);
    else screen.say("To put it into your workspace (yours is kept): size-matters solution --apply");
    for (const { why } of lab.file.goals) screen.say(`Why: ${fill(why, await lessonValues(workspace, lab))}`);
    await appendLog(ctx, workspace, { what: "solution", lab: lab.id, date: new Date().toISOString() });
    if (options.json) screen.result(resultOf(lab, files, { applied: options.apply ?? false, kept }));
    return 0;
  });
}

function resultOf(
  lab: Lab,
  files: readonly ComparedFile[],
  done: { readonly applied: boolean; readonly kept: string | null },
) {
  const dockerfile = files.find(({ path }) => path === "Dockerfile")?.reference ?? "";
  const references = files.map(({ path, reference }) => ({ path, text: reference }));
  return { schemaVersion: 1, lab: lab.id, dockerfile, files: references, ...done };
}
