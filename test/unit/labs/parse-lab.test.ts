import { describe, expect, test } from "vitest";
import { parseLab } from "../../../src/labs/parse-lab.ts";
import { lineOf } from "../../../src/labs/problems.ts";
import { changed, SOUND } from "./fake-labs.ts";

const problemsIn = (text: string) => parseLab("lab.yaml", text).problems.map(lineOf);
const sound = SOUND["lab.yaml"] ?? "";
/** The problems of the sound lab with a piece exchanged. */
const saidOf = (from: string, to: string) => problemsIn(changed(from, to)["lab.yaml"] ?? "");

test("a sound lab is read whole, with what is left out filled in", () => {
  const { lab, problems } = parseLab("lab.yaml", sound);
  expect(problems).toEqual([]);
  expect(lab).toMatchObject({ minutes: 8, talk: false, token: "argument-and-secret", riddle: false });
  expect(lab?.goals[0]?.checks[1]).toMatchObject({ type: "app-answers", text: "Random Cat Photo" });
});

describe("keys", () => {
  test.each([
    ["minutes: 8", "minuts: 8", 'lab.yaml:2:1: There is no key "minuts" here. Did you mean "minutes"?'],
    ["    hints:", "    hint:", 'lab.yaml:16:5: There is no key "hint" here. Did you mean "hints"?'],
    [
      "minutes: 8",
      "minutes: 8\nversion: 2",
      'lab.yaml:3:1: There is no key "version" here. There are: title, minutes, chapter, talk, talk-minutes, rung, start, reference, token, bases, riddle, steps, goals, questions, one-way, alternatives, wrong.',
    ],
    [
      "minutes: 8",
      "minutes: 8\n__proto__: 2",
      'lab.yaml:3:1: There is no key "__proto__" here. There are: title, minutes, chapter, talk, talk-minutes, rung, start, reference, token, bases, riddle, steps, goals, questions, one-way, alternatives, wrong.',
    ],
    [
      "minutes: 8\n",
      "",
      'lab.yaml:1:1: "minutes" is missing. How long it takes somebody who does it for the first time.',
    ],
    [
      "    why: What is not there is not shipped.\n",
      "",
      'lab.yaml:7:5: "why" is missing. What happened, shown after passing.',
    ],
    ["title: A smaller base", "title:", 'lab.yaml:1:1: "title" is empty. A few words.'],
    [
      "minutes: 8",
      "minutes: 8\nminutes: 9",
      'lab.yaml:3:1: "minutes" is there twice. The first is in line 2.',
    ],
    [
      "  removed-later:",
      "  RemovedLater:",
      'lab.yaml:36:3: "RemovedLater" is no name here. Write small letters, digits and single hyphens: smaller-base.',
    ],
  ])("%j as %j", (from, to, problem) => {
    expect(saidOf(from, to)).toEqual([problem]);
  });

  test("a misspelt key is told once, not also as one that is missing", () => {
    expect(saidOf("minutes: 8", "minutes : 8")).toEqual([]);
    expect(saidOf("minutes: 8", "minute: 8")).toHaveLength(1);
  });
});

