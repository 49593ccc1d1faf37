import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { inspectDocumentOf } from "../inspect/document.ts";
import { exitCodeOf, parseFailOn } from "../inspect/fail-on.ts";
import { type ReadOptions, type ReadTarget, readTarget } from "../inspect/read-target.ts";
import { sarifOf } from "../inspect/sarif.ts";
import { LISTS, type ListName } from "../inspect/screens/lists.ts";
import { summaryScreen } from "../inspect/screens/summary.ts";
import { treeScreen } from "../inspect/screens/tree.ts";

export type InspectOptions = ReadOptions & { readonly [list in ListName]?: boolean } & {
  readonly all?: boolean;
  readonly failOn?: string;
  readonly sarif?: boolean;
  readonly json?: boolean;
};

/** Shows what is inside an image or an archive. Exit code 1 when a condition of `--fail-on` is broken. */
export async function inspect(ctx: Context, options: InspectOptions, name: string): Promise<number> {
  if (options.json && options.sarif) {
    throw new UserError("--json and --sarif are two documents, and standard output holds one.", {
      fix: "Leave one of them out.",
    });
  }
  const conditions = options.failOn === undefined ? [] : parseFailOn(options.failOn);
  const read = await readTarget(ctx, name, options);
  if (options.json) ctx.screen.result(inspectDocumentOf(read.target, read.reading, options));
  else if (options.sarif) ctx.screen.result(sarifOf(read.target.name, ctx.host.version, read.reading));
  else show(ctx, read, options);
  const judgements = conditions.map(({ text, judge }) => ({ text, ...judge(read.reading) }));
  for (const { text, outcome, says } of judgements) {
    ctx.screen.say(`${ctx.screen.tint(outcome === "kept" ? "good" : "bad", `${text}: ${outcome}`)}. ${says}`);
  }
  return exitCodeOf(judgements);
}

function show({ screen }: Context, { target, reading }: ReadTarget, options: InspectOptions): void {
  const asked = (Object.keys(LISTS) as ListName[]).filter((list) => options[list]);
  const all = options.all ?? false;
  const screens = asked.map((list) => LISTS[list](reading, screen, all));
  if (options.tree !== undefined) screens.push(treeScreen(reading, Number(options.tree), screen, all));
  if (screens.length === 0) screens.push(summaryScreen(target, reading, screen));
  screen.say(screens.map((lines) => lines.join("\n")).join("\n\n"));
}
