import { describe, expect, test } from "vitest";
import { TAG } from "../../../support/subject.ts";
import { judged, verdictOf } from "../judged.ts";

const ran = (exitCode: number, stdout = "", stderr = "") => ({
  command: async () => ({ exitCode, stdout, stderr }),
});
const RUN = ["python", "-c", "print(6 * 7)"];

test("the exit code that is asked for is met", async () => {
  expect(await verdictOf("command", { run: RUN }, ran(0, "42\n"))).toBe("met: exit code 0");
  expect(await verdictOf("command", { run: ["false"], exit: 1 }, ran(1))).toBe("met: exit code 1");
});

test("another exit code is not yet, with its last words and a command that a shell takes as it is", async () => {
  const pieces = ran(1, "1\n2\n3\n4\n5\n6\n", "");
  expect(await judged("command", { run: RUN, prints: "^6$" }, pieces)).toMatchObject({
    verdict: "not-yet",
    expected: "python -c 'print(6 * 7)' ends with exit code 0 and prints ^6$",
    actual: "exit code 1",
    evidence: [{ where: "python -c 'print(6 * 7)'", text: "2\n3\n4\n5\n6" }],
    next: { command: `docker run --rm --entrypoint python ${TAG} -c 'print(6 * 7)'` },
  });
});

describe("what it prints", () => {
  const options = { run: RUN, prints: "^42$" };
  test("must match as a line of its own", async () => {
    expect(await verdictOf("command", options, ran(0, "a\n42\n"))).toMatch(/^met/);
    expect(await verdictOf("command", options, ran(0, "142\n"))).toBe(
      "not-yet: exit code 0, and it prints something else",
    );
  });

  test("is read by who types the command", async () => {
    expect((await judged("command", options, ran(0, "43"))).next?.text).toBe(
      "Type the command and read what it says.",
    );
  });

  test("is no other stream's", async () => {
    expect(await verdictOf("command", options, ran(0, "", "42"))).toMatch(/^not-yet/);
  });

  test("may be nothing", async () => {
    expect((await judged("command", options, ran(0))).evidence[0]?.text).toBe("nothing was printed");
  });
});

test("a program that is not there was not started: it has no exit code", async () => {
  expect(
    await judged("command", { run: RUN }, ran(-1, "it could not be started: python: not found")),
  ).toMatchObject({
    verdict: "not-yet",
    actual: "it could not be started",
    evidence: [{ text: "it could not be started: python: not found" }],
    next: { text: "Is that program in the image, and in a folder of its PATH?" },
  });
});