describe("values", () => {
  test.each([
    [
      "minutes: 8",
      "minutes: eight",
      'lab.yaml:2:10: "minutes" must be a number. Here stands the text "eight".',
    ],
    ["minutes: 8", "minutes: 1.5", 'lab.yaml:2:10: "minutes" must be a whole number. Here stands 1.5.'],
    ["minutes: 8", "minutes: 0", 'lab.yaml:2:10: "minutes" must be at least 1. Here stands 0.'],
    ["minutes: 8", "minutes: 90", 'lab.yaml:2:10: "minutes" must be at most 60. Here stands 90.'],
    [
      "minutes: 8",
      "minutes: 8\ntalk: yes",
      'lab.yaml:3:7: "talk" must be true or false. Here stands the text "yes".',
    ],
    [
      "title: A smaller base",
      "title: 3.13",
      'lab.yaml:1:8: "title" must be a text. Here stands 3.13. Put it in quotes: "3.13"',
    ],
    ["title: A smaller base", "title: ab", 'lab.yaml:1:8: "title" is too short: at least 3 characters.'],
    [
      "title: A smaller base",
      `title: ${"long ".repeat(20)}`,
      'lab.yaml:1:8: "title" is too long: at most 60 characters.',
    ],
    ["title: A smaller base", "title: [a, b]", 'lab.yaml:1:8: "title" must be a text. Here stands a list.'],
    [
      "chapter: shrink",
      "chapter: Shrink It",
      'lab.yaml:3:10: "chapter" is not as it should be. Write small letters, digits and single hyphens: smaller-base.',
    ],
    [
      "minutes: 8",
      "minutes: 8\ntoken: secrets",
      'lab.yaml:3:8: "token" cannot be the text "secrets". Did you mean "secret"?',
    ],
    [
      "steps:\n  - text: steps/1-look.md",
      "steps: steps/1-look.md",
      'lab.yaml:4:8: "steps" must be a list. Here stands the text "steps/1-look.md". Begin each line of a list with a hyphen and a blank.',
    ],
    [
      "  - text: steps/1-look.md",
      "  - steps/1-look.md",
      'lab.yaml:5:5: Number 1 of "steps" must be a group of keys. Here stands the text "steps/1-look.md".',
    ],
    [
      "steps/1-look.md",
      "look.md",
      'lab.yaml:5:11: "text" is not as it should be. Name a file in steps/: steps/1-look.md.',
    ],
    [
      "      - Which layer is the largest?",
      "      - Remember: which layer is the largest?",
      'lab.yaml:17:9: Number 1 of "hints" must be a text. Here stands a group of keys. A colon and a blank make a key: put the whole text in quotes.',
    ],
    ["      - Look at its instruction.\n", "", 'lab.yaml:17:7: "hints" has 2, and needs at least 3.'],
  ])("%j as %j", (from, to, problem) => {
    expect(saidOf(from, to)).toEqual([problem]);
  });
});

describe("checks and answers", () => {
  test.each([
    [
      "type: app-answers",
      "type: app-answer",
      'lab.yaml:12:15: There is no kind of check "app-answer". Did you mean "app-answers"?',
    ],
    [
      "        at-most: 1MB",
      "        atmost: 1MB",
      'lab.yaml:11:9: There is no key "atmost" here. Did you mean "at-most"?',
    ],
    [
      "          - seen: libpq",
      "          - sees: libpq",
      'lab.yaml:14:13: There is no key "sees" here. Did you mean "seen"?',
    ],
    [
      "      - type: app-answers\n",
      "      - app-answers\n      - type: app-answers\n",
      'lab.yaml:12:9: Number 2 of "checks" must be a group of keys. Here stands the text "app-answers".',
    ],
    [
      "from: layer-count",
      "from: layer-cout",
      'lab.yaml:34:21: There is no kind of answer "layer-cout". Did you mean "layer-count"?',
    ],
    [
      "from: layer-count",
      "from: layer-count, off: all",
      'lab.yaml:34:34: There is no key "off" here. Did you mean "of"?',
    ],
    [
      "from: layer-count",
      "from: layer-count, of: mine",
      'lab.yaml:34:38: "of" cannot be the text "mine". There are: all, image, base.',
    ],
    ["{ from: layer-count }", "4", 'lab.yaml:34:13: "answer" must be a group of keys. Here stands 4.'],
    [
      "{ from: layer-count }",
      "{ is: yes, lok: there }",
      'lab.yaml:34:24: There is no key "lok" here. Did you mean "look"?',
    ],
    [
      "{ from: layer-count }",
      "{ is: four, choices: [three, five] }",
      'lab.yaml:34:19: "is" is not as it should be. The right answer is none of the choices.',
    ],
  ])("%j as %j", (from, to, problem) => {
    expect(saidOf(from, to)).toEqual([problem]);
  });

  test("a check without a type names all types", () => {
    expect(saidOf("type: wasted-bytes", "most: 1MB")[0]).toMatch(
      /^lab\.yaml:10:9: "type" is missing\. There are: answer, app-answers, app-prints, base, .*, writes\.$/,
    );
  });

  test.each([
    ["{ share: naive, percent: 200 }", 2],
    ["{ share-of: naive, percent: 200 }", 1],
    ["{}", 2],
    ["5", 1],
  ])(
    "of a limit that may have two shapes, %s is told as the one that it comes nearest to",
    (limit, count) => {
      const problems = saidOf(
        "type: wasted-bytes\n        at-most: 1MB",
        `type: image-bytes\n        at-most: ${limit}`,
      );
      expect(problems).toHaveLength(count);
      if (limit.startsWith("{")) expect(problems.join()).not.toContain("must be a text");
    },
  );
});

