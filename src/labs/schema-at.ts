import { labJsonSchema } from "./lab-schema.ts";
import type { Path } from "./problems.ts";

/** The part of JSON Schema that a lab's schema is made of. */
interface JsonSchema {
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  const?: unknown;
}

/** The key that says which of several shapes a group has: of a check, and of an answer. */
const KINDS = ["type", "from"];

let whole: JsonSchema | undefined;

/** The keys that may stand in the group at a path, for the kind of group that stands there. */
export function keysAt(path: Path, document: unknown): string[] {
  const keys = schemasAt(path, document).flatMap(({ properties = {} }) => Object.keys(properties));
  return [...new Set(keys)];
}

/** The names that `type` or `from` may have in the group at a path. */
export function kindsAt(path: Path, key: string): string[] {
  return schemasAt(path, null).flatMap(({ properties }) => {
    const name = properties?.[key]?.const;
    return typeof name === "string" ? [name] : [];
  });
}

/** What the schema says about what stands at a path; "" where it says nothing. */
export function descriptionAt(path: Path, document: unknown): string {
  const group = schemasAt(path.slice(0, -1), document);
  const [own] = group.flatMap((schema) => childrenOf(schema, path.at(-1) ?? ""));
  return own?.description ?? "";
}

/** What stands at a path of a document. */
export function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, part) => {
    const isThere = typeof value === "object" && value !== null && Object.hasOwn(value, part);
    return isThere ? (value as Record<string, unknown>)[part] : undefined;
  }, document);
}

function schemasAt(path: Path, document: unknown): JsonSchema[] {
  whole ??= labJsonSchema() as JsonSchema;
  let schemas = [whole];
  for (const [index, part] of path.entries()) {
    const value = valueAt(document, path.slice(0, index + 1));
    schemas = schemas.flatMap((schema) => childrenOf(schema, part)).flatMap(shapesOf);
    schemas = schemas.filter((schema) => isMeant(schema, value));
  }
  return schemas;
}

function childrenOf(
  { properties, items, additionalProperties }: JsonSchema,
  part: string | number,
): JsonSchema[] {
  const child = typeof part === "number" ? items : (properties?.[part] ?? additionalProperties);
  return typeof child === "object" ? [child] : [];
}

function shapesOf(schema: JsonSchema): JsonSchema[] {
  return (schema.anyOf ?? schema.oneOf)?.flatMap(shapesOf) ?? [schema];
}

/** Whether a shape has the kind that is written; where none is written, whether it needs none. */
function isMeant({ properties, required = [] }: JsonSchema, written: unknown): boolean {
  const key = KINDS.find((one) => properties?.[one]?.const !== undefined);
  if (key === undefined || typeof written !== "object" || written === null) return true;
  const kind = valueAt(written, [key]);
  return kind === undefined ? !required.includes(key) : kind === properties?.[key]?.const;
}
