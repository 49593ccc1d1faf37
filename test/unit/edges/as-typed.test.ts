import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asTyped } from "../../../src/edges/as-typed.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "typed-"));
  await writeFile(join(folder, "size-matters"), "");
});
afterAll(() => rm(folder, { recursive: true }));

const VERBS = ["check", "goto"];
const typed = (text: string, env: Record<string, string> = {}) =>
  asTyped(VERBS, { PATH: "/nowhere", ...env })(text);

test.each([
  ["Type: size-matters check", "Type: npx size-matters check"],
  ["size-matters goto a; size-matters check", "npx size-matters goto a; npx size-matters check"],
  ["npx size-matters check", "npx size-matters check"],
  ["another size-matters checks it", "another size-matters checks it"],
  ["size-matters/01234567:check it", "size-matters/01234567:check it"],
  ["/a/size-matters check", "/a/size-matters check"],
])("%s", (text, expected) => {
  expect(typed(text)).toBe(expected);
});

test("where the program is on the search path it is typed as it is called", () => {
  expect(typed("size-matters check", { PATH: folder })).toBe("size-matters check");
  expect(typed("size-matters check", { PATH: folder, npm_command: "exec" })).toBe("npx size-matters check");
});
