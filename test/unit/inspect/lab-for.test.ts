import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { inspectDocumentOf } from "../../../src/inspect/document.ts";
import { labForFinding, labForLeak, labForWaste, NAMED_LABS } from "../../../src/inspect/lab-for.ts";
import { sarifOf } from "../../../src/inspect/sarif.ts";
import { LISTS } from "../../../src/inspect/screens/lists.ts";
import { summaryScreen } from "../../../src/inspect/screens/summary.ts";
import { file, whiteout } from "../../support/archives/entries.ts";
import { CANARY, FIND, readSpec } from "../../support/archives/read.ts";

test("every lab that is named is there", () => {
  const folders = readdirSync(fileURLToPath(new URL("../../../labs", import.meta.url)));
  const ids = folders.flatMap((name) => /^\d+-(.+)$/.exec(name)?.[1] ?? []);
  expect(ids).toEqual(expect.arrayContaining([...NAMED_LABS]));
});

test.each([
  ["root-user", "", "non-root"],
  ["unknown-user", "", "non-root"],
  ["shell-form", "", "nice-to-haves"],
  ["secret-name", "ENV TOKEN", "run-time-secrets"],
  ["secret-name", "ARG TOKEN", "build-secrets"],
  ["apt-lists", "", "clean-up"],
  ["npm-cache", "", "clean-up"],
  ["pip-cache", "", "poetry"],
  ["git-folder", "", "build-context"],
  ["setuid", "", null],
  ["empty-password", "", null],
])("%s %s is taught by %s", (id, evidence, lab) => {
  expect(labForFinding({ id, evidence })).toBe(lab);
});

test("waste is taught by what made it, and the base's by another base", () => {
  expect(labForWaste({ reason: "removed", owner: "image" })).toBe("clean-up");
  expect(labForWaste({ reason: "metadata", owner: null })).toBe("clean-up");
  expect(labForWaste({ reason: "replaced", owner: "image" })).toBe("layering");
  expect(labForWaste({ reason: "removed", owner: "base" })).toBe("base-image");
});

test("a leak is taught by how it came in", () => {
  const layers = ["COPY . . # buildkit", "RUN pip install x", "/bin/sh -c #(nop) ADD file:1 in /"].map(
    (createdBy) => ({
      createdBy,
    }),
  );
  const labOf = (place: string, layer: number | null, owner: string | null = "image") =>
    labForLeak({ place, layer, owner } as never, { layers } as never);
  expect(labOf("file", 0)).toBe("build-context");
  expect(labOf("file", 1)).toBe("build-secrets");
  expect(labOf("file", 2)).toBe("build-context");
  expect(labOf("file", 0, "base")).toBe("base-image");
  expect(labOf("env", null)).toBe("run-time-secrets");
  expect(labOf("history", 0)).toBe("build-secrets");
  expect(labOf("config", null)).toBe("build-secrets");
});

test("the screens and the documents name the labs", async () => {
  const reading = await readSpec(
    {
      layers: [[file("app/key.env", CANARY), file("big", "x".repeat(5_000_000))], [whiteout("big")]],
      config: { Env: ["TOKEN=a"] },
    },
    { find: FIND },
  );
  const look = { tint: (_: string, text: string) => text };
  const target = { kind: "archive", name: "cat.tar", held: null } as never;
  const summary = summaryScreen(target, reading, look).join("\n");
  expect(summary).toContain("     learn it: size-matters lesson build-secrets");
  expect(summary).toContain("     learn it: size-matters lesson non-root");
  expect(summary).toContain("     learn it: size-matters lesson clean-up");
  expect(LISTS.waste(reading, look, false)).toContain("lab clean-up: removed");
  expect(LISTS.leaks(reading, look)).toContain("    lab build-secrets");
  expect(LISTS.findings(reading, look)).toContain("  lab run-time-secrets");
  const document = inspectDocumentOf(target, reading, {});
  expect(document.waste[0]).toMatchObject({ path: "big", lab: "clean-up" });
  expect(document.leaks[0]).toMatchObject({ lab: "build-secrets" });
  expect(document.findings.find(({ id }) => id === "root-user")).toMatchObject({ lab: "non-root" });
  const sarif = JSON.stringify(sarifOf("cat", "1", reading));
  expect(sarif).toContain('"properties":{"lab":"non-root"}');
  expect(sarif).toContain('"properties":{"lab":"build-secrets"}');
});

test("what the base wastes is marked", async () => {
  const layers = [[file("old", "xx")], [whiteout("old")], [file("a", "y")]];
  const reading = await readSpec({ layers }, {});
  const based = { ...reading, waste: reading.waste.map((one) => ({ ...one, owner: "base" as const })) };
  const look = { tint: (_: string, text: string) => text };
  const lines = LISTS.waste(based, look, false);
  expect(lines[1]).toMatch(/removed +base +old/);
  expect(lines).toContain("lab base-image: the base's");
});
