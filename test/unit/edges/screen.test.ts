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
  const ask = prompts({ interactive: false });
  await expect(ask.confirm("Remove all of this?", "--yes")).rejects.toMatchObject({
    message: '"Remove all of this?" cannot be asked: there is no terminal.',
    fix: "Answer it beforehand with --yes.",
  });
});
