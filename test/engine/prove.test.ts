import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { ProvedCase } from "../../src/prove/prove-case.ts";
import { onTestEngine } from "../support/engine.ts";

/** Every lab, on the real engine; each case is a test of its own. */
const ended = await onTestEngine(["prove", "--json"]);
const { cases } = JSON.parse(ended.stdout) as { cases: ProvedCase[] };
const root = fileURLToPath(new URL("../../", import.meta.url));

describe("prove", () => {
  test.each(cases)("$lab $goal $leg $name", ({ outcome, expected, actual }) => {
    expect({ outcome, expected, actual }).toMatchObject({ outcome: "passed" });
  });

  test("says so with its exit code", () => {
    expect(ended.exitCode).toBe(0);
    expect(cases.length).toBeGreaterThan(100);
  });

  test("has asked for everything: no goal without start, reference, two wrong attempts and a missing engine", () => {
    const byGoal = new Map<string, string[]>();
    for (const { lab, goal, leg } of cases) {
      if (goal) byGoal.set(`${lab} ${goal}`, [...(byGoal.get(`${lab} ${goal}`) ?? []), leg]);
    }
    const count = (legs: string[], leg: string) => legs.filter((one) => one === leg).length;
    for (const [goal, legs] of byGoal) {
      expect(legs, goal).toEqual(expect.arrayContaining(["start", "reference", "engine-stopped"]));
      expect(count(legs, "wrong"), goal).toBeGreaterThanOrEqual(2);
    }
  });

  test("leaves nothing unchecked that is not on the list of what no machine of ours has", async () => {
    const listed = JSON.parse(
      await readFile(join(root, "labs", "not-checked-here.json"), "utf8"),
    ) as ProvedCase[];
    const unchecked = cases.filter(({ outcome }) => outcome === "could-not-check");
    expect(unchecked.map(({ lab, name }) => ({ lab, name }))).toEqual(
      expect.arrayContaining(listed.map(({ lab, name }) => ({ lab, name }))),
    );
  });
});
