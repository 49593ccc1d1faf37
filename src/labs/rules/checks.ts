import type { CheckType } from "../../checks/kind.ts";
import type { LabFile } from "../lab-schema.ts";
import type { Breach, Rule } from "./rule.ts";

/** What is asked cannot be met by nothing. */
export const CHECKS: readonly Rule[] = [expressionsAreRegular, outputIsAsked, smallAndBrokenFails];

function expressionsAreRegular({ goals }: LabFile): Breach[] {
  return goals.flatMap(({ checks }, goal) =>
    checks.flatMap(({ mistakes }, check) =>
      mistakes.flatMap(({ seen }, index) => {
        const says = problemWith(seen);
        return says ? [{ path: ["goals", goal, "checks", check, "mistakes", index, "seen"], says }] : [];
      }),
    ),
  );
}

function problemWith(expression: string): string | null {
  try {
    if (!new RegExp(expression, "im").test("")) return null;
    return "This expression fits every text, also an empty one: every mistake would be this one.";
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(": ").at(-1) : String(error);
    return `This is no regular expression: ${reason}.`;
  }
}

/** A check that an image passes which prints nothing asks nothing. */
function outputIsAsked({ goals }: LabFile): Breach[] {
  return goals.flatMap(({ checks }, goal) =>
    checks.flatMap(({ type, prints }, check) =>
      type === "command" && typeof prints === "string" && new RegExp(prints, "m").test("")
        ? [
            {
              path: ["goals", goal, "checks", check, "prints"],
              says: "This expression fits a program that prints nothing. Name what must be printed.",
            },
          ]
        : [],
    ),
  );
}

const SMALL: readonly CheckType[] = ["base-bytes", "image-bytes", "layers", "no-layer-has", "wasted-bytes"];
const ALIVE: readonly CheckType[] = [
  "app-answers",
  "app-prints",
  "command",
  "read-only-root",
  "rebuild-keeps",
  "runs-as",
  "stops-within",
  "writes",
];

function smallAndBrokenFails({ goals }: LabFile): Breach[] {
  const types = goals.flatMap(({ checks }) => checks.map(({ type }) => type));
  if (types.some((type) => ALIVE.includes(type))) return [];
  return goals.flatMap(({ checks }, goal) => {
    const check = checks.findIndex(({ type }) => SMALL.includes(type));
    if (check < 0) return [];
    const says =
      "An image that is small and broken would pass this lab. Add a check that it works, like app-answers.";
    return [{ path: ["goals", goal, "checks", check, "type"], says }];
  });
}
