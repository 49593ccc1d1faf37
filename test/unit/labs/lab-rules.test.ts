// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of a Dockerfile look like those of a template.
import { describe, expect, test } from "vitest";
import { lineOf } from "../../../src/labs/problems.ts";
import { changed, type LabFiles, problemsOf, readLabs, SOUND, withFiles } from "./fake-labs.ts";

/** What is said of the sound lab with a piece of its lab.yaml exchanged. */
const saidOf = (from: string, to: string, lab?: LabFiles) => problemsOf(changed(from, to, lab));
/** What is said of the sound lab with other files; null takes one away. */
const saidWith = (files: Readonly<Record<string, string | null>>, lab?: LabFiles) =>
  problemsOf(withFiles(files, lab));

const LESSON = SOUND["steps/1-look.md"] ?? "";
const DOCKERFILE = "FROM a\nCOPY b c\n";
const RIDDLE = changed("minutes: 8", "minutes: 8\nriddle: true", {
  ...SOUND,
  "riddle/Dockerfile": "FROM a\nCOPY note.txt /\n",
  "riddle/note.txt": "{{word}}\n",
});

test("a base of a lab's own has a tag, and a stand-in of its name", async () => {
  const files = { ...SOUND, "stand-ins/golang/Dockerfile": DOCKERFILE };
  expect(await saidOf("minutes: 8", 'minutes: 8\nbases: ["golang:1.24"]', files)).toEqual([]);
  const [untagged] = await saidOf("minutes: 8", "minutes: 8\nbases: [golang]", SOUND);
  expect(untagged).toContain("without a digest: golang:1.24");
});

test("nothing is said of a sound lab, with or without a riddle", async () => {
  expect(await problemsOf(SOUND)).toEqual([]);
  expect(await problemsOf(RIDDLE)).toEqual([]);
});

describe("names", () => {
  test.each([
    [
      "  - id: known",
      "  - id: small",
      'lab.yaml:21:9: "small" is there twice: an id names one of the goals only.',
    ],
    [
      "goal: small\n    rule: wasted",
      "goal: smal\n    rule: wasted",
      'lab.yaml:37:11: There is no goal "smal". Did you mean "small"?',
    ],
    [
      "rule: app-answers",
      "rule: app-anwsers",
      'lab.yaml:42:11: No check of the goal "small" says "app-anwsers". Did you mean "app-answers"?',
    ],
    [
      "rule: app-answers",
      "rule: labels",
      'lab.yaml:42:11: No check of the goal "small" says "labels". There are: wasted-bytes, app-answers, build.',
    ],
    [
      "question: layers",
      "question: layer",
      'lab.yaml:25:19: There is no question "layer". Did you mean "layers"?',
    ],
    [
      '{ layers: "1" }',
      '{ layer: "1" }',
      'lab.yaml:53:16: There is no question "layer". Did you mean "layers"?',
    ],
    [
      "    answer: { from: layer-count }",
      "    about: riddle\n    answer: { from: layer-count }",
      "lab.yaml:34:12: This lab has no riddle. Say riddle: true, and add a folder riddle/.",
    ],
    [
      "{ from: layer-count }",
      "{ from: word }",
      "lab.yaml:34:13: The word is in the riddle's image. Say about: riddle.",
    ],
  ])("%j as %j", async (from, to, problem) => {
    expect(await saidOf(from, to)).toContain(problem);
  });

  test.each([
    [
      "type: wasted-bytes\n        at-most: 1MB",
      "type: canary-nowhere",
      "rule: wasted-bytes",
      "rule: canary-in-output",
    ],
    [
      "type: wasted-bytes\n        at-most: 1MB",
      "type: secret-used",
      "rule: wasted-bytes",
      "rule: feed-not-asked",
    ],
    ["minutes: 8", "minutes: 9", "rule: wasted-bytes", "rule: build"],
  ])("%j as %j: a check's further rule may be named, and the build", async (from, to, rule, named) => {
    expect(await saidOf(rule, named, changed(from, to))).toEqual([]);
  });

  test("a share is that of a lab before this one", async () => {
    const check = (lab: string) => `type: image-bytes\n        at-most: { share-of: ${lab}, percent: 25 }`;
    const shareOf = async (name: string) => {
      const lab = changed("type: wasted-bytes\n        at-most: 1MB", check(name));
      const sound = changed("rule: wasted-bytes", "rule: image-bytes", lab);
      const { problems } = await readLabs({ "02-naive": SOUND, "05-own": sound, "07-later": SOUND });
      return problems.map(lineOf);
    };
    const says = (name: string, near: string) =>
      `labs/05-own/lab.yaml:11:30: There is no lab "${name}" before this one. ${near}`;
    expect(await shareOf("naive")).toEqual([]);
    expect(await shareOf("naiv")).toEqual([says("naiv", 'Did you mean "naive"?')]);
    expect(await shareOf("own")).toEqual([says("own", "There are: naive.")]);
    expect(await shareOf("later")).toEqual([says("later", "There are: naive.")]);
  });
});

