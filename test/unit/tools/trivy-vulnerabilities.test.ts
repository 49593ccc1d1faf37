import { expect, test } from "vitest";
import type { ToolboxJob } from "../../../src/context.ts";
import { withoutNetwork } from "../../../src/tools/trivy-offline.ts";
import { trivyVulnerabilities } from "../../../src/tools/trivy-vulnerabilities.ts";
import { advisoriesText, filesWithAdvisories } from "./fake-advisories.ts";
import { PLACE, recorded, toolboxThatSays } from "./fake-place.ts";

const outside = async (stdout: string, jobs: ToolboxJob[] = []) =>
  ({
    ...toolboxThatSays({ stdout }, jobs),
    files: filesWithAdvisories(await advisoriesText()),
  }) as ReturnType<typeof toolboxThatSays>;

const DATABASE = ["cache/db/trivy.db", "cache/db/metadata.json"];

test("a finding says what is installed, where, and which release is mended", async () => {
  const printed = await recorded("trivy-0.59.1-vulnerabilities.json");
  const { vulnerabilities, database } = await trivyVulnerabilities(await outside(printed), PLACE, "sha256:1");
  expect(vulnerabilities).toEqual([
    {
      ...{ id: "CVE-2024-22195", package: "Jinja2", installed: "3.1.2", fixed: "3.1.3", severity: "MEDIUM" },
      title: "Jinja vulnerable to HTML attribute injection when passing user input as keys to xmlattr filter",
      target: "/usr/lib/python3.13/site-packages/jinja2-3.1.2.dist-info/METADATA",
    },
  ]);
  expect(database.date).toMatch(/^\d{4}-\d\d-\d\d$/);
});

test("what is not mended, and in no file of its own, is told as such", async () => {
  const found = {
    VulnerabilityID: "CVE-1",
    PkgName: "bash",
    InstalledVersion: "5",
    Severity: "NEW",
    FixedVersion: "",
  };
  const report = { SchemaVersion: 2, Results: [{ Target: "debian 13", Vulnerabilities: [found] }] };
  const { vulnerabilities } = await trivyVulnerabilities(
    await outside(JSON.stringify(report)),
    PLACE,
    "sha256:1",
  );
  expect(vulnerabilities).toMatchObject([{ fixed: null, target: "debian 13", severity: "UNKNOWN" }]);
});

test("trivy gets the database and settings of ours, and nothing else", async () => {
  const jobs: ToolboxJob[] = [];
  await trivyVulnerabilities(await outside('{"SchemaVersion": 2}', jobs), PLACE, "sha256:1");
  expect(Object.keys(jobs[0]?.files ?? {}).sort()).toEqual([...DATABASE, "settings.yaml"].sort());
  expect(jobs[0]?.command.join(" ")).toMatch(/--cache-dir cache .*--scanners vuln$/);
});

test("a learner's trivy gets the database, too; their own settings stay", async () => {
  const job = { tool: "trivy", args: ["image", "--x"], files: { "trivy.yaml": "mine" } } as const;
  const { args, files } = await withoutNetwork(await outside(""), job);
  expect(args.join(" ")).toMatch(/^image --offline-scan --skip-db-update .*--cache-dir cache --x$/);
  expect(Object.keys(files ?? {}).sort()).toEqual([...DATABASE, "trivy.yaml"].sort());
  expect(files?.["trivy.yaml"]).toBe("mine");
  expect((await withoutNetwork(await outside(""), { ...job, files: {} })).files?.["trivy.yaml"]).toContain(
    "offline",
  );
  const other = { tool: "dive", args: ["image.tar"] } as const;
  expect(await withoutNetwork(await outside(""), other)).toBe(other);
});
