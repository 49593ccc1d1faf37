import { didYouMean, type Path, sentence } from "./problems.ts";
import { descriptionAt, keysAt, kindsAt, valueAt } from "./schema-at.ts";
import { type Issue, told } from "./told-issues.ts";

/** Something that is not as the schema wants it: where, and what to say. */
export interface Misfit {
  readonly path: Path;
  /** The key in the group at the path, where the key itself is wrong. */
  readonly key?: string;
  readonly says: string;
}

/** The issues of the schema in words for a lab's author: of what is wrong with a place, the first thing. */
export function misfitsIn(issues: readonly Issue[], document: unknown): Misfit[] {
  return told(issues, document).flatMap((issue) => misfitsOf(issue, document));
}

/** One issue may be about several keys. */
function misfitsOf(issue: Issue, document: unknown): Misfit[] {
  const path = issue.path as Path;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ path, key, says: wordsForUnknownKey(key, path, document) }));
    case "invalid_key": {
      const words = issue.issues.map(({ message }) => sentence(message)).join(" ");
      const [name] = path.slice(-1);
      return [{ path: path.slice(0, -1), key: String(name), says: `"${name}" is no name here. ${words}` }];
    }
    case "invalid_union":
      if (issue.discriminator === undefined) return nearestOf(issue, document);
      return [{ path, says: wordsForKind(path, issue.discriminator, document) }];
    default:
      return [{ path, says: wordsFor(issue, document) }];
  }
}

function wordsForUnknownKey(key: string, path: Path, document: unknown): string {
  return `There is no key "${key}" here. ${didYouMean(key, keysAt(path, document))}`;
}

function wordsForKind(path: Path, key: string, document: unknown): string {
  const kinds = kindsAt(path.slice(0, -1), key);
  const written = valueAt(document, path);
  if (typeof written !== "string") return `"${key}" is missing. There are: ${kinds.join(", ")}.`;
  return `There is no kind of ${key === "type" ? "check" : "answer"} "${written}". ${didYouMean(written, kinds)}`;
}

/** Of several shapes that a value may have, what is said of the one that it has the type of. */
function nearestOf(issue: Issue & { code: "invalid_union" }, document: unknown): Misfit[] {
  const isOfOtherType = ({ path, code }: Issue) => path.length === 0 && code === "invalid_type";
  const near = issue.errors.find((issues) => !issues.some(isOfOtherType)) ?? issue.errors[0] ?? [];
  const whole = near.map((one) => ({ ...one, path: [...issue.path, ...one.path] }) as Issue);
  return misfitsIn(whole, document);
}

function wordsFor(issue: Issue, document: unknown): string {
  const path = issue.path as Path;
  const value = valueAt(document, path);
  const description = descriptionAt(path, document);
  const name = nameOf(path);
  switch (issue.code) {
    case "invalid_type":
      return path.length === 0
        ? wordsForNoLab(value)
        : wordsForType(name, issue.expected, value, description);
    case "invalid_value":
      if (value === undefined || value === null) return `${name} is missing. ${description}`;
      return `${name} cannot be ${shown(value)}. ${didYouMean(String(value), issue.values.map(String))}`;
    case "too_small":
    case "too_big":
      return wordsForMeasure(name, issue, value);
    default:
      // The library's own words are not for authors; those that a schema brings are.
      return `${name} is not as it should be. ${/^Invalid/.test(issue.message) ? description : sentence(issue.message)}`;
  }
}

function nameOf(path: Path): string {
  const last = path.at(-1);
  return typeof last === "number" ? `Number ${last + 1} of "${path.at(-2)}"` : `"${last}"`;
}

function wordsForNoLab(value: unknown): string {
  if (value === null || value === undefined)
    return "This file is empty. labs/_template/lab.yaml shows what belongs into it.";
  return `A lab.yaml is a group of keys, like title: A smaller base. Here stands ${shown(value)}.`;
}

const TYPES: Readonly<Record<string, string>> = {
  object: "a group of keys",
  record: "a group of keys",
  array: "a list",
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
};

function wordsForType(name: string, expected: string, value: unknown, description: string): string {
  if (value === undefined) return `${name} is missing. ${description}`.trim();
  if (value === null) return `${name} is empty. ${description}`.trim();
  const wanted = TYPES[expected] ?? expected;
  return `${name} must be ${wanted}. Here stands ${shown(value)}. ${adviceFor(expected, value)}`.trim();
}

function adviceFor(expected: string, value: unknown): string {
  if (expected === "string" && typeof value === "object")
    return Array.isArray(value) ? "" : "A colon and a blank make a key: put the whole text in quotes.";
  if (expected === "string") return `Put it in quotes: "${value}"`;
  if (expected === "array") return "Begin each line of a list with a hyphen and a blank.";
  return "";
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return `the text "${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;
  return typeof value === "object" ? "a group of keys" : String(value);
}

function wordsForMeasure(
  name: string,
  issue: Issue & { code: "too_small" | "too_big" },
  value: unknown,
): string {
  const most = issue.code === "too_big";
  const bound = `at ${most ? "most" : "least"} ${most ? issue.maximum : issue.minimum}`;
  if (typeof value === "string") return `${name} is too ${most ? "long" : "short"}: ${bound} characters.`;
  if (Array.isArray(value)) return `${name} has ${value.length}, and needs ${bound}.`;
  return `${name} must be ${bound}. Here stands ${shown(value)}.`;
}
