import { posix } from "node:path";
import type { FinalSystem } from "./final-system.ts";
import { mayRun } from "./scripts.ts";
import type { Reading } from "./subject.ts";

/** The program that a script's first line names, and all that stands behind it: the kernel makes one argument of it. */
interface Shebang {
  readonly program: string;
  readonly argument: string;
}

// The kernel reads no more of a script: https://man7.org/linux/man-pages/man2/execve.2.html
const LONGEST = 256;
// What the engine sets where the image sets none.
const DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** The first line of a script; null for what is none. */
export function shebangOf(content: Buffer): Shebang | null {
  if (content[0] !== 0x23 || content[1] !== 0x21) return null;
  const line = content.subarray(2, LONGEST).toString("latin1").split("\n")[0] ?? "";
  // Only blanks and tabs are taken off: a carriage return is a part of the name.
  const [program = "", ...rest] = line.replaceAll(/^[ \t]+|[ \t]+$/g, "").split(/(?<=^[^ \t]*)[ \t]+/);
  return program === "" ? null : { program, argument: rest.join("") };
}

/** Why a script cannot start, and what to do about it. */
export interface Broken {
  /** Stands behind the script's name. */
  readonly says: string;
  readonly next: string;
}

/** Looks for the program of a script's first line in the final file system; null when the script can start. */
export function brokenBy(
  { program, argument }: Shebang,
  system: FinalSystem,
  image: Reading["image"],
): Broken | null {
  const line = `#!${[program, argument].filter(Boolean).join(" ")}`;
  if (line.endsWith("\r")) {
    const says = `starts with ${line.trimEnd()} and a carriage return: no program here has such a name`;
    return { says, next: "Save the script with the line ends of Unix (LF), not of Windows (CRLF)." };
  }
  const found = system.follow(program, image.workingDir)?.entry;
  if (!found) return notHere(line, program, system);
  if (!mayRun(found))
    return {
      says: `starts with ${line}, which may not be run`,
      next: `Give it the right: chmod +x ${program}`,
    };
  const wanted = posix.basename(program) === "env" ? programForEnv(argument) : null;
  if (wanted === null || isOnPath(wanted, system, image)) return null;
  const says = `starts with ${line}, and no folder of PATH has a program "${wanted}"`;
  return { says, next: "Install that program in this stage, or name its folder in ENV PATH." };
}

function notHere(line: string, program: string, system: FinalSystem): Broken {
  const end = endOfLinks(program, system);
  const says = `starts with ${line}, ${end === null ? "" : `a link to ${end}, `}which is not here`;
  if (!/\/python[\d.]*$/.test(program))
    return { says, next: "Install that program in this stage, or begin the script with one that is here." };
  const next =
    end === null
      ? "Make the environment at the path where it will run: its scripts remember where it was made."
      : "Make the environment with a Python that lies at the same path in this stage.";
  return { says, next };
}

/** The missing path that a link leads to at last; null for what is no link, or leads in a circle. */
function endOfLinks(path: string, system: FinalSystem): string | null {
  const passed = new Set<string>();
  let here = posix.resolve("/", path);
  for (let target = targetOf(here, system); target !== null; target = targetOf(here, system)) {
    if (passed.has(here)) return null;
    passed.add(here);
    here = posix.resolve(posix.dirname(here), target);
  }
  return passed.size === 0 ? null : here;
}

function targetOf(path: string, system: FinalSystem): string | null {
  const held = system.names.find((one) => `/${one.path}` === path);
  return held?.entry.kind === "symlink" ? held.entry.target : null;
}

/** The name that `env` looks for; null where that cannot be told. */
function programForEnv(argument: string): string | null {
  if (!argument.startsWith("-")) return argument === "" || argument.includes("=") ? null : argument;
  const [, text = ""] = /^-\w*S\s*(.*)$/.exec(argument) ?? [];
  if (/["'\\$]/.test(text)) return null;
  const first = text.split(/\s+/).find((word) => !/^\w+=/.test(word)) ?? "";
  return first === "" || first.startsWith("-") ? null : first;
}

function isOnPath(name: string, system: FinalSystem, { env, workingDir }: Reading["image"]): boolean {
  const set = env.findLast((line) => line.startsWith("PATH="))?.slice("PATH=".length);
  const folders = name.includes("/") ? [""] : (set ?? DEFAULT_PATH).split(":");
  return folders.some((folder) => {
    const found = system.follow(posix.join(folder, name), workingDir)?.entry;
    return found ? mayRun(found) : false;
  });
}