describe("files", () => {
  test.each<[string, Record<string, string | null>, string[]]>([
    [
      "a step without its file, and a file without its step",
      { "steps/1-look.md": null, "steps/1-looks.md": LESSON },
      [
        "lab.yaml:4:1: Nobody reads steps/1-looks.md: no step names it.",
        'lab.yaml:5:11: There is no file steps/1-look.md. Did you mean "steps/1-looks.md"?',
      ],
    ],
    [
      "no start",
      { "start/Dockerfile": null },
      [
        "lab.yaml:1:1: A lab without a rung needs the file start/Dockerfile. Or say of which rung it is made: start: { rung: … }",
      ],
    ],
    [
      "a reference with a small d",
      { "reference/Dockerfile": null, "reference/dockerfile": DOCKERFILE },
      [
        "lab.yaml:1:1: A lab without a rung needs the file reference/Dockerfile. There is reference/dockerfile: name it anew.",
      ],
    ],
    [
      "a riddle that is not told",
      { "riddle/Dockerfile": DOCKERFILE },
      ["lab.yaml:1:1: There is a folder riddle/. Say riddle: true."],
    ],
    [
      "a stand-in for a base that the lab does not have",
      { "stand-ins/golang/Dockerfile": DOCKERFILE },
      ["lab.yaml:1:1: stand-ins/golang/Dockerfile stands in for none of the bases. There are none."],
    ],
    [
      "a folder with a slip in its name",
      { "alternative/a/Dockerfile": DOCKERFILE },
      ['lab.yaml:1:1: Nobody reads alternative in a lab\'s folder. Did you mean "alternatives"?'],
    ],
    [
      "an attempt without a folder of its own",
      { "wrong/Dockerfile": DOCKERFILE },
      ["lab.yaml:1:1: wrong/Dockerfile needs a folder of its own: wrong/NAME/Dockerfile."],
    ],
    [
      "what systems and editors leave behind",
      { ".DS_Store": "", "steps/.DS_Store": "", "wrong/._x": "", "steps/1-look.md~": "" },
      [],
    ],
    ["a README, and files of the app", { "README.md": "", "app/a.py": "", "start/.dockerignore": "" }, []],
  ])("%s", async (_, files, problems) => {
    expect(await saidWith(files)).toEqual(problems);
  });

  test("a lab of the ladder has its rung, and needs no start and no reference", async () => {
    const onLadder = (rung: number) =>
      saidWith(
        { "start/Dockerfile": null, "reference/Dockerfile": null },
        changed("minutes: 8", `minutes: 8\nrung: ${rung}`),
      );
    expect(await onLadder(1)).toEqual([]);
    expect(await onLadder(7)).toEqual(["lab.yaml:3:7: The ladder has no rung 7. There are: 0, 1."]);
  });

  describe("a start and a reference that are made of a rung", () => {
    const none = { "start/Dockerfile": null, "reference/Dockerfile": null };
    const made = (start: string, reference: string, files: Record<string, string | null> = none) =>
      saidWith(files, changed("minutes: 8", `minutes: 8\nstart: ${start}\nreference: ${reference}`));
    const edits = (find: string, put: string) => `edits: [{ find: ${find}, put: ${put} }]`;

    test("need no files", async () => {
      expect(await made("{ rung: 0 }", "{ rung: 1 }")).toEqual([]);
      const start = `{ rung: 0, ${edits("pip install", "pip3 install")} }`;
      expect(await made(start, `{ ${edits("pip3 install", "pip install -q")} }`)).toEqual([]);
      expect(await made(start, "{ edits: [] }", { ...none, "reference/.dockerignore": "" })).toEqual([]);
    });

    test("name rungs that are there, and texts that are in them once", async () => {
      expect(await made("{ rung: 7 }", "{ rung: 8 }")).toEqual([
        "lab.yaml:3:16: The ladder has no rung 7. There are: 0, 1.",
        "lab.yaml:4:20: The ladder has no rung 8. There are: 0, 1.",
      ]);
      expect(await made(`{ rung: 0, ${edits("a", "b")} }`, `{ rung: 1, ${edits("pip3", "b")} }`)).toEqual([
        "lab.yaml:3:35: This text must occur once in the Dockerfile of rung 0, and occurs 2 times.",
        "lab.yaml:4:39: This text must occur once in the Dockerfile of rung 1, and occurs 0 times.",
      ]);
      expect(await made("{ rung: 0 }", `{ ${edits("slim", "b")} }`)).toEqual([
        "lab.yaml:4:30: This text must occur once in the Dockerfile of the start, and occurs 0 times.",
      ]);
    });

    test("have no other source", async () => {
      const files = { "reference/Dockerfile": null };
      expect(await made("{ rung: 0 }", "{ rung: 1 }", files)).toEqual([
        "lab.yaml:3:1: There is a file start/Dockerfile, too. Take one of them out.",
      ]);
      expect(await saidWith(none, changed("minutes: 8", "minutes: 8\nrung: 1\nstart: { rung: 0 }"))).toEqual([
        "lab.yaml:4:1: The rung 1 above says what the start is. Take one of them out.",
      ]);
    });

    test("are what attempts are laid upon", async () => {
      const upon = changed(
        "\nwrong:\n",
        `\nalternatives:\n  none:\n    upon: reference\n    ${edits("flask", "-q flask")}\nwrong:\n`,
        changed("minutes: 8", "minutes: 8\nstart: { rung: 0 }\nreference: { rung: 1 }"),
      );
      expect(await saidWith({ ...none, "alternatives/none/Dockerfile": null }, upon)).toEqual([]);
      const again = changed(edits("flask", "-q flask"), edits("flask", "  flask"), upon);
      expect(await saidWith({ ...none, "alternatives/none/Dockerfile": null }, again)).toEqual([
        "lab.yaml:39:5: This is the reference once more: no other way.",
      ]);
    });
  });

  test("a riddle has a Dockerfile", async () => {
    const problem = "lab.yaml:3:1: There is no file riddle/Dockerfile.";
    expect(await saidWith({ "riddle/Dockerfile": null }, RIDDLE)).toEqual([problem]);
  });

  test("a riddle hides a word where a question asks for one", async () => {
    const wordless = { "riddle/note.txt": "cat\n" };
    const asked = changed(
      "answer: { from: layer-count }",
      "about: riddle\n    answer: { from: word }",
      RIDDLE,
    );
    expect(await saidWith(wordless, RIDDLE)).toEqual([]);
    expect(await saidWith(wordless, asked)).toEqual([
      "lab.yaml:3:1: No file of riddle/ holds {{word}}: a .txt, or the Dockerfile. Nothing is hidden.",
    ]);
  });
});

