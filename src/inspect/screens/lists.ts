import { COLUMNS, cut, cutPath, type Look, table, wrapped } from "../../columns.ts";
import { formatBytes } from "../../figures.ts";
import type { ImageReading, Waste } from "../../image/image-reading.ts";
import { instructionOf } from "../instruction.ts";
import { labForFinding, labForLeak, labForWaste } from "../lab-for.ts";
import { leakGroups } from "../leak-groups.ts";
import { kindOf, placeOf } from "../leak-words.ts";

const SHORT_LIST = 20;

/** A screen of one kind of thing. `all`: every one of them. */
export type ListScreen = (reading: ImageReading, look: Look, all: boolean) => string[];

/** The screens by the names of their flags. */
export const LISTS = {
  layers: layersList,
  files: filesList,
  waste: wasteList,
  leaks: leaksList,
  packages: packagesList,
  findings: findingsList,
  duplicates: duplicatesList,
} as const satisfies Record<string, ListScreen>;

export type ListName = keyof typeof LISTS;

function layersList({ layers }: ImageReading): string[] {
  const rows = layers.map(({ index, bytes, wastedBytes, files, owner, createdBy }) => [
    String(index),
    formatBytes(bytes),
    wastedBytes === 0 ? "-" : formatBytes(wastedBytes),
    String(files),
    owner === "base" ? "base" : "",
    instructionOf(createdBy),
  ]);
  const lines = table([["Layer", "Bytes", "Waste", "Files", "", "Instruction"], ...rows], [0, 1, 2, 3]);
  return lines.map(cutLine);
}

function filesList({ largest }: ImageReading, _: Look, all: boolean): string[] {
  const shown = all ? largest : largest.slice(0, SHORT_LIST);
  const rows = shown.map(({ bytes, layer, path }) => [formatBytes(bytes), String(layer), cutPath(path, 62)]);
  return [...table([["Bytes", "Layer", "The largest files of the final file system"], ...rows], [0, 1])];
}

function wasteList({ waste, layers, image }: ImageReading, _: Look, all: boolean): string[] {
  if (waste.length === 0) return ["Nothing is wasted."];
  const shown = all ? waste : waste.slice(0, SHORT_LIST);
  const isMarked = shown.some(({ owner }) => owner === "base");
  const rows = shown.map(({ bytes, layer, by, reason, owner, path }) => [
    formatBytes(bytes),
    `${layer} -> ${by}`,
    reason,
    ...(isMarked ? [owner === "base" ? "base" : ""] : []),
    cutPath(path, 46),
  ]);
  const steps = [...new Set(shown.flatMap(({ layer, by }) => [layer, by]))].sort((a, b) => a - b);
  return [
    ...table([["Bytes", "Layers", "Reason", ...(isMarked ? [""] : []), "File"], ...rows], [0]),
    ...omitted(waste.length - shown.length),
    "",
    ...steps.map((step) => cut(`layer ${step}: ${instructionOf(layers[step]?.createdBy ?? null)}`, COLUMNS)),
    ...wasteLabs(shown),
    "",
    `${formatBytes(image.wastedBytes)} of ${formatBytes(image.bytes)} in ${waste.length} files.`,
  ];
}

/** Which lab teaches to mend which part of the waste. */
function wasteLabs(waste: readonly Waste[]): string[] {
  const kinds = new Map<string, Set<string>>();
  for (const one of waste) {
    const lab = labForWaste(one);
    kinds.set(lab, (kinds.get(lab) ?? new Set()).add(one.owner === "base" ? "the base's" : one.reason));
  }
  return [...kinds].map(([lab, names]) => `lab ${lab}: ${[...names].join(", ")}`);
}

function leaksList(reading: ImageReading, { tint }: Look): string[] {
  if (reading.leaks.length === 0) return ["No leak was found."];
  return leakGroups(reading.leaks).flatMap(({ first, count }) => {
    const made = first.layer === null ? null : reading.layers[first.layer]?.createdBy;
    const whose = first.owner === "base" ? " (base)" : "";
    const layer =
      first.layer === null ? [] : [`    layer ${first.layer}${whose}: ${instructionOf(made ?? null)}`];
    const kind = `    ${kindOf(first)}${count === 1 ? "" : ` and ${count - 1} more`}`;
    const lab = `    lab ${labForLeak(first, reading)}`;
    return [tint("bad", cutPath(placeOf(first, reading), COLUMNS)), ...[kind, ...layer, lab].map(cutLine)];
  });
}

function cutLine(line: string): string {
  return cut(line, COLUMNS);
}

function packagesList({ packages }: ImageReading): string[] {
  if (packages.length === 0) return ["No package of dpkg, apk or Python was found."];
  const rows = packages.map(({ type, name, version, layer, removed }) => [
    type,
    cut(name, 36),
    cut(version, 22),
    `layer ${layer}${removed ? ", removed" : ""}`,
  ]);
  return [
    ...table(rows),
    "",
    `${packages.length} packages, ${packages.filter((one) => one.removed).length} of them removed.`,
  ];
}

function findingsList({ findings }: ImageReading, { tint }: Look): string[] {
  if (findings.length === 0) return ["Nothing was found."];
  return findings.flatMap((finding) => {
    const { severity, says, evidence, next } = finding;
    const lab = labForFinding(finding);
    return [
      ...wrapped(`${severity}: ${says}`, COLUMNS, "", "  "),
      ...wrapped(evidence, COLUMNS, "  ").map((line) => tint("quiet", line)),
      ...wrapped(next, COLUMNS, "  -> ", "     "),
      ...(lab === null ? [] : [`  lab ${lab}`]),
    ];
  });
}

function duplicatesList({ duplicates }: ImageReading, _: Look, all: boolean): string[] {
  if (duplicates.length === 0) return ["No two equal files of 4 kB or more were found."];
  const shown = all ? duplicates : duplicates.slice(0, SHORT_LIST);
  return [
    ...shown.flatMap(({ wastedBytes, copies }) => [
      `${formatBytes(wastedBytes)} in ${copies.length} equal files`,
      ...copies.slice(0, 10).map(({ layer, path }) => `    layer ${layer}  ${cutPath(path, 64)}`),
    ]),
    ...omitted(duplicates.length - shown.length),
  ];
}

function omitted(count: number): string[] {
  return count === 0 ? [] : [`and ${count} more: --all`];
}
