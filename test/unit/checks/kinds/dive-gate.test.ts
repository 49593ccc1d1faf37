import { expect, test } from "vitest";
import type { DiveRule, DiveRules } from "../../../../src/context.ts";
import { judged } from "../judged.ts";

const rule = (outcome: DiveRule["outcome"], name = "highestWastedBytes"): DiveRule => ({
  ...{ name, outcome },
  says: outcome === "fail" ? "too many bytes wasted" : "",
});

const found = (...rules: DiveRule[]): DiveRules => ({
  ...{ by: "dive 0.13.1 at /usr/bin/dive", rules, problem: null },
  passes: rules.every(({ outcome }) => outcome !== "fail"),
});

const MINE = "rules:\n  highestWastedBytes: 5MB\n";

function gate(text: string | null, riddle: DiveRules, own: DiveRules = found(rule("pass"))) {
  const diveRules = async (image: "own" | "riddle") => (image === "own" ? own : riddle);
  return judged("dive-gate", {}, { contextFile: async () => text, diveRules });
}

test("a rule of the learner's own that stops the one and not the other is met", async () => {
  expect(await gate(MINE, found(rule("fail")))).toMatchObject({ verdict: "met" });
  expect(await gate('rules:\n  "highestWastedBytes" : 5MB', found(rule("fail")))).toMatchObject({
    verdict: "met",
  });
});

test.each<[string, string, string | null, DiveRules, DiveRules | undefined]>([
  ["no file", "rules-there", null, found(), undefined],
  ["rules that let everything pass", "stranger-fails", MINE, found(rule("pass"), rule("skip")), undefined],
  [
    "a figure of dive's own",
    "stranger-fails",
    "rules:\n  # highestWastedBytes: 5MB\n  lowestEfficiency: 0.5\n",
    found(rule("fail"), rule("pass", "lowestEfficiency")),
    undefined,
  ],
  ["rules that stop everything", "own-passes", MINE, found(rule("fail")), found(rule("fail"))],
  ["rules that dive cannot read", "rules-read", MINE, { ...found(), problem: "yaml: line 1" }, undefined],
])("%s is not yet, by the rule %s", async (_, name, text, riddle, own) => {
  expect(await gate(text, riddle, own)).toMatchObject({ verdict: "not-yet", rule: name });
});

test("a dive that is not here leaves it open", async () => {
  const diveRules = async () => Promise.reject(new Error("dive is not here"));
  const asked = judged("dive-gate", {}, { contextFile: async () => MINE, diveRules });
  await expect(asked).rejects.toThrow("dive is not here");
});
