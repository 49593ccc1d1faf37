import { expect, test } from "vitest";
import { endProcess, sendSignal } from "../../../src/engine/end-process.ts";
import { fakeHost } from "../../support/fakes.ts";

const IMPATIENT = { asked: 1, killed: 1 };

/** A machine with one process, which ends at one kind of signal or at none. */
function machine(endsAt: "TERM" | "KILL" | "nothing") {
  const lines: string[] = [];
  let alive = true;
  return {
    lines,
    host: fakeHost({ uid: 0 }),
    run: async (file: string, args: readonly string[]) => {
      lines.push([file, ...args].join(" "));
      if (args.includes(`-${endsAt}`)) alive = false;
      return { exitCode: 0, stdout: "", stderr: "", timedOut: false };
    },
    processes: { alive: () => alive } as never,
  };
}

test("a process that ends when it is asked to is not killed", async () => {
  const outside = machine("TERM");
  await endProcess(outside, 77, "The engine");
  expect(outside.lines).toEqual(['sh -c kill "$@" sh -TERM 77']);
});

test("one that does not end is killed", async () => {
  const outside = machine("KILL");
  await endProcess(outside, 77, "The engine", IMPATIENT);
  expect(outside.lines.at(-1)).toBe('sh -c kill "$@" sh -KILL 77');
});

test("one that lives on is said to, so that nothing of it is removed", async () => {
  const ended = endProcess(machine("nothing"), 77, "The engine", IMPATIENT);
  await expect(ended).rejects.toThrow("The engine (process 77) could not be ended.");
});

test("without a process no signal is sent", async () => {
  const outside = machine("TERM");
  await sendSignal(outside, "KILL", []);
  expect(outside.lines).toEqual([]);
});
