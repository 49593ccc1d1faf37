import { expect, test } from "vitest";
import { KNOWN_TOOLS } from "../../../src/tools/known-tools.ts";
import { judgeVersion, stampedVersion, versionIn } from "../../../src/tools/tool-version.ts";

const toolNamed = (name: string) => {
  const tool = KNOWN_TOOLS.find((one) => one.name === name);
  if (!tool) throw new Error(name);
  return tool;
};

test.each([
  ["dive 0.13.1\n", "0.13.1"],
  ["Version: 0.59.1\nVulnerability DB:\n  Version: 2\n", "0.59.1"],
  ["Haskell Dockerfile Linter 2.15.1\n", "2.15.1"],
  ["Haskell Dockerfile Linter v2.12.0-0-g86c4cc6\n", "2.12.0"],
  ["syft 1.18.1\n", "1.18.1"],
  ["usage: dive\n", null],
])("%j", (printed, version) => {
  expect(versionIn(printed)).toBe(version);
});

test.each([
  ["dive", "0.13.1", true],
  ["dive", "0.9.2", false],
  ["dive", "0.14.0", false],
  ["hadolint", "2.12.0", true],
  ["hadolint", "2.9.0", false],
  ["syft", "1.51.0", true],
  ["syft", "2.0.0", false],
  ["trivy", "0.69.3", true],
  ["trivy", "0.69.4", false],
  ["trivy", "0.69.5", false],
  ["trivy", "0.69.6", false],
  ["trivy", "0.70.0", true],
  ["trivy", null, false],
])("%s %s", (name, version, usable) => {
  expect(judgeVersion(toolNamed(name), version).usable).toBe(usable);
});

test("a malicious version is refused by its name", () => {
  expect(judgeVersion(toolNamed("trivy"), "0.69.5")).toEqual({
    usable: false,
    why: "this release was malicious (CVE-2026-33634)",
  });
});

test.each([1, 3, 7, 1000])("a stamp is found in chunks of %i bytes", async (size) => {
  const program = `${"\0x".repeat(40)}build -X path/version/app.ver=0.69.4" -s\0${"y".repeat(60)}`;
  async function* chunks() {
    for (let at = 0; at < program.length; at += size)
      yield Buffer.from(program.slice(at, at + size), "latin1");
  }
  expect(await stampedVersion(chunks(), "version/app.ver=")).toBe("0.69.4");
  expect(await stampedVersion(chunks(), "another/app.ver=")).toBeNull();
});
