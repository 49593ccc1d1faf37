import { expect, test } from "vitest";
import { appThat } from "../../../support/subject.ts";
import { judged, verdictOf } from "../judged.ts";

const running = (uid: number) => appThat({ look: async () => ({ uid, gid: uid, writable: {} }) });

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
