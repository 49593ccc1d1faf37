import { expect, test } from "vitest";
import { progress, shortened } from "../../../src/edges/tasks.ts";

const ESCAPE = String.fromCharCode(27);

test.each([
  ["as it is", "fetching", "fetching"],
  ["of a line that was written over, the newest part", "10 %\r20 %\r30 %\r", "30 %"],
  ["without colour and bells", `${ESCAPE}[31mred${ESCAPE}[0m${String.fromCharCode(7)}`, "red"],
  ["cut", "x".repeat(200), `${"x".repeat(99)}…`],
  ["empty", "", ""],
])("a detail is shown %s", (_, detail, shown) => {
  expect(shortened(detail)).toBe(shown);
});

const lines: string[] = [];
const screen = { interactive: false, say: (text = "") => void lines.push(text) } as never;

test("in a pipe each task says which of how many it is, and how long it took", async () => {
  lines.length = 0;
  const work = async () => {};
  await progress(screen, new AbortController().signal).run([
    { title: "Engine", work },
    { title: "Feed", work },
  ]);
  expect(lines).toEqual(["[1/2] Engine", "[1/2] done in 0.0 s", "[2/2] Feed", "[2/2] done in 0.0 s"]);
});

test("a task that fails ends the run with its own error, and the next is not begun", async () => {
  lines.length = 0;
  const broken = new Error("no cat");
  const tasks = [
    { title: "Engine", work: () => Promise.reject(broken) },
    { title: "Feed", work: async () => {} },
  ];
  await expect(progress(screen, new AbortController().signal).run(tasks)).rejects.toBe(broken);
  expect(lines).toEqual(["[1/2] Engine"]);
});
