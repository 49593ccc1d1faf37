import { expect, test } from "vitest";
import type { ProcessFacts } from "../../../../src/context.ts";
import { appThat } from "../../../support/subject.ts";
import { judged, verdictOf } from "../judged.ts";

type Listeners = ProcessFacts["listeners"];
const running = (uid: number, listeners: Listeners = []) =>
  appThat({ look: async () => ({ uid, gid: uid, listeners, writable: {} }) });

test("anyone but root will do, or the very number", async () => {
  expect(await verdictOf("runs-as", {}, running(1))).toBe("met: uid 1");
  expect(await verdictOf("runs-as", { uid: 1001 }, running(1001))).toBe("met: uid 1001");
  expect(await verdictOf("runs-as", { uid: 0 }, running(0))).toMatch(/^met/);
});

test("root, or another number, is not yet", async () => {
  expect(await judged("runs-as", {}, running(0))).toMatchObject({
    verdict: "not-yet",
    expected: "not root",
    actual: "uid 0, which is root",
    evidence: [{ kind: "command", where: "/proc/1/status in the running container" }],
  });
  expect(await verdictOf("runs-as", { uid: 1001 }, running(1000))).toBe("not-yet: uid 1000");
});

test("whoever listens counts as much as the first process", async () => {
  const rootBehind = [
    { process: 9, uid: 0 },
    { process: 7, uid: 1001 },
  ];
  expect(await judged("runs-as", {}, running(1001, rootBehind))).toMatchObject({
    verdict: "not-yet",
    actual: "process 1 is uid 1001, and process 9, which listens, is uid 0, which is root",
    evidence: [{ where: "/proc/9/status in the running container" }],
  });
  const other = [{ process: 9, uid: 1002 }];
  expect(await verdictOf("runs-as", { uid: 1001 }, running(1001, other))).toMatch(
    /^not-yet: .* is uid 1002$/,
  );
  expect(await verdictOf("runs-as", {}, running(1001, other))).toBe("met: uid 1001");
});

test("an app that has ended is not yet, with its last words", async () => {
  const ended = { answers: false, problem: "it ended with exit code 1", log: "Trace\nImportError: cats\n" };
  expect(await judged("runs-as", {}, appThat({ look: async () => ({ ended }) }))).toMatchObject({
    verdict: "not-yet",
    actual: "the app does not run any more: it ended with exit code 1",
    evidence: [{ kind: "app", text: "Trace\nImportError: cats" }],
    next: { text: "Read what it printed last: ImportError: cats" },
  });
});
