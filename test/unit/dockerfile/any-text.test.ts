// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of a Dockerfile look like those of a template.
import { describe, expect, test } from "vitest";
import {
  type Dockerfile,
  finalStage,
  neededStages,
  readDockerfile,
} from "../../../src/dockerfile/dockerfile.ts";
import { instructionsOf } from "../../../src/dockerfile/instructions-of.ts";
import { UserError } from "../../../src/errors.ts";
import { type Random, randomFrom } from "../../support/random.ts";
import { secondsUsed } from "../../support/seconds-used.ts";

/** Calls with 300 texts' worth of numbers; what fails names its seed. */
function forEachSeed(run: (random: Random, seed: string) => void): void {
  for (let seed = 0; seed < 300; seed++) run(randomFrom(seed), `seed ${seed}`);
}

interface Written {
  keyword: string;
  text: string;
  /** Lines as a person may write them, without those between instructions. */
  lines: string[];
}

/** A word that is no keyword, no flag and no here-document. */
const word = (random: Random): string =>
  random.pick([
    "a",
    "b.c",
    "--d=e",
    "/f/",
    '"g h"',
    "'i\tj'",
    "$K",
    "${L:-m}",
    "&&",
    "\\;",
    "#n",
    "ö",
    "<",
    "a<<b",
  ]);

const words = (random: Random): string[] => Array.from({ length: 1 + random.below(6) }, () => word(random));

const gap = (random: Random): string => random.pick([" ", "  ", "\t", " \t "]);

/** Lines that count for nothing, wherever they stand. */
function nothing(random: Random): string[] {
  return Array.from({ length: random.once(2) ? random.below(3) : 0 }, () =>
    random.pick(["", " \t", "# FROM x", "  #", "# RUN a \\"]),
  );
}

/** An instruction of one line or of several, in capital letters or not. */
function written(keyword: string, parts: readonly string[], random: Random): Written {
  const lines = [random.pick(["", " ", "\t"]) + random.pick([keyword, keyword.toLowerCase()])];
  for (const part of parts) {
    if (!part.startsWith("#") && random.once(3)) {
      lines[lines.length - 1] += ` \\${random.pick(["", " ", "\t"])}`;
      lines.push(...nothing(random), gap(random) + part);
    } else {
      lines[lines.length - 1] += gap(random) + part;
    }
  }
  const text = [keyword, ...parts].join(" ").replaceAll(/\s+/g, " ");
  return { keyword, text, lines };
}

function withHeredoc(random: Random): Written {
  const name = random.pick(["EOF", "eof-1", "RUN"]);
  const [dash, tabs] = random.pick([
    ["", ""],
    ["-", "\t\t"],
  ] as const);
  const start = written("RUN", [...words(random), `<<${dash}${name}`, ...words(random)], random);
  const body = [...nothing(random), `${name} x`, "FROM y", "RUN z \\", ` ${name}`, `${name}x`, tabs + name];
  return { ...start, text: [start.text, ...body].join("\n"), lines: [...start.lines, ...body] };
}

function instruction(random: Random): Written {
  if (random.once(5)) return withHeredoc(random);
  if (random.once(4)) return written("FROM", [`image-${random.below(9)}`], random);
  const keyword = random.pick(["RUN", "COPY", "ENV", "LABEL", "WORKDIR", "CMD", "USER", "EXPOSE", "FOO"]);
  return written(keyword, words(random), random);
}

test("what was written is read, each with its lines and its stage", () => {
  forEachSeed((random, seed) => {
    const lines: string[] = nothing(random);
    let stage = -1;
    const expected = Array.from({ length: random.below(20) }, () => {
      const one = instruction(random);
      if (one.keyword === "FROM") stage += 1;
      const line = lines.length + 1;
      lines.push(...one.lines);
      const endLine = lines.length;
      lines.push(...nothing(random));
      return { keyword: one.keyword, line, endLine, text: one.text, stage: stage < 0 ? null : stage };
    });
    const [start, between, end] = [
      random.pick(["", "\uFEFF"]),
      random.pick(["\n", "\r\n"]),
      random.pick(["", "\n"]),
    ];

    const { instructions, stages } = readDockerfile(start + lines.join(between) + end);

    expect(instructions, seed).toMatchObject(expected);
    expect(instructions, seed).toHaveLength(expected.length);
    const froms = expected.filter(({ keyword }) => keyword === "FROM");
    expect(
      stages.map(({ line }) => line),
      seed,
    ).toEqual(froms.map(({ line }) => line));
  });
});

