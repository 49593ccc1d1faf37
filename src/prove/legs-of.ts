import type { Leg } from "../guide/leg.ts";
import type { Lab } from "../labs/lab.ts";
import type { ToProve } from "./prove-legs.ts";

/** Everything that has to be proved of a lab by checking files. `listed` names what this machine cannot check. */
export function legsOf(lab: Lab, labs: readonly Lab[], listed: ReadonlySet<string>): ToProve[] {
  const all = lab.file.goals.map(({ id }) => id);
  const common = { lab, goals: all, answers: {}, listed: false };
  const at = (name: string, files: Leg): ToProve => ({
    ...common,
    ...{ leg: "alternative", name, files, expected: "met", listed: listed.has(`${lab.id}/${name}`) },
  });
  return [
    { ...common, leg: "start", name: "start", files: { kind: "start" }, expected: "not-yet", answers: null },
    { ...common, leg: "reference", name: "reference", files: { kind: "reference" }, expected: "met" },
    ...lab.alternatives.map((name) => at(name, { kind: "alternative", name })),
    ...laterRungs(lab, labs).map((later) => ({
      ...at(`rung-${later.file.rung}`, { kind: "reference" }),
      from: later,
    })),
    ...Object.entries(lab.file.wrong).map(
      ([name, { goal, rule, says, answers, edits, made }]): ToProve => ({
        ...common,
        ...{ leg: "wrong", name, goals: [goal], expected: "not-yet", told: { rule, says }, answers },
        files:
          lab.wrongFolders.includes(name) || edits.length + made.length > 0
            ? { kind: "wrong", name }
            : { kind: "reference" },
      }),
    ),
  ];
}

/** A later rung of the ladder must meet every goal of an earlier one, unless a goal asks about the lab's own image. */
function laterRungs(lab: Lab, labs: readonly Lab[]): Lab[] {
  const { rung, goals } = lab.file;
  const asks = goals.some(({ checks }) => checks.some(({ type }) => type === "answer"));
  if (rung === undefined || asks) return [];
  return labs.filter(({ file }) => file.rung !== undefined && file.rung > rung);
}
