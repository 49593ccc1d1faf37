import { COLUMNS, cut, cutPath, type Look, wrapped } from "../../columns.ts";
import { formatBytes } from "../../figures.ts";
import type { ImageReading, LayerFacts } from "../../image/image-reading.ts";
import { firstThings, wasteGroups } from "../first-things.ts";
import { instructionOf } from "../instruction.ts";
import { type LeakGroup, leakGroups, ownLeaks } from "../leak-groups.ts";
import { kindOf, placeOf } from "../leak-words.ts";
import type { Target } from "../target.ts";

const MOST_LINES = 3;
const MORE = "More: --layers --files --waste --leaks --packages --findings --tree LAYER --json";
const INDENT = " ".repeat(9);

/** The answers in the order of the questions: how big, what is wasted, what leaks, who runs it, what to do first. */
export function summaryScreen(target: Target, reading: ImageReading, look: Look): string[] {
  return [
    ...title(target, reading, look),
    "",
    ...size(target, reading, look),
    ...waste(reading, look),
    ...leaks(reading, look),
    ...user(reading, look),
    ...skipped(reading, look),
    "",
    ...first(reading, look),
    look.tint("quiet", MORE),
  ];
}

function title({ name }: Target, { image, base }: ReadingParts<"image" | "base">, { tint }: Look): string[] {
  const digest = image.configDigest.replace(/^(sha256:.{12}).*$/, "$1");
  const on = base === null ? [] : [`         on the base ${cut(base.name, 50)}, ${base.layers} layers`];
  return [`${tint("strong", cut(name, 44))}  ${image.platform}  ${digest}`, ...on];
}

type ReadingParts<K extends keyof ImageReading> = Pick<ImageReading, K>;

function size({ held }: Target, { image, layers }: ImageReading, look: Look): string[] {
  const by = held === null ? "" : ` (the engine counts ${formatBytes(held.facts.size)})`;
  const count = image.layers === 1 ? "1 layer" : `${image.layers} layers`;
  const line = `${formatBytes(image.bytes)} in ${count}, ${image.files} files${by}`;
  const largest = [...layers].sort((a, b) => b.bytes - a.bytes).filter(({ bytes }) => bytes > 0);
  return [
    `  ${look.tint("strong", "Size")}   ${line}`,
    ...largest.slice(0, MOST_LINES).map((layer) => `${INDENT}${layerLine(layer)}`),
  ];
}

function layerLine({ index, bytes, createdBy, owner }: LayerFacts): string {
  const whose = owner === "base" ? "(base) " : "";
  const head = `layer ${index}  ${formatBytes(bytes).padStart(7)}  ${whose}`;
  return head + cut(instructionOf(createdBy), COLUMNS - INDENT.length - head.length);
}

function waste({ image, waste: files }: ImageReading, look: Look): string[] {
  const share = image.bytes === 0 ? "0" : ((100 * image.wastedBytes) / image.bytes).toFixed(1);
  const head = `${formatBytes(image.wastedBytes)}, ${share} % (efficiency ${image.efficiency.toFixed(3)})`;
  const groups = wasteGroups(files).slice(0, MOST_LINES);
  const rows = groups.map(({ bytes, layer, by, reason, largest, files: count }) => {
    const verb = reason === "metadata" ? "copied" : reason === "replaced" ? "replaced" : "removed";
    const more = count === 1 ? "" : ` and ${count - 1} more`;
    const start = `${formatBytes(bytes).padStart(7)}  of layer ${layer}, ${verb} by layer ${by}: `;
    return INDENT + start + cutPath(largest, COLUMNS - INDENT.length - start.length - more.length) + more;
  });
  return [`  ${look.tint("strong", "Waste")}  ${head}`, ...rows];
}

function leaks(reading: ImageReading, look: Look): string[] {
  const head = look.tint("strong", "Leaks");
  const own = ownLeaks(reading.leaks).length;
  const inBase = reading.leaks.length - own;
  if (reading.leaks.length === 0) return [`  ${head}  none found`];
  const groups = leakGroups(reading.leaks);
  const rows = groups.slice(0, MOST_LINES).map((group) => INDENT + leakLine(group, reading));
  const more = groups.length > MOST_LINES ? [`${INDENT}and ${groups.length - MOST_LINES} more: --leaks`] : [];
  const base = inBase === 0 ? "" : `${own === 0 ? "" : ", and "}${inBase} that came with the base`;
  return [`  ${head}  ${own === 0 ? "" : look.tint("bad", String(own))}${base}`, ...rows, ...more];
}

function leakLine({ first, count }: LeakGroup, reading: ImageReading): string {
  const layer = first.layer === null ? "" : `layer ${first.layer}: `;
  const kind = `  ${kindOf(first)}${count === 1 ? "" : ` and ${count - 1} more`}`;
  return (
    layer + cutPath(placeOf(first, reading), COLUMNS - INDENT.length - layer.length - kind.length) + kind
  );
}

function user({ image: { runsAs, user: told } }: ImageReading, look: Look): string[] {
  const number =
    runsAs.uid === null || String(runsAs.uid) === told.split(":")[0] ? "" : ` (number ${runsAs.uid})`;
  const says =
    runsAs.why ??
    (told === ""
      ? "root: the image sets no USER"
      : `${told}${number}${runsAs.isRoot ? ", which is root" : ""}`);
  const [line, ...more] = wrapped(says, COLUMNS, INDENT);
  return [`  ${look.tint("strong", "User")}   ${line?.trimStart()}`, ...more];
}

function skipped({ skipped: parts }: ImageReading, look: Look): string[] {
  if (parts.length === 0) return [];
  const head = `${parts.length} parts could not be read, so nothing is sure about them:`;
  const rows = parts.slice(0, MOST_LINES).flatMap(({ path, layer, why }) => {
    const where = layer === null ? "" : `layer ${layer}, `;
    return [`${INDENT}${where}${cutPath(path, 50)}`, ...wrapped(why, COLUMNS, `${INDENT}  `)];
  });
  return [`  ${look.tint("bad", "Unread")} ${head}`, ...rows];
}

function first(reading: ImageReading, look: Look): string[] {
  const things = firstThings(reading);
  if (things.length === 0) return [look.tint("good", "Nothing to mend was found."), ""];
  const lines = things.flatMap(({ says, next, lab }, at) => [
    ...wrapped(says, COLUMNS, `  ${at + 1}. `, "     "),
    ...wrapped(next, COLUMNS, "     -> ", "        ").map((line) => look.tint("quiet", line)),
    ...(lab === null ? [] : [look.tint("quiet", `     learn it: size-matters lesson ${lab}`)]),
  ]);
  return [look.tint("strong", "First"), ...lines, ""];
}
