import { isNode, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";

/** What is wrong in a file, and where. */
export interface Misread {
  readonly misread: true;
  /** `gate.yml:12` */
  readonly where: string;
  /** A clause without a full stop. */
  readonly says: string;
}

/** A file that is as its schema wants it, with the place of what lies at a path: `gate.yml:12`. */
export interface ReadFile<T> {
  readonly misread: false;
  readonly value: T;
  at(path: readonly PropertyKey[]): string;
}

/** Reads YAML of somebody else's making: keys that the schema does not name are left alone. */
export function readYamlAs<T>(file: string, text: string, schema: z.ZodType<T>): ReadFile<T> | Misread {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const placeOf = (offset: number) => `${file}:${Math.max(1, lines.linePos(offset).line)}`;
  const [error] = document.errors;
  if (error) return { misread: true, where: placeOf(error.pos[0]), says: error.message.replace(/\.$/, "") };
  const at = (path: readonly PropertyKey[]): string => {
    for (let end = path.length; end > 0; end--) {
      const node = document.getIn(path.slice(0, end), true);
      if (isNode(node) && node.range) return placeOf(node.range[0]);
    }
    return `${file}:1`;
  };
  const read = schema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (read.success) return { misread: false, value: read.data, at };
  const [issue] = read.error.issues;
  const path = issue?.path ?? [];
  return {
    misread: true,
    where: at(path),
    says: `${path.map(String).join(".") || "the file"}: ${issue?.message}`,
  };
}
