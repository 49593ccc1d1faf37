import { expect, test } from "vitest";
import type { ToolboxJob } from "../../../src/context.ts";
import { hadolintReport } from "../../../src/tools/hadolint.ts";
import { PLACE, recorded, toolboxThatSays } from "./fake-place.ts";

test("its findings are read, also behind a warning", async () => {
  const stdout = `[warning] something\n${await recorded("hadolint-2.15.1.json")}`;
  const { findings } = await hadolintReport(toolboxThatSays({ stdout }), PLACE, "FROM a", { pragmas: false });
  expect(findings.map(({ code, line }) => `${line} ${code}`)).toContain("16 DL3008");
  expect(findings).toHaveLength(JSON.parse(await recorded("hadolint-2.15.1.json")).length);
});

test("comments count only where they may, and settings only where they are given", async () => {
  const jobs: ToolboxJob[] = [];
  const outside = toolboxThatSays({ stdout: "[]" }, jobs);
  await hadolintReport(outside, PLACE, "FROM a", { pragmas: false });
  await hadolintReport(outside, PLACE, "FROM a", { pragmas: true, settings: "ignored: [DL3008]" });
  const [strict, lax] = jobs;
  expect(strict?.command).toContain("--disable-ignore-pragma");
  expect(lax?.command).not.toContain("--disable-ignore-pragma");
  expect(strict?.files).toEqual({ Dockerfile: "FROM a", "settings.yaml": "{}\n" });
  expect(lax?.files).toEqual({ Dockerfile: "FROM a", "settings.yaml": "ignored: [DL3008]" });
});

test("what is no JSON could not be read", async () => {
  const outside = toolboxThatSays({ exitCode: 1, stderr: "settings.yaml: cannot parse" });
  await expect(hadolintReport(outside, PLACE, "", { pragmas: true })).rejects.toThrow("could not be read");
});
