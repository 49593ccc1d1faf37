import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { processes, runProgram } from "../../../src/edges/processes.ts";
import { Cancelled } from "../../../src/errors.ts";

const node = process.execPath;

test("a program's exit code and words are values, not errors", async () => {
  const script = "console.log('out'); console.error('err'); process.exitCode = 3";
  expect(await runProgram(node, ["-e", script])).toEqual({
    exitCode: 3,
    stdout: "out",
    stderr: "err",
    timedOut: false,
  });
});

test("a program that is not there says so", async () => {
  const { exitCode, stderr } = await runProgram("no-such-program", []);
  expect({ exitCode, stderr }).toEqual({
    exitCode: -1,
    stderr: "no-such-program could not be started (ENOENT)",
  });
});

test("its lines come as they are written, and it waits for no terminal", async () => {
  const lines: string[] = [];
  const script =
    "process.stdin.on('data', () => {}).on('end', () => { console.log('a'); console.error('b') })";
  await runProgram(node, ["-e", script], { onLine: (line) => lines.push(line) });
  expect(lines.sort()).toEqual(["a", "b"]);
});

test("a deadline ends it", async () => {
  const ended = await runProgram(node, ["-e", "setInterval(() => {}, 1000)"], { timeout: 300 });
  expect(ended).toMatchObject({ exitCode: -1, timedOut: true });
});

test("an interrupt ends it and is Cancelled", async () => {
  const interrupt = new AbortController();
  const running = runProgram(node, ["-e", "setInterval(() => {}, 1000)"], { signal: interrupt.signal });
  setTimeout(() => interrupt.abort(new Cancelled()), 200);
  await expect(running).rejects.toBeInstanceOf(Cancelled);
});

test.runIf(process.platform === "linux")(
  "a process that ended and was not asked about is not alive",
  async () => {
    // The shell becomes another program that never asks for its child, which stays a zombie.
    const parent = spawn("sh", ["-c", "sleep 0.2 & echo $!; exec sleep 30"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [line] = await once(parent.stdout, "data");
    const child = Number(String(line));
    expect(processes.alive(child)).toBe(true);
    await pause(600);
    expect(processes.alive(child)).toBe(false);
    expect(() => process.kill(child, 0)).not.toThrow();
    parent.kill();
  },
);
