import { expect, test } from "vitest";
import type { HadolintReport } from "../../../../src/context.ts";
import { judged } from "../judged.ts";

const report = (...codes: string[]): HadolintReport => ({
  by: "hadolint 2.15.1 at /usr/bin/hadolint",
  findings: codes.map((code, index) => ({
    ...{ code, level: "warning", line: index + 2 },
    message: `what ${code} wants`,
  })),
});

/** What is found in all, and what is left where comments count. */
const judge = (
  text: string,
  all: string[],
  left: string[] = [],
  options: object = { "ignored-at-most": 1 },
) =>
  judged("hadolint", options, {
    contextFile: async () => text,
    hadolint: async ({ pragmas }) => report(...(pragmas ? left : all)),
  });

const REASON = "# The newest is what we want here.\n";
const IGNORE = "# hadolint ignore=DL3008\n";

test("nothing found is met, whatever stands in comments", async () => {
  expect(await judge("# hadolint global ignore=DL3008\nFROM a", [])).toMatchObject({ verdict: "met" });
});

test("one rule that is ignored with a reason is met, at one place or at several", async () => {
  expect(await judge(`FROM a\n${REASON}${IGNORE}RUN b`, ["DL3008"])).toMatchObject({ verdict: "met" });
  const twice = `FROM a\n${REASON}${IGNORE}RUN b\n${REASON}${IGNORE}RUN c`;
  expect(await judge(twice, ["DL3008", "DL3008"])).toMatchObject({ verdict: "met" });
});

test.each<[string, string, string, string[], string[]]>([
  ["a finding", "hadolint", "FROM a", ["DL3006"], ["DL3006"]],
  ["a comment for the file", "global-ignore", "# hadolint global ignore=DL3006\nFROM a", ["DL3006"], []],
  ["no reason", "reason", `FROM a\n${IGNORE}RUN b`, ["DL3008"], []],
  ["a word for a reason", "reason", `FROM a\n# because\n${IGNORE}RUN b`, ["DL3008"], []],
  ["another comment for a reason", "reason", `FROM a\n${IGNORE}${IGNORE}RUN b`, ["DL3008"], []],
  ["one place without", "reason", `FROM a\n${REASON}${IGNORE}RUN b\n${IGNORE}RUN c`, ["DL3008"], []],
  ["two rules", "too-many-ignored", `FROM a\n${REASON}${IGNORE}RUN b`, ["DL3008", "DL3015"], []],
])("%s is not yet, by the rule %s", async (_, rule, text, all, left) => {
  const found = await judge(text, all, left);
  expect({ ...found, rule: found.rule ?? "hadolint" }).toMatchObject({ verdict: "not-yet", rule });
});

test("where nothing may be ignored, a reason does not help", async () => {
  const text = `FROM a\n${REASON}${IGNORE}RUN b`;
  expect(await judge(text, ["DL3008"], [], {})).toMatchObject({
    verdict: "not-yet",
    rule: "too-many-ignored",
  });
});

test("a syntax that hadolint cannot read is nobody's fault", async () => {
  expect(await judge("FROM a", ["DL1000"])).toMatchObject({ verdict: "could-not-check" });
});
