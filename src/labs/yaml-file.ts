import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import type { Path, Problem } from "./problems.ts";

/** A YAML document with the places of all that is in it. */
export interface YamlFile {
  readonly value: unknown;
  /** What is wrong with it as YAML. */
  readonly problems: readonly Problem[];
  /** A problem with what stands at a path, or with a key in it. */
  problemAt(path: Path, says: string, key?: string): Problem;
}

/** Reads YAML 1.2. Never throws: what is wrong is listed. */
export function readYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number, says: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col), says };
  };
  return {
    value: document.errors.length > 0 ? null : document.toJS({ maxAliasCount: 100 }),
    problems: document.errors.map(({ pos, message }) => at(pos[0], `This is not YAML: ${message}`)),
    problemAt: (path, says, key) => at(offsetOf(document, path, key), says),
  };
}

/** Where a value begins, or the nearest that is there around it; with `key` where that key of it begins. */
function offsetOf(document: Document, path: Path, key?: string): number {
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  if (key !== undefined && isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
    if (isNode(pair?.key)) return pair.key.range?.[0] ?? 0;
  }
  if (isNode(node)) return node.range?.[0] ?? 0;
  return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1), String(path.at(-1)));
}
