import { expect, test } from "vitest";
import { prompts } from "../../../src/edges/ask.ts";
import { wantsColour } from "../../../src/edges/screen.ts";

const [terminal, pipe] = [{ isTTY: true }, {}];
test.each([
  ["a terminal", terminal, {}, true],
  ["a pipe", pipe, {}, false],
  ["a terminal with NO_COLOR", terminal, { NO_COLOR: "1" }, false],
  ["a terminal with an empty NO_COLOR", terminal, { NO_COLOR: "" }, true],
  ["a dumb terminal", terminal, { TERM: "dumb" }, false],
  ["a pipe with FORCE_COLOR", pipe, { FORCE_COLOR: "1" }, true],
  ["NO_COLOR over FORCE_COLOR", terminal, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
])("colour on %s", (_, out, env, expected) => {
  expect(wantsColour(out, env)).toBe(expected);
});

test("a question without a terminal is an error that names its flag, and never waits", async () => {
  const pipe = { interactive: false, accessible: false, say: () => {} };
  for (const accessible of [false, true]) {
    const ask = prompts({ ...pipe, accessible }, new AbortController().signal);
    const expected = {
      message: '"Which?" cannot be asked: there is no terminal.',
      fix: "Answer it beforehand with --yes.",
    };
    await expect(ask.confirm("Which?", "--yes")).rejects.toMatchObject(expected);
    await expect(ask.text("Which?", "--yes")).rejects.toMatchObject(expected);
    await expect(ask.choose("Which?", [], "--yes")).rejects.toMatchObject(expected);
  }
});