/** What is true of each Dockerfile, however it was written. */
function check(dockerfile: Dockerfile, text: string, seed: string): void {
  const { instructions, stages } = dockerfile;
  let end = 0;
  for (const { line, endLine, text: read, stage } of instructions) {
    expect(line, seed).toBeGreaterThan(end);
    expect(endLine, seed).toBeGreaterThanOrEqual(line);
    expect(read.split("\n")[0]?.trim(), seed).not.toBe("");
    expect(stage === null || stages[stage] !== undefined, seed).toBe(true);
    end = endLine;
  }
  expect(end, seed).toBeLessThanOrEqual(text.split("\n").length);
  for (const { index, base } of stages)
    if (base.kind === "stage") expect(base.index, seed).toBeLessThan(index);
  const final = finalStage(dockerfile);
  if (!final) return;
  expect(neededStages(dockerfile, final), seed).toContain(final.index);
  const history = instructions.map((one) => one.text);
  expect(instructionsOf(dockerfile, final, history), seed).toHaveLength(history.length);
}

const PIECES = [
  ..."\\`\n\r\t #=\"'${}[],-<>:+?$ARG",
  "\r\n",
  "\\\n",
  "FROM ",
  "from a as b\n",
  "\nRUN ",
  "ONBUILD ",
  "ARG A=",
  "COPY --from=",
  "RUN --mount=",
  "<<EOF",
  "\nEOF\n",
  "# escape=`\n",
  "# syntax=",
  "\uFEFF",
  "\u0000",
  "\u2028",
  "\u00a0",
  "😀",
  "\ud800",
];

test("any pieces are read", () => {
  forEachSeed((random, seed) => {
    const text = Array.from({ length: random.below(60) }, () => random.pick(PIECES)).join("");
    check(readDockerfile(text, { A: "b" }), text, seed);
  });
});

test("any bytes are read", () => {
  forEachSeed((random, seed) => {
    const bytes = Buffer.from(Array.from({ length: random.below(2000) }, () => random.below(256)));
    for (const text of [bytes.toString("utf8"), bytes.toString("latin1")])
      check(readDockerfile(text), text, seed);
  });
});

describe("much text", () => {
  const many = (text: string, characters: number): string =>
    text.repeat(Math.floor(characters / text.length));
  const size = 200_000;

  test.each<[string, string]>([
    ["instructions", `FROM a\n${many("RUN apt-get update && apt-get install -y curl\n", size)}`],
    ["comments", `FROM a\n${many("# a\n", size)}`],
    ["stages with comments", many("# a\nFROM b\n", size)],
    [
      "stages, one on the other",
      Array.from({ length: size / 20 }, (_, i) => `FROM s${i} AS s${i + 1}\n`).join(""),
    ],
    ["one long line", `RUN ${many("a ", size)}`],
    ["one instruction of many lines", `RUN a${many(" && b \\\n", size)}`],
    ["flags", `RUN ${many("--a ", size)}`],
    ["mounts", `RUN ${many("--mount=from=a ", size)}`],
    ["escape characters", `RUN ${many("\\ ", size)}`],
    ["blanks", `RUN \\${many(" ", size)}a`],
    ["quotes", `RUN ${many('\\"', size)} <<EOF`],
    ["here-documents", many("RUN <<E\nx\nE\n", size)],
    ["here-documents without end", many("RUN <<E\nx\n", size)],
    ["triggers", `${many("ONBUILD ", size)}RUN a`],
    ["substitutions inside each other", `ARG A=1\nFROM ${many("${A:-", size)}`],
    ["variables", Array.from({ length: size / 20 }, (_, i) => `ARG A${i + 1}=\${A${i}}b\n`).join("")],
  ])("%s", (_, text) => {
    const start = secondsUsed();
    const dockerfile = readDockerfile(text);
    const final = finalStage(dockerfile);
    if (final) neededStages(dockerfile, final);
    // A tenth of a second for most; what is not linear takes half a minute.
    expect(secondsUsed() - start).toBeLessThan(4);
  });

  test("more than 1 MB is refused", () => {
    const text = `${"a".repeat(999)}\n`.repeat(1000);
    expect(readDockerfile(text).instructions).toHaveLength(1000);
    expect(() => readDockerfile(`${text}\n`)).toThrow(
      "A Dockerfile of 1.1 MB is more than can be read here.",
    );
    const attempt = () => readDockerfile(text.repeat(10));
    expect(attempt).toThrow(UserError);
    expect(attempt).toThrow("A Dockerfile of 10 MB is more than can be read here.");
  });
});