describe("what is no YAML", () => {
  const quoted = "A text cannot begin with this character. Put the text in quotes.";
  const elsewhere =
    "This line belongs to nothing above it. Mend its indentation, two blanks a level, or write a blank after its hyphen.";
  const colon =
    "There is one colon too many. Put a text that has a colon in quotes, or mend the indentation of the next line.";
  test.each([
    ["title: A", "title: Note: a", `lab.yaml:1:8: ${colon}`],
    ["minutes: 8", "  minutes: 8", `lab.yaml:1:8: ${colon}`],
    ["title: A", "title: `A`", `lab.yaml:1:8: ${quoted}`],
    ["title: A", "title: @A", `lab.yaml:1:8: ${quoted}`],
    ["title: A", "title: !A", 'lab.yaml:1:8: A text cannot begin with "!". Put it in quotes.'],
    [
      "title: A smaller base",
      'title: "A smaller base',
      "lab.yaml:1:23: A quote was opened, and is not closed. Write it once more where the text ends.",
    ],
    [
      "title: A",
      "title: 'It's a",
      "lab.yaml:1:12: The text goes on behind the quote or bracket that ends it. Put all of it in quotes, and double those inside.",
    ],
    [
      "seen: libpq",
      'seen: "lib\\.pq"',
      "lab.yaml:14:23: In double quotes a backslash must be doubled. Or use single quotes, where it may stand alone.",
    ],
    ["    checks:", "\tchecks:", "lab.yaml:9:1: A tab indents this line. Write blanks: two for each level."],
    ["    checks:", "   checks:", `lab.yaml:9:1: ${elsewhere}`],
    [
      "{ from: layer-count }",
      "{ from: layer-count",
      "lab.yaml:35:1: A bracket was opened, and is not closed before this place.",
    ],
    ["      - Look at its instruction.", "      -Look at its instruction.", `lab.yaml:18:1: ${elsewhere}`],
    [
      "minutes: 8",
      "minutes: 8\n---",
      "lab.yaml:3:1: A second document begins here. Take out --- or ... and what follows it.",
    ],
  ])("%j as %j", (from, to, problem) => {
    expect(saidOf(from, to)).toEqual([problem]);
  });

  test("several texts that need quotes are told at once", () => {
    const text = sound.replace("A smaller base", "`A`").replace("What is not there", "What: is not: there");
    expect(problemsIn(text).map((problem) => problem.split(":")[1])).toEqual(["1", "20"]);
  });
});

describe("what is YAML and means something else", () => {
  test.each([
    [
      "A smaller base",
      "*smaller*",
      "lab.yaml:1:8: *smaller* would repeat another part of the file. A text that begins with * needs quotes.",
    ],
    [
      "A smaller base",
      "&smaller base",
      "lab.yaml:1:17: &smaller would name this part of the file. A text that begins with & needs quotes.",
    ],
    ["A smaller base", "{{image}}", "lab.yaml:1:9: A text that begins with { or [ needs quotes."],
    ["A smaller base", "Layer #3", 'lab.yaml:1:8: " #3" is read as a comment. Put the whole text in quotes.'],
  ])("%j as %j", (from, to, problem) => {
    expect(saidOf(from, to)).toEqual([problem]);
  });

  test("a comment with a blank is one, and so is any behind what is no text", () => {
    expect(saidOf("minutes: 8", "minutes: 8 #really")).toEqual([]);
    expect(saidOf("title: A smaller base", "title: A smaller base # in the menu")).toEqual([]);
  });
});

describe("a file that is no lab", () => {
  const empty = "lab.yaml:1:1: This file is empty. labs/_template/lab.yaml shows what belongs into it.";
  test.each([
    ["", empty],
    ["# nothing yet\n", empty],
    ["\n\n", empty],
    [
      "title",
      'lab.yaml:1:1: A lab.yaml is a group of keys, like title: A smaller base. Here stands the text "title".',
    ],
    ["- a\n", "lab.yaml:1:1: A lab.yaml is a group of keys, like title: A smaller base. Here stands a list."],
  ])("%j", (text, problem) => {
    expect(problemsIn(text)).toEqual([problem]);
  });
});

