import { expect, test } from "vitest";
import { answered } from "../../../src/guide/facts/ci-trivy.ts";

const said = (part: { exitCode?: number; stdout?: string; stderr?: string; written?: string | null }) =>
  answered({ exitCode: 0, stdout: "", stderr: "", written: null, by: "trivy 0.59.1", ...part });

test("findings are counted in a table, in JSON and in SARIF, on the terminal or in a file", () => {
  const table =
    "image.tar (debian 13.7)\nTotal: 2 (HIGH: 2)\n\nimage.tar (dockerfile)\nFailures: 3 (HIGH: 3)\n";
  expect(said({ stdout: table }).found).toBe(5);
  const json = { SchemaVersion: 2, Results: [{ Vulnerabilities: [1, 2] }, { Secrets: [1] }, { Class: "a" }] };
  expect(said({ written: JSON.stringify(json) }).found).toBe(3);
  expect(said({ stdout: JSON.stringify({ runs: [{ results: [1, 2, 3, 4] }] }) }).found).toBe(4);
  expect(said({ stdout: "SPDXVersion: SPDX-2.3" }).found).toBeNull();
});

test("a mistake in the flags is told from a finding, though both end with 1", () => {
  expect(said({ exitCode: 1, stdout: "Total: 2 (HIGH: 2)" }).problem).toBeNull();
  const fatal = "2026-11-22T12:00:00Z\tFATAL\tFatal error\tunknown flag: --exitcode\n";
  expect(said({ exitCode: 1, stderr: fatal }).problem).toContain("unknown flag: --exitcode");
});
