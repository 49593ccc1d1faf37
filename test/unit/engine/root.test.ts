import { expect, test } from "vitest";
import type { RunResult } from "../../../src/context.ts";
import { mustRunAsRoot } from "../../../src/engine/root.ts";
import { fakeHost } from "../../support/fakes.ts";

const failing = (stderr: string) => ({
  host: fakeHost({ uid: 0 }),
  run: async (): Promise<RunResult> => ({ exitCode: 25, stdout: "", stderr, timedOut: false }),
});

test("a full disk is seen however much the command says after it", async () => {
  const words = [
    "tar: ./usr/bin/pinky: Cannot write: No space left on device",
    ...Array(50).fill("I: setting up"),
  ];
  await expect(mustRunAsRoot(failing(words.join("\n")), ["mmdebstrap"], { fix: "" })).rejects.toThrow(
    "The disk of this machine is full.",
  );
});

test("a command that fails is named with its last words and what to do", async () => {
  const words = ["I: one", "I: two", "I: three", "E: no mirror"].join("\n");
  await expect(
    mustRunAsRoot(failing(words), ["mmdebstrap", "--variant=minbase"], { fix: "Ask the mirror." }),
  ).rejects.toMatchObject({
    message: '"mmdebstrap --variant=minbase" failed: I: two / I: three / E: no mirror',
    fix: "Ask the mirror.",
  });
});
