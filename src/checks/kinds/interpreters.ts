import { posix } from "node:path";
import { z } from "zod";
import type { Kind } from "../kind.ts";
import { fewOf, layerEvidence } from "../places.ts";
import type { Reading } from "../subject.ts";
import { met, notYet } from "../verdict.ts";

const options = z.strictObject({});

declare module "../kind.ts" {
  interface CheckKinds {
    interpreters: z.infer<typeof options>;
  }
}

const MOST_LINKS = 40;

/** That every script of the learner's layers can start: the program of its first line is there. */
export const interpreters: Kind<z.infer<typeof options>> = {
  says: "The program that a script's first line names is in the image, for every script that your layers bring.",
  options,
  async judge(_, subject) {
    const reading = await subject.reading();
    const links = finalPaths(reading);
    const scripts = reading.entries.filter(
      ({ layer, kind, final, mode }) =>
        kind === "file" && final && (mode & 0o111) !== 0 && reading.layers[layer]?.owner !== "base",
    );
    const broken = scripts.flatMap((script) => {
      const program = programOf(script.content);
      return program !== null && !leadsToFile(links, program) ? [{ script, program }] : [];
    });
    const expected = "the program that each script starts with is there";
    const [first] = broken;
    if (!first) return met(expected, `${scripts.length} programs and scripts looked at`);
    const names = fewOf(broken.map(({ script }) => script.path));
    return notYet(
      { expected, actual: `/${first.script.path} starts with #!${first.program}, which is not here` },
      [layerEvidence(reading, first.script.layer, names)],
      "Make the environment at the path where it will run: its scripts remember where it was made.",
      `size-matters inspect ${subject.image.tag} --tree ${first.script.layer}`,
    );
  },
};

/** The absolute path behind `#!`; null for what is no script. `env` finds its program by PATH, and is asked for itself. */
function programOf(content: Buffer | null): string | null {
  if (content?.[0] !== 0x23 || content[1] !== 0x21) return null;
  const line = content.subarray(2, 300).toString("latin1").split("\n")[0]?.trim() ?? "";
  const program = line.split(/\s/)[0] ?? "";
  return program.startsWith("/") ? program : null;
}

/** What lies at each path of the final file system: null for a file or a folder, else a symbolic link's target. */
function finalPaths({ entries }: Reading): Map<string, string | null> {
  const found = new Map<string, string | null>([["", null]]);
  for (const { path, kind, final, target } of entries) {
    if (final) found.set(path, kind === "symlink" ? target : null);
  }
  return found;
}

/** Follows links as the kernel does: also those in the midst of a path. */
function leadsToFile(paths: Map<string, string | null>, path: string): boolean {
  let [done, rest, links] = ["", path.split("/").filter(Boolean), 0];
  while (rest.length > 0) {
    const [part = "", ...others] = rest;
    const next = posix.join(done, part);
    const target = part === ".." ? null : paths.get(next);
    if (target === undefined) return false;
    if (target === null) [done, rest] = [next === "." ? "" : next, others];
    else {
      if (++links > MOST_LINKS) return false;
      if (target.startsWith("/")) done = "";
      rest = [...target.split("/").filter(Boolean), ...others];
    }
  }
  return true;
}
