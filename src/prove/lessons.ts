import { delimiter, join } from "node:path";
import type { Context } from "../context.ts";
import { goToLab } from "../guide/go-to.ts";
import { lessonValues } from "../guide/lesson-values.ts";
import { fill, type Values } from "../labs/fill.ts";
import type { Lab } from "../labs/lab.ts";
import { blocksIn, type LessonBlock } from "../labs/lesson-blocks.ts";
import type { Bench } from "./bench.ts";
import type { ProvedCase } from "./prove-case.ts";

type Outside = Pick<Context, "files" | "host" | "run" | "signal">;

const WITHIN = 10 * 60_000;

/** Runs every command of a lab's lessons, at the lab's start, and compares the output where the lesson shows some. */
export async function proveLessons(
  outside: Outside,
  bench: Bench,
  lab: Lab,
  labs: readonly Lab[],
): Promise<ProvedCase[]> {
  await goToLab(outside, { labs, lab, workspace: bench.workspace });
  const values = { ...bench.values, ...(await lessonValues(bench.workspace, lab)) };
  const bin = await shims(outside, bench);
  const cases: ProvedCase[] = [];
  for (const { text: file } of lab.file.steps) {
    const text = (await outside.files.read(join(lab.folder, file))) ?? "";
    for (const block of blocksIn(text))
      cases.push(await proveBlock(outside, bench, { lab, file, block, values, bin }));
  }
  return cases;
}

interface Place {
  readonly lab: Lab;
  readonly file: string;
  readonly block: LessonBlock;
  readonly values: Values;
  readonly bin: string;
}

async function proveBlock(
  outside: Outside,
  { workshop, workspace }: Bench,
  place: Place,
): Promise<ProvedCase> {
  const { lab, file, block, values, bin } = place;
  const result = await outside.run("sh", ["-e", "-c", fill(block.commands, values)], {
    cwd: workspace.folder,
    env: {
      ...workshop.builder.env,
      PATH: `${bin}${delimiter}${outside.host.env.PATH ?? ""}`,
      DOCKER_HOST: workshop.engine.endpoint.host,
      NO_COLOR: "1",
    },
    timeout: WITHIN,
    signal: outside.signal,
  });
  const problem =
    result.exitCode === 0 ? block.problemWith(result.stdout, values) : lastOf(result.stderr || result.stdout);
  return {
    ...{
      lab: lab.id,
      goal: "",
      leg: "lesson",
      name: `${file}:${block.line}`,
      expected: "exit code 0 and the output shown",
    },
    outcome: problem === null ? "passed" : "failed",
    actual: problem ?? "so it is",
  };
}

function lastOf(text: string): string {
  return text.trim().split("\n").slice(-3).join(" / ");
}

/** A folder with `size-matters` and `docker`, so that a lesson's commands are typed as they stand. */
async function shims({ files, host }: Outside, { workspace, workshop }: Bench): Promise<string> {
  const bin = join(workspace.folder, ".size-matters", "bin");
  const script = (command: string) => `#!/bin/sh\nexec ${command} "$@"\n`;
  await files.makeFolder(bin);
  await files.write(
    join(bin, "size-matters"),
    script(`"${process.execPath}" "${join(host.packageFolder, "dist", "cli.js")}"`),
    0o755,
  );
  await files.write(join(bin, "docker"), script(`"${workshop.builder.path}"`), 0o755);
  return bin;
}
