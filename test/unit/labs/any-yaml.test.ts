import { expect, test } from "vitest";
import { parseLab } from "../../../src/labs/parse-lab.ts";
import { randomFrom } from "../../support/random.ts";
import { problemsOf, SOUND, templateFiles, withFiles } from "./fake-labs.ts";

const MARKS = [
  ...[
    ":",
    ": ",
    "- ",
    "\n",
    "  ",
    "\t",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "#",
    "&a ",
    "*a",
    "!x ",
    "|",
    ">",
    "%",
  ],
  ...[
    "@",
    "`",
    "---\n",
    "...\n",
    "null",
    "7",
    "true",
    "\\",
    "? ",
    "{{x}}",
    "é",
    "\u0000",
    ",",
    "<<: ",
    "\uFEFF",
  ],
];
const RUNS = 200;

test("a lab.yaml changed at random is read, or refused in sentences: never an error of ours", async () => {
  const random = randomFrom(7);
  const labs = [SOUND["lab.yaml"] ?? "", templateFiles()["lab.yaml"] ?? ""];
  for (let run = 0; run < RUNS; run++) {
    let text = random.pick(labs);
    for (let change = 0; change <= random.below(3); change++) {
      const at = random.below(text.length);
      const cut = random.once(3) ? random.below(30) : 0;
      text = text.slice(0, at) + (random.once(4) ? "" : random.pick(MARKS)) + text.slice(at + cut);
    }
    const { lab, problems } = parseLab("lab.yaml", text);
    if (lab) await problemsOf(withFiles({ "lab.yaml": text }));
    else expect(problems, text).not.toEqual([]);
    for (const { line, column, says } of problems) {
      expect(says, text).toMatch(/^["A-Z&*].*[.?"…]$/s);
      expect(says, text).not.toMatch(/undefined|\[object|Invalid /);
      expect(line, text).toBeLessThanOrEqual(text.split("\n").length);
      expect(column, text).toBeGreaterThan(0);
    }
  }
}, 60_000);
