import { formatBytes } from "../../figures.ts";
import type { Journey, LabDone } from "./journey-of.ts";

/** What stands first on each page: nothing else is ever written over. */
export const MARK = "<!-- Written by size-matters export, and written anew by the next one. -->";

/** One page to take along, in Markdown: the figures, how they were measured, the way, the Dockerfile. */
export function pageOf(journey: Journey, version: string): string {
  const sections = [
    MARK,
    "# From naive to small",
    ...results(journey),
    ...techniques(journey.labs),
    "## Lab by lab",
    wayOf(journey.labs),
    ...dockerfileOf(journey),
    "## How it was measured",
    ...measured(journey, version),
  ];
  return `${sections.join("\n\n")}\n`;
}

function results({ before, after }: Journey): string[] {
  const [first, last] = [before?.build, after?.build];
  if (!before || !after || !first?.bytes || !last?.bytes)
    return ["There is no before and after yet: build the lab `naive`, and meet another one."];
  const share = (last.bytes / first.bytes) * 100;
  const words =
    share < 100
      ? `${(100 - share).toFixed(1)} % of the image is gone: it is ${(100 / share).toFixed(1)} times smaller.`
      : "The image has not become smaller.";
  return [
    `**${size(before)} to ${size(after)}.** ${words}`,
    rowsOf([
      ["", `before: ${before.id}`, `after: ${after.id}`],
      ["size", size(before), size(after)],
      ["layers", count(first.layers), count(last.layers)],
      ["wasted", bytesOf(first.wastedBytes), bytesOf(last.wastedBytes)],
      ["checked", day(first.date), day(last.date)],
    ]),
  ];
}

function techniques(labs: readonly LabDone[]): string[] {
  const met = labs.filter(({ truths }) => truths.length > 0);
  if (met.length === 0) return [];
  const items = met.map(({ title, id, truths }) => {
    const lines = truths.map(({ says, why }) => `  - ${oneLine(says)} *${oneLine(why)}*`);
    return [`- **${title}** (\`${id}\`)`, ...lines].join("\n");
  });
  return [
    "## What I can tell",
    "Each of these was checked on the built image, the running app, the build, or by a question about the image.",
    items.join("\n"),
  ];
}

function wayOf(labs: readonly LabDone[]): string {
  const rows = labs.map((lab) => [
    ...[String(lab.number), lab.title, lab.state === "open" ? "" : lab.state],
    ...[lab.build ? size(lab) : "", count(lab.build?.layers), bytesOf(lab.build?.wastedBytes)],
    ...[lab.build?.verdict ?? "", lab.date ? day(lab.date) : ""],
  ]);
  return rowsOf([["", "lab", "state", "size", "layers", "wasted", "last verdict", "date"], ...rows]);
}

function dockerfileOf({ dockerfile, after }: Journey): string[] {
  if (dockerfile === null || after === null) return [];
  const fence = "`".repeat(
    Math.max(3, ...[...dockerfile.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)),
  );
  return [
    "## The Dockerfile",
    `As it met the lab \`${after.id}\`.`,
    `${fence}dockerfile\n${dockerfile.trimEnd()}\n${fence}`,
  ];
}

function measured({ labs }: Journey, version: string): string[] {
  const standIns = labs.some(({ build }) => build?.standIns);
  return [
    "A size is the sum of the regular files of all layers of the image, unpacked. It is the same on every engine. What " +
      "a registry shows is compressed, and `docker images` shows what its engine stores. Wasted is what lies in some " +
      "layer and is no longer there at the end. A verdict is about the built image and the running app, never about " +
      "the text of the Dockerfile.",
    ...(standIns
      ? ["\\* on a stand-in base, made of Debian packages: the real one is of another size."]
      : []),
    `size-matters ${version}. To measure again: \`size-matters inspect IMAGE\`, \`size-matters compare A B\`.`,
  ];
}

/** A table of Markdown. */
function rowsOf([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function size({ build }: LabDone): string {
  return `${bytesOf(build?.bytes)}${build?.standIns ? "\\*" : ""}`;
}

function bytesOf(bytes: number | null | undefined): string {
  return bytes === null || bytes === undefined ? "" : formatBytes(bytes);
}

function count(number: number | null | undefined): string {
  return number === null || number === undefined ? "" : String(number);
}

function day(date: string): string {
  return date.slice(0, 10);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
