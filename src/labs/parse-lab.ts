import type { z } from "zod";
import { type LabFile, labJsonSchema, labSchema } from "./lab-schema.ts";
import { didYouMean, type Path, type Problem } from "./problems.ts";
import { readYaml, type YamlFile } from "./yaml-file.ts";

/** A lab.yaml that was read: what it says, or everything that is wrong with it. */
export type Parsed =
  | { readonly lab: LabFile; readonly yaml: YamlFile; readonly problems: readonly [] }
  | { readonly lab: null; readonly yaml: YamlFile; readonly problems: readonly Problem[] };

/** Reads a lab.yaml. All problems are given at once, each with its line and column. */
export function parseLab(file: string, text: string): Parsed {
  const yaml = readYaml(file, text);
  if (yaml.problems.length > 0) return { lab: null, yaml, problems: yaml.problems };
  const read = labSchema.safeParse(yaml.value);
  if (read.success) return { lab: read.data, yaml, problems: [] };
  return { lab: null, yaml, problems: read.error.issues.flatMap((issue) => problemsOf(yaml, issue)) };
}

type Issue = z.core.$ZodIssue;

function problemsOf(yaml: YamlFile, issue: Issue): Problem[] {
  const path = issue.path as Path;
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(path, yaml.value);
    return issue.keys.map((key) =>
      yaml.problemAt(path, `There is no key "${key}" here. ${didYouMean(key, known)}`, key),
    );
  }
  if (issue.code === "invalid_union" && issue.discriminator !== undefined) {
    return [yaml.problemAt(path, unknownKind(path, yaml.value))];
  }
  if (issue.code === "invalid_union") return nearestOf(yaml, issue);
  return [yaml.problemAt(path, wordsFor(issue, yaml.value))];
}

function unknownKind(path: Path, document: unknown): string {
  const word = valueAt(document, path);
  const kinds = kindsAt(path.slice(0, -1));
  if (typeof word !== "string") return `Its type is missing. There are: ${kinds.join(", ")}.`;
  return `There is no kind of check "${word}". ${didYouMean(word, kinds)}`;
}

/** Of several shapes that something may have, the one that it comes nearest to is what was meant. */
function nearestOf(yaml: YamlFile, issue: Issue & { code: "invalid_union" }): Problem[] {
  const path = issue.path as Path;
  const [nearest = []] = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length);
  return nearest.flatMap((inner) => problemsOf(yaml, { ...inner, path: [...path, ...inner.path] } as Issue));
}

function depth(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map(({ path, code }) => path.length + (code === "invalid_type" ? 0 : 1)));
}

function wordsFor(issue: Issue, document: unknown): string {
  const path = issue.path as Path;
  const name = typeof path.at(-1) === "string" ? `"${String(path.at(-1))}"` : "This";
  if (issue.code === "invalid_type") {
    return valueAt(document, path) === undefined
      ? `${name} is missing.`
      : `${name} must be ${article(issue.expected)}.`;
  }
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    return `${name} must be one of: ${values.join(", ")}. ${didYouMean(String(valueAt(document, path)), values)}`;
  }
  if (issue.code === "too_small" && issue.origin === "array")
    return `${name} needs at least ${issue.minimum}.`;
  return `${name}: ${issue.message}.`;
}

function article(type: string): string {
  const names: Record<string, string> = {
    object: "a group of keys",
    array: "a list",
    string: "a text",
    int: "a whole number",
  };
  return names[type] ?? `a ${type}`;
}

function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, part) => (value as Record<string, unknown> | null)?.[part], document);
}

interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  const?: unknown;
}

/** The keys that may stand at a path, for the value that stands there. */
function keysAt(path: Path, document: unknown): string[] {
  return schemasAt(path, document).flatMap(({ properties = {} }) => Object.keys(properties));
}

function kindsAt(path: Path): string[] {
  return schemasAt(path, null).flatMap(({ properties }) => {
    const kind = properties?.type?.const;
    return typeof kind === "string" ? [kind] : [];
  });
}

function schemasAt(path: Path, document: unknown): JsonSchema[] {
  let schemas = variants(labJsonSchema() as JsonSchema);
  for (const [index, part] of path.entries()) {
    const value = valueAt(document, path.slice(0, index + 1)) as { type?: unknown } | undefined;
    schemas = schemas
      .flatMap((schema) => childOf(schema, part))
      .flatMap(variants)
      .filter(({ properties }) => isMeant(properties?.type?.const, value?.type));
  }
  return schemas;
}

function isMeant(kind: unknown, written: unknown): boolean {
  return kind === undefined || written === undefined || kind === written;
}

function childOf(
  { properties, items, additionalProperties }: JsonSchema,
  part: string | number,
): JsonSchema[] {
  const child = typeof part === "number" ? items : (properties?.[part] ?? additionalProperties);
  return typeof child === "object" ? [child] : [];
}

function variants(schema: JsonSchema): JsonSchema[] {
  return (schema.anyOf ?? schema.oneOf)?.flatMap(variants) ?? [schema];
}
