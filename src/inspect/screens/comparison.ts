import { COLUMNS, cut, type Look, table } from "../../columns.ts";
import { formatBytes } from "../../figures.ts";
import type { Leak, Package } from "../../image/image-reading.ts";
import type { CompareDocument } from "../document-schema.ts";
import { instructionOf } from "../instruction.ts";
import { kindOf } from "../leak-words.ts";

const MOST_LINES = 10;

/** Two images side by side, then what went and what came. */
export function comparisonScreen(compared: CompareDocument, look: Look, all: boolean): string[] {
  const most = all ? Number.POSITIVE_INFINITY : MOST_LINES;
  return [
    ...figures(compared),
    "",
    ...layers(compared, most),
    ...packages(compared, most),
    ...leaks(compared, look, most),
    ...findings(compared, most),
  ];
}

function figures({ a, b }: CompareDocument): string[] {
  const name = (side: CompareDocument["a"]) => cut(side.source.name, 24);
  const row = (title: string, of: (side: CompareDocument["a"]) => number, shown: (n: number) => string) => [
    title,
    shown(of(a)),
    shown(of(b)),
    difference(of(b) - of(a), shown),
  ];
  return table(
    [
      ["", name(a), name(b), "difference"],
      row("Size", ({ bytes }) => bytes, formatBytes),
      row("Final", ({ finalBytes }) => finalBytes, formatBytes),
      row("Waste", ({ wastedBytes }) => wastedBytes, formatBytes),
      row("Layers", (side) => side.layers, String),
      row("Files", ({ files }) => files, String),
      ["User", cut(a.user || "root", 24), cut(b.user || "root", 24), ""],
    ],
    [1, 2, 3],
  );
}

function difference(value: number, shown: (n: number) => string): string {
  if (value === 0) return "same";
  return `${value < 0 ? "-" : "+"}${shown(Math.abs(value))}`;
}

function layers({ layers: { shared, sharedBytes, onlyA, onlyB } }: CompareDocument, most: number): string[] {
  const line = (sign: string) => (layer: CompareDocument["layers"]["onlyA"][number]) =>
    cut(`  ${sign} ${formatBytes(layer.bytes).padStart(7)}  ${instructionOf(layer.createdBy)}`, COLUMNS);
  return [
    `Layers: the lowest ${shared} are shared, ${formatBytes(sharedBytes)}.`,
    ...some(onlyA.map(line("-")), most),
    ...some(onlyB.map(line("+")), most),
    "",
  ];
}

function packages({ packages: { removed, added, changed } }: CompareDocument, most: number): string[] {
  const line =
    (sign: string) =>
    ({ type, name, version }: Package) =>
      cut(`  ${sign} ${type} ${name} ${version}`, COLUMNS);
  return [
    `Packages: ${removed.length} gone, ${added.length} new, ${changed.length} of another version.`,
    ...some(removed.map(line("-")), most),
    ...some(added.map(line("+")), most),
    ...some(
      changed.map(({ type, name, a, b }) => cut(`  ~ ${type} ${name} ${a} -> ${b}`, COLUMNS)),
      most,
    ),
    "",
  ];
}

function leaks(
  { leaks: { gone, added, kept }, skipped }: CompareDocument,
  look: Look,
  most: number,
): string[] {
  const line = (sign: string) => (leak: Leak) => {
    const where = leak.inside === null ? leak.path : `${leak.path}!/${leak.inside}`;
    return cut(`  ${sign} ${leak.place} ${where ?? ""}  ${kindOf(leak)}`, COLUMNS);
  };
  const unread =
    skipped.a + skipped.b === 0 ? "" : ` (${skipped.a} and ${skipped.b} parts could not be read)`;
  return [
    `Leaks: ${gone.length} gone, ${added.length} new, ${kept.length} in both${unread}.`,
    ...some(gone.map(line("-")), most),
    ...some(added.map(line("+")), most).map((text) => look.tint("bad", text)),
    ...some(kept.map(line(" ")), most),
    "",
  ];
}

function findings({ findings: { gone, added } }: CompareDocument, most: number): string[] {
  return [
    `Findings: ${gone.length} gone, ${added.length} new.`,
    ...some(
      gone.map(({ says }) => cut(`  - ${says}`, COLUMNS)),
      most,
    ),
    ...some(
      added.map(({ says }) => cut(`  + ${says}`, COLUMNS)),
      most,
    ),
  ];
}

function some(lines: readonly string[], most: number): string[] {
  if (lines.length <= most) return [...lines];
  return [...lines.slice(0, most), `    and ${lines.length - most} more: --all`];
}
