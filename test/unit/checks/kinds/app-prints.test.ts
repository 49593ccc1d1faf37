import { expect, test } from "vitest";
import type { Printed } from "../../../../src/context.ts";
import { appThat, TAG } from "../../../support/subject.ts";
import { judged, verdictOf } from "../judged.ts";

const LINE = "^(?<host>\\S+): .+, uid (?<uid>[1-9]\\d*)$";
const SAID = "0123456789ab: cat, uid 1001";
const OPTIONS = { line: LINE, like: SAID };

/** An app that prints this, and whose process is so and so. */
const prints = (printed: Partial<Printed>, uid = 1001) =>
  appThat({
    prints: async (line) => {
      const log = printed.log ?? SAID;
      return { line: line.test(log) ? log : null, log, running: true, host: "0123456789ab", ...printed };
    },
    look: async () => ({ uid, gid: uid, listeners: [], writable: {} }),
  });

test("a line as wanted is met, when kernel and machine agree with it", async () => {
  expect(await verdictOf("app-prints", OPTIONS, prints({}))).toBe(`met: ${SAID}`);
  expect(await verdictOf("app-prints", { line: "uid", like: "uid" }, prints({ host: "other" }, 7))).toMatch(
    /^met/,
  );
});

test("a line that was written beforehand is not yet", async () => {
  expect(await judged("app-prints", OPTIONS, prints({}, 0))).toMatchObject({
    verdict: "not-yet",
    actual: "it prints the uid 1001, and the kernel says 0",
  });
  expect(await judged("app-prints", OPTIONS, prints({ host: "ba9876543210" }))).toMatchObject({
    verdict: "not-yet",
    actual: "it prints the name 0123456789ab, and the kernel says ba9876543210",
  });
});

test("other lines are not yet, with the last of them", async () => {
  const log = "0123456789ab: root, uid 0";
  expect(await judged("app-prints", OPTIONS, prints({ log }))).toMatchObject({
    verdict: "not-yet",
    expected: `it goes on and prints lines like "${SAID}"`,
    actual: "it prints other lines",
    evidence: [{ kind: "app", where: "the container's log", text: log }],
    next: { text: `Read what it printed last: ${log}`, command: `docker run --rm --init ${TAG}` },
  });
});

test("an app that ended is not yet, with or without last words, even after the right line", async () => {
  const ended = { running: false, line: null };
  const actual = async (printed: Partial<Printed>) =>
    (await judged("app-prints", OPTIONS, prints(printed))).actual;
  expect(await actual({ ...ended, log: "user: Current requires cgo" })).toBe(
    "it ended: user: Current requires cgo",
  );
  expect(await actual({ ...ended, log: "" })).toBe("it ended, and printed nothing");
  expect(await actual({ running: false })).toBe("it printed the line, and ended");
});