test("everything that is wrong is told in one pass, in the order of the lines", () => {
  const text = sound
    .replace("minutes: 8", "minutes: eight\nminutes: 9x")
    .replace("chapter", "chaptr")
    .replace("app-answers", "app-answer")
    .replace("      - Look at its instruction.\n", "")
    .replace("goal: small", "goul: small");
  expect(problemsIn(text)).toEqual([
    'lab.yaml:3:1: "minutes" is there twice. The first is in line 2.',
    'lab.yaml:3:10: "minutes" must be a number. Here stands the text "9x".',
    'lab.yaml:4:1: There is no key "chaptr" here. Did you mean "chapter"?',
    'lab.yaml:13:15: There is no kind of check "app-answer". Did you mean "app-answers"?',
    'lab.yaml:18:7: "hints" has 2, and needs at least 3.',
    'lab.yaml:37:5: There is no key "goul" here. Did you mean "goal"?',
  ]);
});

describe("whatever the bytes", () => {
  test("CRLF, a byte order mark and letters of any script leave lines and columns where an editor shows them", () => {
    const broken = sound
      .replace("A smaller base", "Ein kleineres Bild ☃ 𝒳")
      .replace("minutes: 8", 'minutes: "八"');
    const expected = ['lab.yaml:2:10: "minutes" must be a number. Here stands the text "八".'];
    expect(problemsIn(broken)).toEqual(expected);
    expect(problemsIn(broken.replaceAll("\n", "\r\n"))).toEqual(expected);
    expect(problemsIn(`\uFEFF${broken}`)).toEqual(expected);
    expect(problemsIn("\uFEFFtitle: ab")).toContain(
      'lab.yaml:1:8: "title" is too short: at least 3 characters.',
    );
    expect(parseLab("lab.yaml", `\uFEFF${sound.replaceAll("\n", "\r\n")}`).lab?.title).toBe("A smaller base");
  });

  const row = (name: string, before: string) => `${name}: &${name} [${`*${before},`.repeat(9)}]\n`;
  const bomb = `a: &a [x,x]\n${row("b", "a")}${row("c", "b")}${row("d", "c")}${row("e", "d")}`;
  const many = 99_000;
  test.each([
    ["aliases of aliases", bomb],
    ["an alias of itself", "a: &a [*a]\n"],
    ["groups as keys of groups", `${"{".repeat(900)}a: 1${"}".repeat(900)}`],
    ["lists in lists", "- ".repeat(many / 2)],
    ["brackets without an end", "[".repeat(many)],
    ["thousands of unknown keys", Array.from({ length: many / 9 }, (_, index) => `k${index}: 1`).join("\n")],
    ["thousands of times the same key", "a: 1\n".repeat(many / 5)],
    ["thousands of empty goals", `goals:\n${"  - {}\n".repeat(many / 7)}`],
    ["thousands of wrong checks", `goals:\n  - checks:\n${"    - type: x\n".repeat(many / 14)}`],
    ["ten megabytes", `title: ${"x ".repeat(5e6)}`],
  ])(
    "%s: refused within seconds, in at most fifty sentences",
    (_, text) => {
      const started = performance.now();
      const { lab, problems } = parseLab("lab.yaml", text);
      expect(lab).toBeNull();
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.length).toBeLessThanOrEqual(50);
      for (const { says } of problems) expect(says).toMatch(/^["A-Z&*].*[.?"]$/s);
      expect(performance.now() - started).toBeLessThan(20_000);
    },
    30_000,
  );

  test("a file that is too long says so", () => {
    expect(problemsIn(`title: ${"x ".repeat(5e6)}`)).toEqual([
      "lab.yaml:1:1: This file has 10,001 kB, and a lab.yaml at most 100. Long texts belong into steps/.",
    ]);
  });

  test("keys that are numbers or nothing are unknown keys like others", () => {
    const lines = saidOf("minutes: 8", "minutes: 8\n7: 1\nnull: 2");
    expect(lines).toEqual([
      expect.stringMatching(/^lab\.yaml:3:1: There is no key "7" here\./),
      expect.stringMatching(/^lab\.yaml:4:1: There is no key "" here\./),
    ]);
  });
});
