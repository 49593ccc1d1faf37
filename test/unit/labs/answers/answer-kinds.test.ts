import { describe, expect, test } from "vitest";
import { z } from "zod";
import { UserError } from "../../../../src/errors.ts";
import { labForFinding, labForWaste } from "../../../../src/inspect/lab-for.ts";
import { ANSWER_KINDS, answerSchema } from "../../../../src/labs/answers/answer-kinds.ts";
import { hashOfWord } from "../../../../src/labs/answers/word.ts";
import { ask, judged, NAIVE } from "./naive-reading.ts";

/** One question of each kind, with a right answer. */
const QUESTIONS = {
  is: [{ is: "false", choices: ["true", "false"] }, "false"],
  "image-bytes": [{ from: "image-bytes" }, "1.41 GB"],
  "final-bytes": [{ from: "final-bytes" }, "1387 MB"],
  "wasted-bytes": [{ from: "wasted-bytes" }, "24 MB"],
  "dive-wasted-bytes": [{ from: "dive-wasted-bytes" }, "36 MB"],
  "layer-bytes": [{ from: "layer-bytes", of: "image" }, "500 MB"],
  "base-bytes": [{ from: "base-bytes" }, "0.68 GB"],
  "layer-count": [{ from: "layer-count" }, "11"],
  "largest-layer": [{ from: "largest-layer", of: "image" }, "layer 4"],
  "layer-of-file": [{ from: "layer-of-file", path: "/app/.env" }, "layer 7"],
  "layer-that-removed": [{ from: "layer-that-removed", path: "/app/.env" }, "layer 10"],
  "token-places": [{ from: "token-places" }, "env, history"],
  user: [{ from: "user" }, "root"],
  uid: [{ from: "uid" }, "0"],
  "packages-count": [{ from: "packages-count" }, "4"],
  "package-version": [{ from: "package-version", name: "flask" }, "3.1.2"],
  "largest-file": [{ from: "largest-file" }, "cc1plus"],
  "file-count": [{ from: "file-count" }, "20123"],
  efficiency: [{ from: "efficiency" }, "98 %"],
  "before-and-after": [{ from: "before-and-after" }, "5.64 GB to 1.41 GB"],
  "percent-saved": [{ from: "percent-saved" }, "75 %"],
  "largest-waste": [{ from: "largest-waste" }, "/var/lib/apt/lists/deb"],
  "lab-for-waste": [{ from: "lab-for-waste" }, "layering"],
  "labs-for-findings": [{ from: "labs-for-findings" }, "non-root, clean-up"],
  "trivy-findings": [{ from: "trivy-findings", which: "unfixed" }, "6"],
  word: [{ from: "word" }, "maple"],
} as const satisfies Record<keyof typeof ANSWER_KINDS, readonly [unknown, string]>;
const FINDINGS = ["root-user", "apt-lists", "setuid"].map((id) => ({
  id,
  severity: "low" as const,
  says: "",
  evidence: "",
  next: "",
}));
const source = {
  dive: { wastedBytes: 36_000_000 },
  trivy: { vulnerabilities: [...Array(6).fill({ fixed: null }), { fixed: "3.1.3" }] },
  reading: { ...NAIVE, findings: FINDINGS },
  taught: { waste: labForWaste, finding: labForFinding },
  naiveBytes: 5_644_000_000,
  word: { salt: "s", sha256: hashOfWord("maple", "s") },
};
const KINDS = Object.entries(QUESTIONS);

describe("every kind", () => {
  test.each(KINDS)(
    "%s: its right answer is right, and not cut by a blank or a capital",
    (_, [answer, right]) => {
      for (const given of [
        right,
        `  ${right}\t`,
        right.toUpperCase(),
        `"${right}"`,
        `${right}.`,
        ` ${right}\u200b`,
      ]) {
        expect(judged(answer, given, source), given).toBe("right");
      }
    },
  );

  test.each(KINDS)("%s: what is shown is right, but for a hash", (name, [answer]) => {
    const { shown } = ask(answer, source);
    expect(name === "word" || name === "efficiency" || judged(answer, shown, source) === "right").toBe(true);
  });

  test.each(KINDS)("%s: nothing, endless and odd texts are wrong and safe", (_, [answer]) => {
    const { accepts } = ask(answer, source);
    for (const given of ["", "   ", "\u0000", "\u200b", '""', "."]) {
      expect(judged(answer, given, source)).toBe(`Type an answer: ${accepts}.`);
    }
    for (const text of ["x", "1", " ", "7 ", "..", "| ", "run ", "-a ", "(", "dockerfile"]) {
      expect(judged(answer, text.repeat(10_000), source)).toBe("That is too long for an answer.");
      expect(judged(answer, text.repeat(2000 / text.length).slice(0, 1999), source)).not.toBe("right");
    }
    for (const given of ["\u001b[31m", "\ud800", "💥", "__proto__", "toString", "%s", "{{image}}", "null"]) {
      expect(judged(answer, given, source)).not.toBe("right");
    }
  });

  test.each(KINDS)(
    "%s: a wrong answer is told in whole sentences, and what was typed is not",
    (_, [answer]) => {
      for (const given of ["999999", "hush", "17 TB"]) {
        const verdict = ask(answer, source).judge(given);
        if (verdict.right) throw new Error(`${given} is right.`);
        expect(verdict.says).toMatch(/^[A-Z].*\.$/);
        expect(verdict.look.text).toMatch(/^[A-Z].*\.$/);
        expect(verdict.says).not.toContain(given);
      }
    },
  );

  // The words to choose from stand in the sentence of these.
  const open = KINDS.filter(([name]) => name !== "is" && name !== "token-places");
  test.each(open)(
    "%s: a wrong answer does not tell the right one, but where to look",
    (_, [answer, right]) => {
      const { shown } = ask(answer, source);
      for (const given of ["999999", "hush", "17 TB", "layer 5"]) {
        const verdict = ask(answer, source).judge(given);
        if (verdict.right) throw new Error(`${given} is right.`);
        const told = `${verdict.says} ${verdict.look.text}`;
        expect(told).not.toContain(shown);
        if (right.length > 1 && right !== "root") expect(told).not.toContain(right);
        expect(verdict.look.command).toContain("{{image}}");
      }
    },
  );
});

