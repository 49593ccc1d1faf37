import { plain } from "./history-line.ts";
import type { Instruction } from "./instruction.ts";

/** Whether what follows the keyword of a history line is what an instruction leaves there. */
export type LeavesLine = (rest: string) => boolean;

const BY_KEYWORD: ReadonlyMap<string, (instruction: Instruction) => LeavesLine> = new Map([
  ["RUN", ran],
  ["CMD", started],
  ["ENTRYPOINT", started],
  ["COPY", copied],
  ["ADD", copied],
  ["ENV", assigned],
  ["LABEL", assigned],
  ["ARG", declared],
  ["WORKDIR", entered],
  ["EXPOSE", exposed],
  ["VOLUME", listed],
  ["SHELL", listed],
  ["USER", listed],
  ["STOPSIGNAL", listed],
  ["MAINTAINER", listed],
  // Its parts are written in a form of Go's own; an image has one.
  ["HEALTHCHECK", () => () => true],
]);

/** What an instruction leaves in the history. The values there are those of the build: a variable fits any text. */
export function leavesLine(instruction: Instruction): LeavesLine {
  return BY_KEYWORD.get(instruction.keyword)?.(instruction) ?? (() => false);
}

/** A shell with its options and `-c`, behind the build arguments; buildah writes mounts behind it. */
const SHELL =
  /^(?:\|\d+ .*)?(?:^| )\S+(?: -\S+| pipefail| \/[sS])*? (?:-\S*c|-[cC]ommand|\/[cC])(?: --\S+)*$/;
const BUILD_ARGUMENTS = /^\|\d+ /;

function ran({ json, arguments: written }: Instruction): LeavesLine {
  const command = plain(json?.join(" ") ?? commandOf(written));
  const before = json ? BUILD_ARGUMENTS : SHELL;
  return (rest) => command !== "" && (rest === command || endsAfter(rest, before, command));
}

function endsAfter(text: string, before: RegExp, end: string): boolean {
  return text.endsWith(` ${end}`) && before.test(text.slice(0, -end.length - 1));
}

/** What the shell is given: of a here-document that stands alone its lines, or the name of the script it is. */
function commandOf(written: string): string {
  const [head = "", ...body] = written.split("\n");
  const name = /^\d*<<-? ?["']?([\w.-]+)["']?$/.exec(head)?.[1];
  if (name === undefined || body.length === 0) return written;
  return body[0]?.trimStart().startsWith("#!") ? `/dev/pipes/${name}` : body.slice(0, -1).join("\n");
}

function started({ json, arguments: written }: Instruction): LeavesLine {
  const command = unlisted(plain(json?.join(" ") ?? written));
  return (rest) => {
    const words = unlisted(rest);
    return words === command || (json === null && endsAfter(words, SHELL, command));
  };
}

/** `[a b]`, which is `[a, b]` where buildah writes it. */
function unlisted(text: string): string {
  return text.replace(/^\[/, "").replace(/\]$/, "").replaceAll(", ", " ");
}

/** The legacy builder leaves a digest of the sources: `file:0a1b in /app`. */
const DIGEST = /^\S*(?:file|dir|multi):[0-9a-f]+ in /;

function copied({ sources, destination }: Instruction): LeavesLine {
  const to = pathOf(destination ?? "");
  const [fitsTo, fitsAll] = [fitting(to), fitting([...sources.map(pathOf), to].join(" "))];
  return (rest) => {
    if (DIGEST.test(rest)) return fitsTo(pathOf(rest.replace(DIGEST, "")));
    const words = rest.replace(/^(?:--\S+ )+/, "").split(" ");
    return fitsAll(words.map(pathOf).join(" "));
  };
}

function pathOf(written: string): string {
  const path = plain(written)
    .replace(/^<<-/, "<<")
    .replace(/^(?:\.\/)+(?=.)/, "");
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

/** `ENV name value` is `ENV name=value`. */
function assigned({ arguments: written }: Instruction): LeavesLine {
  const text = plain(written);
  const [first = ""] = text.split(" ", 1);
  return fitting(first.includes("=") ? text : text.replace(" ", "="));
}

/** A value there is that of the build, or left out. */
function declared({ arguments: written }: Instruction): LeavesLine {
  const names = namesIn(plain(written));
  return (rest) => {
    const found = namesIn(rest);
    return found[0] === names[0] && names.every((name) => found.includes(name));
  };
}

function namesIn(text: string): string[] {
  return text.split(" ").map((word) => word.split("=", 1)[0] ?? "");
}

/** A relative path may be written with the one before it. */
function entered({ arguments: written }: Instruction): LeavesLine {
  const path = pathOf(written);
  const [fits, fitsEnd] = [fitting(path), fitting(`$BEFORE/${path}`)];
  return (rest) => fits(pathOf(rest)) || fitsEnd(pathOf(rest));
}

/** `3000`, `map[3000/tcp:{}]` and `[3000/tcp]` are one port. */
function exposed({ arguments: written }: Instruction): LeavesLine {
  const ports = portsIn(written);
  return (rest) => written.includes("$") || ports === portsIn(rest);
}

function portsIn(text: string): string {
  const ports = text.matchAll(/(\d+)(?:\/(\w+))?/g);
  return [...ports]
    .map(([, port, protocol = "tcp"]) => `${port}/${protocol.toLowerCase()}`)
    .sort()
    .join(" ");
}

function listed({ json, arguments: written }: Instruction): LeavesLine {
  const fits = fitting(unlisted(plain(json?.join(" ") ?? written)));
  return (rest) => fits(unlisted(rest));
}

const VARIABLE = /\$\{(?:[^{}]|\{[^{}]*\})*\}|\$\w+/;

/** Whether a text is the pattern, with any text in place of each of its variables. */
function fitting(pattern: string): LeavesLine {
  const [first = "", ...parts] = pattern.split(VARIABLE);
  const last = parts.pop();
  if (last === undefined) return (text) => text === pattern;
  return (text) => {
    if (!text.startsWith(first)) return false;
    let end = first.length;
    for (const part of parts) {
      const at = text.indexOf(part, end);
      if (at < 0) return false;
      end = at + part.length;
    }
    return text.length - last.length >= end && text.endsWith(last);
  };
}
