import { readdir } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { CheckType, Kind } from "../../../src/checks/kind.ts";
import { KINDS } from "../../../src/checks/kinds.ts";
import { couldNotCheck, met, notYet, overall } from "../../../src/checks/verdict.ts";
import { subjectOf } from "../../support/subject.ts";
import { refused } from "./judged.ts";

const ALL = Object.entries(KINDS) as [CheckType, Kind<unknown>][];

describe("every kind", () => {
  test("has a file of its name, and every file is a kind", async () => {
    const files = await readdir(new URL("../../../src/checks/kinds/", import.meta.url));
    expect(files.sort()).toEqual(ALL.map(([type]) => `${type}.ts`).sort());
  });

  test("has a test of its name", async () => {
    const files = await readdir(new URL("./kinds/", import.meta.url));
    expect(files.sort()).toEqual(ALL.map(([type]) => `${type}.test.ts`).sort());
  });

  test.each(ALL)("%s says what it asks, in whole sentences", (_, { says }) => {
    expect(says).toMatch(/^[A-Z][^\n]{20,200}\.$/);
  });

  test.each(ALL)("%s: no option but its own, every one described, as JSON for editors", (_, { options }) => {
    const schema = z.toJSONSchema(options, { io: "input" });
    expect(schema.additionalProperties).toBe(false);
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      expect(key).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(property, key).toHaveProperty("description");
    }
    expect(options.safeParse({ "no-such-option": 1 }).success).toBe(false);
  });

  test.each(ALL)("%s can be written beside its type and the mistakes", (type, { options }) => {
    const schema = options.extend({ type: z.literal(type), mistakes: z.array(z.string()).default([]) });
    expect(z.toJSONSchema(schema, { io: "input" }).properties).toHaveProperty("type");
  });
});

describe("a check that asks nothing could only be met unseen: its options are refused", () => {
  test.each<[CheckType, object]>([
    ["environment", {}],
    ["environment", { present: [], absent: [], equals: {} }],
    ["labels", {}],
    ["labels", { present: [], equals: {} }],
    ["packages", {}],
    ["packages", { anywhere: true }],
    ["final-files", {}],
    ["writes", {}],
    ["writes", { may: [], not: [] }],
    ["base", { pinned: false }],
    ["context-sent", { planted: false }],
  ])("%s %j", (type, options) => {
    expect(refused(type, options)).toEqual([expect.stringMatching(/^Say .*[^.]$/)]);
  });
});

describe("options that nothing can fit, or everything, are refused", () => {
  test.each<[CheckType, object]>([
    ["final-files", { present: [] }],
    ["final-files", { absent: ["/"] }],
    ["no-layer-has", { paths: [] }],
    ["no-layer-has", { paths: ["./"] }],
    ["environment", { present: [""] }],
    ["labels", { present: [""] }],
    ["packages", { absent: ["gcc"] }],
    ["packages", { absent: ["deb:"] }],
    ["ports", { exposed: [] }],
    ["ports", { exposed: ["3000"] }],
    ["app-prints", { line: "(", like: "a" }],
    ["app-prints", { line: "a", like: "b" }],
    ["command", { run: [] }],
    ["command", { run: [""] }],
    ["command", { run: ["true"], exit: -1 }],
    ["command", { run: ["true"], prints: "" }],
    ["command", { run: ["true"], prints: "(" }],
    ["app-answers", { text: "" }],
    ["answer", { question: "" }],
    ["rebuild-keeps", { source: "" }],
    ["rebuild-keeps", { source: "a", package: "" }],
    ["packages-locked", { lock: "" }],
    ["packages-locked", { package: "" }],
    ["secret-used", { package: "" }],
    ["stages", { "at-least": 0 }],
    ["layers", { "at-most": 0 }],
    ["stops-within", { seconds: 0 }],
    ["stops-within", { seconds: 11 }],
    ["image-bytes", { "at-most": "much" }],
    ["image-bytes", { "at-most": { "share-of": "naive", percent: 0 } }],
    ["image-bytes", { "at-most": { "share-of": "naive", percent: 101 } }],
    ["wasted-bytes", { "at-most": "1 sheep" }],
    ["file", { path: "/" }],
    ["file", { path: "a", mode: "999" }],
    ["file", { path: "a", owner: "app" }],
    ["file", { path: "a", sha256: "ABC" }],
    ["read-only-root", { writable: ["/"] }],
    ["read-only-root", { writable: ["tmp"] }],
    ["writes", { may: ["app/data"] }],
    ["user", { uid: -1 }],
    ["runs-as", { uid: 1.5 }],
    ["command-form", {}],
  ])("%s %j", (type, options) => {
    expect(refused(type, options)).not.toEqual([]);
  });
});

describe("where nothing could be found out, no kind says anything about the learner", () => {
  const options: { readonly [Type in CheckType]?: object } = {
    answer: { question: "a" },
    "app-prints": { line: "a", like: "a" },
    "base-bytes": { "at-most": "1MB" },
    command: { run: ["true"] },
    "command-form": { form: "exec" },
    environment: { present: ["A"] },
    file: { path: "a" },
    "final-files": { present: ["a"] },
    "finding-gone": { id: "CVE-2026-27205", package: "python:flask", mended: "3.1.3" },
    "image-bytes": { "at-most": "1MB" },
    labels: { present: ["a"] },
    layers: { "at-most": 1 },
    "no-layer-has": { paths: ["a"] },
    packages: { absent: ["deb:a"] },
    ports: { exposed: ["1/tcp"] },
    "rebuild-keeps": { source: "a" },
    "wasted-bytes": { "at-most": "1MB" },
    writes: { may: ["/a"] },
  };
  const failing = new Proxy(subjectOf(), {
    get: (subject, key, receiver) => {
      const value: unknown = Reflect.get(subject, key, receiver);
      return typeof value === "function" ? () => Promise.reject(new Error("the engine is gone")) : value;
    },
  });

  // The Dockerfile is all that `stages` asks about, and that was read.
  test.each(ALL.filter(([type]) => type !== "stages"))("%s", async (type, kind) => {
    const judging = kind.judge(kind.options.parse(options[type] ?? {}), failing);
    await expect(judging).rejects.toThrow("the engine is gone");
  });
});

describe("verdicts", () => {
  const [yes, no, unknown] = [
    met("a", "b"),
    notYet({ expected: "a", actual: "b" }, [{ kind: "file", where: "c", text: "d" }], "E."),
    couldNotCheck("a", "b", "C."),
  ];

  test("not yet beats could not check beats met", () => {
    expect(overall([yes, unknown, no])).toBe("not-yet");
    expect(overall([yes, unknown])).toBe("could-not-check");
    expect(overall([yes, yes])).toBe("met");
  });

  test("nothing that was asked is nothing that is met", () => {
    expect(overall([])).toBe("could-not-check");
  });
});
