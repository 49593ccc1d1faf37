import type { Context, Screen, ToolPlace } from "../context.ts";
import { examine, type Finding } from "../guide/examine.ts";
import { labBaseFindings } from "../guide/lab-bases.ts";
import { readAllLabs } from "../labs/read-labs.ts";
import { toolFindings } from "../tools/tool-findings.ts";

export interface DoctorOptions {
  readonly privateEngine?: boolean;
  readonly json?: boolean;
}

/** Shows what the workshop needs and what is missing, each with the command that mends it. */
export async function doctor(ctx: Context, options: DoctorOptions): Promise<number> {
  const node: Finding = { id: "node", says: `Node.js ${ctx.host.nodeVersion}`, state: "ok", fix: null };
  const privateOnly = options.privateEngine ?? false;
  const needed = await examine(ctx, { privateOnly });
  const { labs } = await readAllLabs(ctx);
  const labBases = await labBaseFindings(ctx, labs, { privateOnly });
  const tools = await toolFindings(ctx, await placeOf(ctx, privateOnly));
  const findings: Finding[] = [node, ...needed, ...labBases, ...tools];
  const ready = findings.every(({ state }) => state !== "missing");
  for (const finding of findings) for (const line of lines(finding, ctx.screen)) ctx.screen.say(line);
  ctx.screen.say(
    ready
      ? "This machine is ready: size-matters start"
      : "Something is missing; what mends it stands beside it.",
  );
  if (options.json) ctx.screen.result({ schemaVersion: 1, ready, findings });
  return ready ? 0 : 2;
}

/** Where tools would be run; null where no engine answers. */
async function placeOf({ engines }: Context, privateOnly: boolean): Promise<ToolPlace | null> {
  const { engine } = await engines.find({ privateOnly });
  return engine && { engine, bases: await engines.presentBases(engine) };
}

const WORDS = { ok: "ok     ", later: "later  ", missing: "missing" } as const;

function lines({ says, state, fix }: Finding, { tint }: Pick<Screen, "tint">): string[] {
  const word = tint(state === "ok" ? "good" : state === "later" ? "quiet" : "bad", WORDS[state]);
  return [
    `  ${word} ${says}`,
    ...(fix === null ? [] : [`          -> ${fix.replaceAll("\n", `\n${" ".repeat(13)}`)}`]),
  ];
}
