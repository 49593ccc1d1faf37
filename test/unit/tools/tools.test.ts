import { expect, test } from "vitest";
import type { ToolboxJob } from "../../../src/context.ts";
import { knownTools } from "../../../src/tools/tools.ts";
import { PLACE, recorded, toolboxThatSays } from "./fake-place.ts";

test("syft is asked about each image once, and again after an error", async () => {
  const jobs: ToolboxJob[] = [];
  const said = { exitCode: 1, stdout: await recorded("syft-1.18.1.json") };
  const tools = knownTools(toolboxThatSays(said, jobs));
  await expect(tools.syft(PLACE, "sha256:1")).rejects.toThrow("could not be read");
  await expect(tools.syft(PLACE, "sha256:1")).rejects.toThrow("could not be read");
  expect(jobs).toHaveLength(2);
});

test("an answer is kept for its image alone", async () => {
  const jobs: ToolboxJob[] = [];
  const tools = knownTools(toolboxThatSays({ stdout: await recorded("syft-1.18.1.json") }, jobs));
  const [first, again] = await Promise.all([tools.syft(PLACE, "sha256:1"), tools.syft(PLACE, "sha256:1")]);
  expect(again).toBe(first);
  await tools.syft(PLACE, "sha256:2");
  expect(jobs).toHaveLength(2);
});
