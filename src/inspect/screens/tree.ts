import { COLUMNS, cut, type Look } from "../../columns.ts";
import { formatBytes } from "../../figures.ts";
import type { ImageReading, LayerChange } from "../../image/image-reading.ts";
import { instructionOf } from "../instruction.ts";

const SIGNS = { added: "+", changed: "~", removed: "-" } as const;
/** Without `--all`: how many names of a folder are shown, and how deep. */
const MOST_NAMES = 6;
const DEEPEST = 4;

/** A folder or a file in the tree of changes, with the sums of all that is below it. */
interface Branch {
  readonly name: string;
  readonly below: Map<string, Branch>;
  change: LayerChange | null;
  bytes: number;
  files: number;
}

/** What a layer added (+), changed (~) and removed (-), as a tree; the largest first. */
export function treeScreen(
  { changes, layers }: ImageReading,
  layer: number,
  look: Look,
  all: boolean,
): string[] {
  const list = changes ?? [];
  const made = instructionOf(layers[layer]?.createdBy ?? null);
  const root = newBranch("");
  for (const change of list) graft(root, change);
  const head = look.tint("strong", cut(`Layer ${layer}: ${made}`, COLUMNS));
  if (list.length === 0) return [head, "It changes nothing."];
  const sums = (["added", "changed", "removed"] as const).map((kind) => sumOf(list, kind)).filter(Boolean);
  return [head, `  ${sums.join(", ")}`, "", ...branches(root, 0, look, all)];
}

function sumOf(changes: readonly LayerChange[], kind: LayerChange["change"]): string {
  const some = changes.filter(({ change }) => change === kind);
  if (some.length === 0) return "";
  const bytes = some.reduce((sum, one) => sum + one.bytes, 0);
  const files = some.reduce((sum, one) => sum + one.files, 0);
  return `${SIGNS[kind]} ${formatBytes(bytes)} in ${files} files ${kind}`;
}

function newBranch(name: string): Branch {
  return { name, below: new Map(), change: null, bytes: 0, files: 0 };
}

function graft(root: Branch, change: LayerChange): void {
  let branch = root;
  for (const name of change.path.split("/")) {
    const next = branch.below.get(name) ?? newBranch(name);
    branch.below.set(name, next);
    next.bytes += change.bytes;
    next.files += change.files;
    branch = next;
  }
  branch.change = change;
}

function branches({ below }: Branch, depth: number, look: Look, all: boolean): string[] {
  const sorted = [...below.values()].sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
  const shown = all ? sorted : sorted.slice(0, MOST_NAMES);
  const rest = sorted.slice(shown.length);
  const lines = shown.flatMap((branch) => [
    lineOf(branch, depth),
    ...(all || depth + 1 < DEEPEST ? branches(branch, depth + 1, look, all) : []),
  ]);
  if (rest.length === 0) return lines;
  const bytes = rest.reduce((sum, branch) => sum + branch.bytes, 0);
  return [
    ...lines,
    look.tint("quiet", `${figures(bytes)}  ${"  ".repeat(depth)}  ${rest.length} more: --all`),
  ];
}

function lineOf(branch: Branch, depth: number): string {
  const sign = branch.change ? SIGNS[branch.change.change] : " ";
  const folder = branch.below.size > 0 || branch.change?.kind === "folder" ? "/" : "";
  return cut(`${figures(branch.bytes)}  ${"  ".repeat(depth)}${sign} ${branch.name}${folder}`, COLUMNS);
}

function figures(bytes: number): string {
  return formatBytes(bytes).padStart(8);
}
