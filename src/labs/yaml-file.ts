import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from "yaml";
import type { Path, Problem } from "./problems.ts";
import { repeatedKeys, surprisesIn } from "./yaml-surprises.ts";
import { type Misread, wordsForErrors } from "./yaml-words.ts";

/** A YAML document with the places of all that is in it. */
export interface YamlFile {
  /** Null where it cannot be read. */
  readonly value: unknown;
  readonly readable: boolean;
  /** What is wrong with it as YAML. Keys that are there twice do not keep it from being read. */
  readonly problems: readonly Problem[];
  /** A problem with what stands at a path, or with a key in it. */
  problemAt(path: Path, says: string, key?: string): Problem;
}

// A lab has some 5 kB. The parser needs minutes for some megabytes.
const MOST_CHARACTERS = 100_000;

/** Reads YAML 1.2. Never throws, and never reads for long: what is wrong is listed. */
export function readYaml(file: string, written: string): YamlFile {
  const text = written.replace(/^\uFEFF/, "");
  if (text.length > MOST_CHARACTERS) return tooLong(file, text.length);
  const lines = new LineCounter();
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false, logLevel: "error" } as const;
  const document = parseDocument(text, options);
  const at = ({ offset, says }: Misread): Problem => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col), says };
  };
  const errors = wordsForErrors(text, document);
  const isYaml = errors.length === 0;
  const misread = isYaml ? surprisesIn(document) : errors;
  const repeated = isYaml ? repeatedKeys(document, (offset) => lines.linePos(offset).line) : [];
  return {
    value: misread.length > 0 ? null : document.toJS(),
    readable: misread.length === 0,
    problems: [...misread, ...repeated].map(at),
    problemAt: (path, says, key) => at({ offset: offsetOf(document, path, key), says }),
  };
}

function tooLong(file: string, characters: number): YamlFile {
  const kilobytes = Math.ceil(characters / 1000).toLocaleString("en");
  const says = `This file has ${kilobytes} kB, and a lab.yaml at most ${MOST_CHARACTERS / 1000}. Long texts belong into steps/.`;
  const problem = { file, line: 1, column: 1, says };
  return { value: null, readable: false, problems: [problem], problemAt: () => problem };
}

/** Where a value begins, or the nearest that is there around it; with `key` where that key of it begins. */
function offsetOf({ contents }: Document, path: Path, key?: string): number {
  let node: Node | null = contents;
  for (const [index, part] of path.entries()) {
    const child: Node | null = childOf(node, part);
    // An empty value has no place of its own: its key has.
    if (child === null || isEmpty(child)) return placeOf(node, index === path.length - 1 ? part : undefined);
    node = child;
  }
  return placeOf(node, key);
}

function placeOf(node: Node | null, key?: string | number): number {
  const named = key === undefined ? undefined : pairOf(node, key)?.key;
  return (isNode(named) ? named : node)?.range?.[0] ?? 0;
}

function childOf(node: Node | null, part: string | number): Node | null {
  const child = isSeq(node) ? node.items[Number(part)] : pairOf(node, part)?.value;
  return isNode(child) ? child : null;
}

function isEmpty(node: Node): boolean {
  return isScalar(node) && node.value === null && node.source === "";
}

const pairsOf = new WeakMap<Node, Map<string, Pair>>();

/** The key of that name with its value. Keys that are numbers in YAML are texts in what is read. */
function pairOf(node: Node | null, name: string | number): Pair | undefined {
  if (!isMap(node)) return undefined;
  const pairs = pairsOf.get(node) ?? new Map(node.items.map((pair) => [wordsOf(pair.key), pair]));
  pairsOf.set(node, pairs);
  return pairs.get(String(name));
}

function wordsOf(key: unknown): string {
  return isScalar(key) ? String(key.value ?? "") : "";
}