describe("cheating", () => {
  const instructions = NAIVE.layers.map(({ createdBy }) => createdBy ?? "");
  const numbers = Array.from({ length: 40 }, (_, index) => String(index));
  const rights = KINDS.map(([, [, right]]) => right);
  test.each([
    ["numbers", numbers.join(" ")],
    ["numbers with commas", numbers.join(",")],
    ["numbers with commas and blanks", numbers.join(", ")],
    ["layers", numbers.map((number) => `layer ${number}`).join(" or ")],
    ["sizes", numbers.map((number) => `${number} MB`).join(" ")],
    ["instructions", instructions.join(" ")],
    ["instructions in lines", instructions.join("\n")],
    ["the words of all instructions", [...new Set(instructions.join(" ").split(" "))].join(" ")],
    ["places", "env history file label command attestation config"],
    ["choices", "true false yes no"],
    ["files", NAIVE.largest.map(({ path }) => path).join(" ")],
    ["versions", NAIVE.packages.map(({ version }) => version).join(" ")],
    ["users", "root 0 1000 1001 app"],
    ["all right answers", rights.join(" ")],
    ["all right answers, with commas", rights.join(", ")],
    ["a wildcard", "*"],
    ["a pattern", ".*"],
  ])("a list of all %s is right for no question", (_, given) => {
    const accepted = KINDS.filter(([, [answer]]) => judged(answer, given, source) === "right");
    expect(accepted.map(([name]) => name)).toEqual([]);
  });

  test("no right answer of one kind is right for all the others", () => {
    for (const given of rights) {
      const accepted = KINDS.filter(([, [answer]]) => judged(answer, given, source) === "right");
      expect(accepted.length, given).toBeLessThanOrEqual(2);
    }
  });
});

describe("the schema", () => {
  test("every kind is listed under its name, with a line about it", () => {
    for (const [name, { says, schema }] of Object.entries(ANSWER_KINDS)) {
      expect(says).toMatch(/^[A-Z][^\n]{10,100}\.$/);
      expect(schema.shape.from.safeParse(name).success).toBe(true);
    }
  });

  test("every key is described, for editors", () => {
    const { oneOf = [] } = z.toJSONSchema(answerSchema, { io: "input" });
    expect(oneOf).toHaveLength(Object.keys(ANSWER_KINDS).length);
    for (const { properties = {}, additionalProperties } of oneOf) {
      expect(additionalProperties).toBe(false);
      for (const [key, value] of Object.entries(properties)) expect(value, key).toHaveProperty("description");
    }
  });

  test.each([
    [{ from: "image-byte" }, "from", "Invalid discriminator value"],
    [{ from: "image-bytes", off: "all" }, "", 'Unrecognized key: "off"'],
    [{ from: "image-bytes", tolerance: 90 }, "tolerance", "Too big"],
    [{ from: "layer-of-file" }, "path", "Invalid input"],
    [{}, "is", "Invalid input"],
    [{ is: false }, "is", "Invalid input"],
    [{ is: "maybe", choices: ["true", "false"] }, "is", "The right answer is none of the choices."],
    [{ is: "yes", choices: ["yes", "true", "no"] }, "choices", "Two of the choices mean the same."],
    [{ is: "a", also: ["B"], choices: ["a", "b"] }, "also", "Another choice is listed as a right spelling."],
  ])("%j is refused at %s", (answer, path, message) => {
    const [issue] = answerSchema.safeParse(answer).error?.issues ?? [];
    expect(issue?.path.join(".")).toBe(path);
    expect(issue?.message).toContain(message);
  });

  test("an image without what is asked about is something that can be mended", () => {
    for (const answer of [{ from: "word" }, { from: "layer-of-file", path: "x" }]) {
      expect(() => ask(answer)).toThrow(UserError);
    }
  });
});

describe("a fixed answer", () => {
  const boolean = { is: "false", choices: ["true", "false"] };
  test.each([
    [boolean, "False.", "right"],
    [boolean, "no", "right"],
    [boolean, "N", "right"],
    [boolean, "“false”", "right"],
    [boolean, "yes", "That is not the answer."],
    [boolean, "true false", "Type one of: true, false."],
    [boolean, "perhaps", "Type one of: true, false."],
    [{ is: "A whiteout", also: [".wh."] }, " a  WHITEOUT ", "right"],
    [{ is: "A whiteout", also: [".wh.", "whiteout"] }, "whiteout", "right"],
    [{ is: "A whiteout", also: [".wh."] }, "`.wh.`", "right"],
    [{ is: "A whiteout" }, "whiteouts", "That is not the answer."],
  ])("%j, %j: %s", (answer, given, says) => {
    expect(judged(answer, given)).toBe(says);
  });

  test("says where to look: in the step, or where the lab says", () => {
    expect(ask({ is: "a" }).judge("b")).toMatchObject({
      look: { text: "Read the text of this step again.", command: null },
    });
    expect(
      ask({ is: "a", look: "Ask the engine.", command: "docker inspect {{image}}" }).judge("b"),
    ).toMatchObject({
      look: { text: "Ask the engine.", command: "docker inspect {{image}}" },
    });
    expect(ask(boolean).accepts).toBe("one of: true, false");
  });
});
