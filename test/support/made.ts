import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { home, idOf } from "./engine.ts";
import { testEnvironment } from "./engine-setup.ts";
import { sizeMatters } from "./program.ts";
import { labs } from "./references.ts";

/**
 * Makes what the reference of a lab holds of the learner's own image, as a learner does: they build, ask the tool, and
 * save what it prints.
 */
export async function typeMade(folder: string, id: string): Promise<void> {
  const made = labs.find((lab) => lab.id === id)?.file.reference?.made ?? [];
  if (made.length === 0) return;
  await typed("build", "--private-engine", "--workspace", folder);
  const image = `size-matters/${await idOf(folder)}:${id}`;
  const printed: [string, string][] = [];
  for (const { file, run } of made)
    printed.push([file, await typed("run", "--private-engine", ...run, image)]);
  for (const [file, text] of printed) await writeFile(join(folder, "app", file), text);
}

/** What the program prints. */
async function typed(...words: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await sizeMatters(words, { cwd: home, env: testEnvironment(home) });
  if (exitCode !== 0) throw new Error(`${words.join(" ")}: ${stderr}`);
  return stdout;
}
