import { type Document, isAlias, isNode, isScalar, type Node, type Scalar, visit } from "yaml";
import type { Misread } from "./yaml-words.ts";

/**
 * What is YAML and means something else than its author thinks: `*word*` repeats a part of the file, `&word` names one,
 * `{{word}}` is a group in a group, and what follows ` #` is left out. A file without them means just what it says, and
 * never grows while it is read.
 */
export function surprisesIn(document: Document): Misread[] {
  const found: Misread[] = [];
  visit(document, {
    Pair: (_, { key }) => {
      if (isNode(key) && !isScalar(key)) found.push(at(key, "A text that begins with { or [ needs quotes."));
    },
    Node: (_, node) => {
      const says = surpriseOf(node);
      if (says) found.push(at(node, says));
    },
  });
  return found;
}

function at(node: Node, says: string): Misread {
  return { offset: node.range?.[0] ?? 0, says };
}

function surpriseOf(node: Node): string | null {
  if (isAlias(node))
    return `*${node.source} would repeat another part of the file. A text that begins with * needs quotes.`;
  if ("anchor" in node && node.anchor)
    return `&${node.anchor} would name this part of the file. A text that begins with & needs quotes.`;
  const isCut = isText(node) && node.type === "PLAIN" && /^\S/.test(node.comment ?? "");
  return isCut ? `" #${node.comment}" is read as a comment. Put the whole text in quotes.` : null;
}

function isText(node: Node): node is Scalar<string> {
  return isScalar(node) && typeof node.value === "string";
}

/** Keys that are in their group a second time. */
export function repeatedKeys(document: Document, lineOf: (offset: number) => number): Misread[] {
  const found: Misread[] = [];
  visit(document, {
    Map: (_, { items }) => {
      const lines = new Map<string, number>();
      for (const { key } of items) {
        if (!isScalar(key) || !isNode(key)) continue;
        const [name, offset] = [String(key.value), key.range?.[0] ?? 0];
        const line = lines.get(name);
        if (line === undefined) lines.set(name, lineOf(offset));
        else found.push({ offset, says: `"${name}" is there twice. The first is in line ${line}.` });
      }
    },
  });
  return found;
}
