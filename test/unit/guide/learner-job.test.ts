import { expect, test } from "vitest";
import { learnerJob, looksForVulnerabilities } from "../../../src/guide/learner-job.ts";
import { typedTool, withoutVerb, wordsOf } from "../../../src/guide/typed-tool.ts";
import { fakeHost } from "../../support/fakes.ts";

const dive = (args: string[], files: Record<string, string> = {}, onTerminal = false) =>
  learnerJob({ tool: "dive", args, files }, "sha256:1", onTerminal).args.join(" ");

test("dive is told to judge where nobody can walk about in it", () => {
  expect(dive([])).toBe("--ci docker-archive://image.tar");
  expect(dive([], {}, true)).toBe("docker-archive://image.tar");
  expect(dive(["--ci"])).toBe("--ci docker-archive://image.tar");
  expect(dive(["--json", "x.json"])).toBe("--json x.json docker-archive://image.tar");
});

test("dive goes by the rules beside the Dockerfile, unless others are named", () => {
  expect(dive(["--ci"], { ".dive-ci": "" })).toBe("--ci-config .dive-ci --ci docker-archive://image.tar");
  const named = ["--ci", "--ci-config", "lax"];
  expect(dive(named, { ".dive-ci": "", lax: "" })).toBe("--ci --ci-config lax docker-archive://image.tar");
});

test("each tool gets the image, or the Dockerfile, in its own way", () => {
  const args = ["--x"];
  const of = (tool: "hadolint" | "syft" | "trivy") =>
    learnerJob({ tool, args, files: {} }, "sha256:1", true).args;
  expect(of("hadolint")).toEqual(["--x", "Dockerfile"]);
  expect(of("syft")).toEqual(["scan", "--x", "docker-archive:image.tar"]);
  expect(of("trivy").join(" ")).toBe("image --x --input image.tar");
});

test("trivy is asked as its own pages say it, or without its verb", () => {
  expect(withoutVerb("trivy", ["image", "--x", "cats:1"])).toEqual(["--x", "cats:1"]);
  expect(withoutVerb("trivy", ["image"])).toEqual([]);
  expect(withoutVerb("trivy", ["cats:1"])).toEqual(["cats:1"]);
  expect(withoutVerb("dive", ["image"])).toEqual(["image"]);
});

test.each([
  [[], true],
  [["--severity", "HIGH"], true],
  [["--scanners", "secret"], false],
  [["--scanners", "secret,vuln"], true],
  [["--scanners=secret,misconfig"], false],
  [["--scanners", "secret", "--scanners=vuln"], true],
])("trivy %j looks for vulnerabilities: %s", (args, looks) => {
  expect(looksForVulnerabilities({ tool: "trivy", args, files: {} })).toBe(looks);
  expect(looksForVulnerabilities({ tool: "syft", args, files: {} })).toBe(false);
});

test("the last word is the image where it is no flag", async () => {
  const isTarget = (word: string) => !word.startsWith("-");
  expect(await wordsOf(["--ci", "cat"], isTarget)).toEqual({ args: ["--ci"], target: "cat" });
  expect(await wordsOf(["--ci"], isTarget)).toEqual({ args: ["--ci"], target: null });
  expect(await wordsOf([], isTarget)).toEqual({ args: [], target: null });
});

test("files that are named go along, and those that the tool looks for by itself", async () => {
  const texts: Record<string, string> = { "/ws/app/.dive-ci": "mine", "/here/rules/lax": "lax" };
  const files = {
    kind: async (path: string) => (path in texts ? ("file" as const) : null),
    read: async (path: string) => texts[path] ?? null,
  };
  const outside = { files, host: fakeHost({ cwd: "/here" }) } as unknown as Parameters<typeof typedTool>[0];
  const args = ["--ci-config", "rules/lax", "--ci"];
  expect(await typedTool(outside, { tool: "dive", args, app: "/ws/app" })).toEqual({
    ...{ tool: "dive", args: ["--ci-config", "lax", "--ci"] },
    files: { ".dive-ci": "mine", lax: "lax" },
  });
});