describe("attempts", () => {
  const MADE = "made: [{ file: list.json, run: [syft, -o, json] }]";

  test("an attempt may be a file that a tool prints, and nothing beside", async () => {
    const lab = changed("  nothing-left:\n", `  nothing-left:\n    ${MADE}\n`);
    expect(await saidWith({ "wrong/nothing-left/Dockerfile": null }, lab)).toEqual([]);
  });

  test("with such a file the reference's Dockerfile is another way; without it, none", async () => {
    const said = (more: string) =>
      saidOf("wrong:\n", `alternatives:\n  same:\n    upon: reference\n${more}wrong:\n`);
    expect(await said("")).toEqual([expect.stringContaining("This is the reference once more")]);
    expect(await said(`    ${MADE}\n`)).toEqual([]);
  });

  test.each<[string, Record<string, string | null>, string[]]>([
    [
      "an attempt that is nothing",
      { "wrong/nothing-left/Dockerfile": null },
      ["lab.yaml:40:3: This attempt is nothing: add edits here, files to wrong/nothing-left/, or answers."],
    ],
    [
      "an attempt that nobody makes",
      { "wrong/remove-later/Dockerfile": DOCKERFILE },
      [
        'lab.yaml:35:1: Nobody tries wrong/remove-later/: it is not named here. Did you mean "removed-later"?',
      ],
    ],
    [
      "attempts without a Dockerfile",
      {
        "wrong/removed-later/Dockerfile": null,
        "wrong/removed-later/dockerfile": DOCKERFILE,
        "alternatives/none/Dockerfile": null,
        "alternatives/none/Dockerfile.txt": DOCKERFILE,
      },
      [
        "lab.yaml:1:1: alternatives/none/ has no Dockerfile, and no file that start/, reference/ or the app has: it changes nothing.",
        "lab.yaml:36:3: wrong/removed-later/ has no Dockerfile, and no file that start/, reference/ or the app has: it changes nothing.",
      ],
    ],
    [
      "an attempt on another file that the lab is about",
      {
        "reference/.dockerignore": ".env\n",
        "wrong/removed-later/Dockerfile": null,
        "wrong/removed-later/.dockerignore": "env\n",
      },
      [],
    ],
    [
      "an attempt on an ignore file that its lab does not have",
      {
        "wrong/removed-later/Dockerfile": null,
        "wrong/removed-later/Dockerfile.dockerignore": "env\n",
        "wrong/nothing-left/Dockerfile": null,
        "wrong/nothing-left/.dockerignore": "*\n",
      },
      [],
    ],
    [
      "an attempt on a file of the cat app",
      { "wrong/removed-later/Dockerfile": null, "wrong/removed-later/pyproject.toml": "" },
      [],
    ],
    [
      "an attempt on a file of the cat app, in a lab with an app of its own",
      { "app/a.py": "", "wrong/removed-later/Dockerfile": null, "wrong/removed-later/pyproject.toml": "" },
      [
        "lab.yaml:36:3: wrong/removed-later/ has no Dockerfile, and no file that start/, reference/ or the app has: it changes nothing.",
      ],
    ],
    [
      "one other way",
      { "alternatives/none/Dockerfile": null },
      [
        "lab.yaml:7:9: Add another right answer to alternatives/, or say why there is only one way: one-way: …",
      ],
    ],
    [
      "no other way",
      { "alternatives/none/Dockerfile": null, "alternatives/mount/Dockerfile": null },
      [
        "lab.yaml:7:9: Add 2 other right answers to alternatives/, or say why there is only one way: one-way: …",
      ],
    ],
    [
      "another way that is the reference, written otherwise",
      {
        "alternatives/none/Dockerfile": `# mine\n${SOUND["reference/Dockerfile"]?.replace(" \\\n    ", " \\\n# so\n ")}`,
      },
      ["alternatives/none/Dockerfile:1:1: This is the reference once more: no other way."],
    ],
    [
      "two other ways that are one",
      { "alternatives/none/Dockerfile": SOUND["alternatives/mount/Dockerfile"] ?? "" },
      ["alternatives/none/Dockerfile:1:1: This is alternatives/mount once more: no other way."],
    ],
    [
      "another way by another file",
      {
        "alternatives/none/Dockerfile": SOUND["reference/Dockerfile"] ?? "",
        "alternatives/none/.dockerignore": "x\n",
      },
      [],
    ],
  ])("%s", async (_, files, problems) => {
    expect(await saidWith(files)).toEqual(problems);
  });

  test("a wrong attempt may be edits of the start or of the reference, which occur there once", async () => {
    const edits = (upon: string, find: string) =>
      `    edits:\n      - find: ${find}\n        put: x\n    upon: ${upon}\n  nothing-left:`;
    const withEdits = (upon: string, find: string) =>
      saidWith({ "wrong/removed-later/Dockerfile": null }, changed("  nothing-left:", edits(upon, find)));
    const says = (upon: string, count: number) =>
      `lab.yaml:41:15: This text must occur once in the Dockerfile of the ${upon}, and occurs ${count} times.`;
    expect(await withEdits("start", "/var/lib")).toEqual([]);
    expect(await withEdits("start", "FROM b")).toEqual([says("start", 0)]);
    expect(await withEdits("reference", "apt")).toEqual([says("reference", 2)]);
  });

  test("another right answer may be edits, and must be another one", async () => {
    const withEdits = (find: string, put: string) =>
      saidWith(
        { "alternatives/none/Dockerfile": null },
        changed(
          "\nwrong:\n",
          `\nalternatives:\n  none:\n    upon: reference\n    edits:\n      - { find: ${find}, put: ${put} }\nwrong:\n`,
        ),
      );
    expect(await withEdits("apt-get update", "apt-get -q update")).toEqual([]);
    expect(await withEdits("apt-get update", "apt-get   update")).toEqual([
      "lab.yaml:37:5: This is the reference once more: no other way.",
    ]);
    expect(await withEdits("nothing", "x")).toEqual([
      "lab.yaml:37:5: This is the reference once more: no other way.",
      "lab.yaml:39:17: This text must occur once in the Dockerfile of the reference, and occurs 0 times.",
    ]);
  });

  test("each goal has two wrong attempts", async () => {
    const one = '  one:\n    goal: known\n    rule: answer\n    says: RootFS\n    answers: { layers: "1" }\n';
    const guess =
      '  a-guess:\n    goal: known\n    rule: answer\n    says: RootFS\n    answers: { layers: "99" }\n';
    const says = (count: string, more: number) =>
      `lab.yaml:21:9: The goal "known" has ${count}. Add ${more} more under wrong: else it may be met by chance.`;
    expect(await saidOf(one, "")).toEqual([says("one wrong attempt", 1)]);
    expect(await saidOf(one, "", changed(guess, ""))).toEqual([says("no wrong attempt", 2)]);
  });

  test("one way is enough where a reason is given, or where all is asked and nothing built", async () => {
    const reason = changed(
      "questions:",
      "one-way: The engine knows no other instruction for it.\nquestions:",
    );
    const alone = { "alternatives/none/Dockerfile": null, "alternatives/mount/Dockerfile": null };
    expect(await saidWith(alone, reason)).toEqual([]);
    expect(await problemsOf(reason)).toEqual([
      "lab.yaml:31:1: There are 2 other ways in alternatives/. Take one-way out.",
    ]);
    const checks =
      "      - type: wasted-bytes\n        at-most: 1MB\n      - type: app-answers\n        mistakes:\n          - seen: libpq\n            says: It needs libpq. Layer {{layer}} lost it.\n";
    const asked = changed(checks, "      - type: answer\n        question: layers\n");
    const problems = await saidWith(alone, asked);
    expect(problems.join("\n")).not.toContain("alternatives/");
  });
});

