import { describe, expect, test } from "vitest";
import { KINDS } from "../../../../src/checks/kinds.ts";
import type { Stopped } from "../../../../src/context.ts";
import { UserError } from "../../../../src/errors.ts";
import { appThat, type Pieces, subjectOf } from "../../../support/subject.ts";
import { judged, verdictOf } from "../judged.ts";

/** An app that runs, and stops like this. */
function stops(
  stopped: Partial<Stopped>,
  look = async () => ({ uid: 1, gid: 1, listeners: [], writable: {} }),
): Pieces {
  return {
    ...appThat({ look }),
    stop: async () => ({ seconds: 0.4, exitCode: 0, killed: false, ...stopped }),
  };
}

test("an app that ends by itself soon is met; the limit itself is soon enough", async () => {
  expect(await verdictOf("stops-within", {}, stops({}))).toBe("met: ended after 0.4 s, exit code 0");
  expect(await verdictOf("stops-within", {}, stops({ seconds: 2, exitCode: 143 }))).toMatch(/^met/);
  expect(await verdictOf("stops-within", {}, stops({ seconds: 2.001 }))).toMatch(/^not-yet/);
  expect(await verdictOf("stops-within", { seconds: 5 }, stops({ seconds: 4 }))).toMatch(/^met/);
});

describe("not yet", () => {
  const killed = stops({ seconds: 10.2, exitCode: 137, killed: true });

  test("is an app that is killed, however soon", async () => {
    expect(await verdictOf("stops-within", {}, stops({ seconds: 0.1, exitCode: 137, killed: true }))).toMatch(
      /^not-yet/,
    );
    expect(
      await judged("stops-within", {}, { ...killed, config: { Cmd: ["python", "app.py"] } }),
    ).toMatchObject({
      verdict: "not-yet",
      expected: "it ends by itself within 2 s",
      actual: "killed after 10.2 s, exit code 137",
      evidence: [{ kind: "command", where: "docker stop" }],
      next: {
        text: "Process 1 has no handler for the signal, so the kernel drops it. Set one that the program knows: STOPSIGNAL SIGINT",
      },
    });
  });

  test("is told otherwise where a shell is process 1", async () => {
    const shell = { ...killed, config: { Cmd: ["/bin/sh", "-c", "python app.py"] } };
    expect((await judged("stops-within", {}, shell)).next?.text).toMatch(
      /^A shell is process 1, and drops the signal/,
    );
    const handing = { ...killed, config: { Cmd: ["/bin/sh", "-c", "exec python app.py"] } };
    expect((await judged("stops-within", {}, handing)).next?.text).toMatch(/^Process 1 has no handler/);
  });

  test("is an app that ends late", async () => {
    expect((await judged("stops-within", {}, stops({ seconds: 6 }))).next?.text).toMatch(
      /^It heard the signal/,
    );
  });
});

test("two goals that ask stop the app once, and see the same", async () => {
  let stopped = 0;
  const pieces = stops({});
  const subject = subjectOf({
    ...pieces,
    stop: async () => ({ seconds: ++stopped, exitCode: 0, killed: false }),
  });
  const both = [1, 5].map((seconds) => KINDS["stops-within"].judge({ seconds }, subject));
  expect((await Promise.all(both)).map(({ actual }) => actual)).toEqual(
    Array(2).fill("ended after 1.0 s, exit code 0"),
  );
});

describe("never met unseen", () => {
  test("where the app had ended before it was stopped", async () => {
    const ended = { answers: false, problem: "it ended with exit code 0", log: "" };
    const dead = { ...stops({}), ...appThat({ look: async () => ({ ended }) }) };
    expect(await verdictOf("stops-within", {}, dead)).toBe(
      "not-yet: the app does not run any more: it ended with exit code 0",
    );
  });

  test("where the app could not be looked at", async () => {
    const unseen = stops({}, () =>
      Promise.reject(
        new UserError("The app's process could not be looked at.", { fix: "Does it still run?" }),
      ),
    );
    await expect(judged("stops-within", {}, unseen)).rejects.toThrow("could not be looked at");
  });

  test("where the container is gone", async () => {
    expect(await verdictOf("stops-within", {}, stops({ exitCode: -1 }))).toMatch(/^could-not-check/);
  });
});