describe("hints", () => {
  const reference = "ARG SLIM=python:3.13-slim FROM ${SLIM} RUN apt-get update && rm -rf /var/lib/apt/lists";
  test.each([
    [
      "- Look at its instruction.",
      "- which layer is the LARGEST",
      "lab.yaml:18:9: This is hint 1 once more. Bring the reader one thing further.",
    ],
    [
      "- Take the compilers out of it.",
      `- "Write: ${reference}"`,
      "lab.yaml:19:9: This hint is the whole reference. That comes after the last hint, by itself.",
    ],
    [
      "- Take the compilers out of it.",
      "- |\n        ARG SLIM=python:3.13-slim\n        FROM ${SLIM}\n        RUN apt-get update \\\n          && rm -rf /var/lib/apt/lists",
      "lab.yaml:19:9: This hint is the whole reference. That comes after the last hint, by itself.",
    ],
    [
      "What is not there is not shipped.",
      "Take the compilers, out of it",
      "lab.yaml:20:10: This is hint 3 once more. Say what happened, now that the reader has done it.",
    ],
  ])("%j as %j", async (from, to, problem) => {
    expect(await saidOf(from, to)).toEqual([problem]);
  });

  test("a part of the reference is a good last hint, and so is all of it where it is the start", async () => {
    expect(
      await saidOf(
        "- Take the compilers out of it.",
        '- "Write: RUN apt-get update && rm -rf /var/lib/apt/lists"',
      ),
    ).toEqual([]);
    const same = withFiles({ "start/Dockerfile": SOUND["reference/Dockerfile"] ?? "" });
    expect(await saidOf("- Take the compilers out of it.", `- "Keep: ${reference}"`, same)).toEqual([]);
  });

  test("the reference of a lab of the ladder is its rung", async () => {
    const lab = changed("minutes: 8", "minutes: 8\nrung: 1", withFiles({ "reference/Dockerfile": null }));
    const hint = '- "Write: FROM python:3.13-slim RUN pip install flask"';
    expect(await saidOf("- Take the compilers out of it.", hint, lab)).toEqual([
      "lab.yaml:20:9: This hint is the whole reference. That comes after the last hint, by itself.",
    ]);
  });
});

describe("checks", () => {
  const empty = "This expression fits every text, also an empty one: every mistake would be this one.";
  test.each([
    ["seen: libpq", "seen: lib(pq", "lab.yaml:14:19: This is no regular expression: Unterminated group."],
    ["seen: libpq", "seen: (libpq)?", `lab.yaml:14:19: ${empty}`],
    ["seen: libpq", "seen: .*", `lab.yaml:14:19: ${empty}`],
    [
      "      - type: app-answers\n",
      "      - type: command\n        run: [python]\n        prints: .*\n      - type: app-answers\n",
      "lab.yaml:14:17: This expression fits a program that prints nothing. Name what must be printed.",
    ],
    [
      "type: app-answers",
      "type: interpreters",
      "lab.yaml:10:15: An image that is small and broken would pass this lab. Add a check that it works, like app-answers.",
    ],
  ])("%j as %j", async (from, to, problem) => {
    expect(await saidOf(from, to)).toContain(problem);
  });

  test.each([
    ["seen: libpq", "seen: ^RUN .*libpq"],
    [
      "      - type: app-answers\n",
      "      - type: command\n        run: [python]\n        prints: ^3\n      - type: app-answers\n",
    ],
  ])("%j as %j is well", async (from, to) => {
    expect(await saidOf(from, to)).toEqual([]);
  });
});

describe("lessons", () => {
  const block = "```sh run\ndocker history {{image}}\n```\n";
  const output = (words: string, text: string) =>
    LESSON.replace(block, `${block}\n\`\`\`output${words}\n${text}\n\`\`\`\n`);
  test.each([
    ["no text", " \n", "1:1: This step is empty. Write what its reader should see or do."],
    [
      "a block without an end",
      LESSON.replace(/```\n$/, ""),
      "7:1: This block has no end: close it with a fence like the first.",
    ],
    [
      "another shell",
      LESSON.replace("sh run", "bash run"),
      "3:1: Nobody runs a block of bash. Write: sh run",
    ],
    [
      "a slip behind sh",
      LESSON.replace("sh run", "sh rnu"),
      '3:1: Behind sh stands "run" or nothing, not "rnu".',
    ],
    [
      "nothing to run",
      LESSON.replace("docker history {{image}}", ""),
      "3:1: There is nothing to run in this block.",
    ],
    [
      "an output of nothing",
      LESSON.replace("sh run", "sh").replace("```sh\nsize", "```output\na\n```\n\n```sh\nsize"),
      "7:1: Nobody compares this output: no block of sh run stands right before it.",
    ],
    ["an output with nothing", output("", "…"), "7:1: This output shows no line to compare with."],
    [
      "a tolerance without its unit",
      output(" tolerance=20", "a"),
      '7:1: "tolerance=20" says nothing. Write: output tolerance=20%',
    ],
    [
      "a question that is not there",
      LESSON.replace("answer layers", "answer layrs"),
      '8:1: lab.yaml has no question "layrs". Did you mean "layers"?',
    ],
    [
      "a name that nobody fills",
      LESSON.replace("{{image}}", "{{imag}}"),
      '4:16: Nobody fills {{imag}}. Did you mean "image"?',
    ],
  ])("%s", async (_, text, problem) => {
    expect(await saidWith({ "steps/1-look.md": text })).toContain(`steps/1-look.md:${problem}`);
  });

  test("a question that no lesson shows", async () => {
    expect(await saidWith({ "steps/1-look.md": "# Look\n" })).toEqual([
      "lab.yaml:32:9: No step asks this. Write there: size-matters answer layers …",
    ]);
  });

  test.each([
    ["an output with a tolerance", output(" tolerance=2.5%", "a\n…\nb")],
    ["a block that is only shown", `${LESSON}\n\`\`\`dockerfile\nRUN <<EOF\nEOF\n\`\`\`\n`],
    ["a picture", `${LESSON}\n~~~\n  a | b\n~~~\n`],
    ["the verb without a question of its own", `${LESSON}\nsize-matters answer ID VALUE\n`],
  ])("%s is well", async (_, text) => {
    expect(await saidWith({ "steps/1-look.md": text })).toEqual([]);
  });
});

describe("placeholders", () => {
  test.each([
    [
      "What is not there",
      "It is {{wrod}} that is not there",
      'lab.yaml:20:10: Nobody fills {{wrod}}. Did you mean "word"?',
    ],
    [
      "Who knows the layers?",
      "Who knows {{riddle}} here?",
      "lab.yaml:27:9: Nobody fills {{riddle}}: this lab has no riddle.",
    ],
    [
      "Who knows the layers?",
      "Who knows {{layer}} here?",
      "lab.yaml:27:9: {{layer}} is filled in the sentences of mistakes only.",
    ],
    [
      "at-most: 1MB",
      "at-most: 1MB\n      - type: labels\n        equals: { a: '{{wort}}' }",
      'lab.yaml:13:22: Nobody fills {{wort}}. Did you mean "word"?',
    ],
  ])("%j as %j", async (from, to, problem) => {
    expect(await saidOf(from, to)).toEqual([problem]);
  });

  test.each([
    [
      "start/Dockerfile",
      "FROM a\nLABEL a={{ wrod }}\n",
      'start/Dockerfile:2:9: Nobody fills {{wrod}}. Did you mean "word"?',
    ],
    [
      "wrong/nothing-left/Dockerfile",
      "FROM {{digest.slm}}\n",
      'wrong/nothing-left/Dockerfile:1:6: Nobody fills {{digest.slm}}. Did you mean "digest.slim"?',
    ],
    [
      "app/note.txt",
      "a {{word}}\n",
      "app/note.txt:1:3: Nobody fills {{word}} in app/. Put this file into start/ instead.",
    ],
  ])("%s with %j", async (file, text, problem) => {
    expect(await saidWith({ [file]: text })).toEqual([problem]);
  });

  test("what is filled, and what is no placeholder, is well", async () => {
    const names = ["word", "image", "naive", "digest.slim", "digest.full", "digest.full-as-slim"];
    const text = `${names.map((name) => `{{${name}}}`).join(" ")} {{.Size}} {{json .Config}} {{range .A}}{{.}}{{end}}`;
    expect(await saidOf("- Look at its instruction.", `- "${text}"`)).toEqual([]);
    expect(
      await saidWith({
        "steps/1-look.md": `${LESSON}${text}`,
        "app/page.html": "{{ cat }}",
        "app/a.txt": "{{cat}}",
      }),
    ).toEqual([]);
    expect(await saidOf("- Look at its instruction.", '- "See {{riddle}}."', RIDDLE)).toEqual([]);
  });
});

describe("Dockerfiles that an engine of 2021 can build without a network", () => {
  test.each([
    [
      "# syntax=docker/dockerfile:1\nFROM a\n",
      "1:1: A syntax line is fetched from a registry: without a network the build fails. Take it out.",
    ],
    [
      "FROM a\nRUN <<EOF\nls\nEOF\n",
      "2:1: Docker 20.10 cannot read <<. Join the commands with &&, or copy a file.",
    ],
    [
      "FROM a\nCOPY --link b c\n",
      "2:1: Docker 20.10 cannot read --link. Take it out: the image is the same.",
    ],
    [
      "FROM a\nRUN --mount=type=secret,id=token,env=TOKEN ls\n",
      "2:1: Docker 20.10 cannot read env= of a secret. Read the file in /run/secrets instead.",
    ],
    ["\n", "1:1: This Dockerfile is empty."],
  ])("%j is not", async (text, problem) => {
    const problems = await saidWith({ "alternatives/none/Dockerfile": text });
    expect(problems).toEqual([`alternatives/none/Dockerfile:${problem}`]);
  });

  test("one that is too long is not even read", async () => {
    const problems = await saidWith({
      "alternatives/none/Dockerfile": `FROM a\n# <<${"x".repeat(1_000_001)}`,
    });
    expect(problems).toEqual([
      "alternatives/none/Dockerfile:1:1: A Dockerfile of 1.1 MB is more than can be read here.",
    ]);
  });

  test.each([
    "FROM a\n# syntax=docker/dockerfile:1\n",
    "FROM a\nRUN echo '<<EOF' $((1<<2))\n",
    "FROM a\nENV env=1\n",
  ])("%j is one", async (text) => {
    expect(await saidWith({ "alternatives/none/Dockerfile": text })).toEqual([]);
  });
});
