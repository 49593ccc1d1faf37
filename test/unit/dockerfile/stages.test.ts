// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of a Dockerfile look like those of a template.
import { describe, expect, test } from "vitest";
import {
  type Dockerfile,
  externalBase,
  finalStage,
  neededStages,
  readDockerfile,
  type Stage,
  stagesBelow,
} from "../../../src/dockerfile/dockerfile.ts";
import type { StageBase } from "../../../src/dockerfile/instruction.ts";

const image = (reference: string): StageBase => ({ kind: "image", reference });
const stage = (index: number): StageBase => ({ kind: "stage", index });
const unknown = (why: string): StageBase => ({ kind: "unknown", why });
const noValue = (name: string) => unknown(`no ARG above the first FROM gives ${name} a value`);
const basesOf = (text: string, args = {}) => readDockerfile(text, args).stages.map(({ base }) => base);

function last(dockerfile: Dockerfile): Stage {
  const final = finalStage(dockerfile);
  if (!final) throw new Error("no stage");
  return final;
}

describe("stages", () => {
  test("each has its number, name, line and instructions", () => {
    const dockerfile = readDockerfile(
      [
        "ARG A=1",
        "FROM --platform=$BUILDPLATFORM a AS Base",
        "RUN b",
        "# x",
        "FROM c",
        "COPY d e",
        "CMD f",
      ].join("\n"),
    );
    expect(dockerfile.stages).toMatchObject([
      { index: 0, name: "Base", line: 2, from: "a", base: image("a"), platform: "$BUILDPLATFORM" },
      { index: 1, name: null, line: 5, from: "c", base: image("c"), platform: null },
    ]);
    expect(dockerfile.stages.map(({ instructions }) => instructions.map(({ text }) => text))).toEqual([
      ["RUN b"],
      ["COPY d e", "CMD f"],
    ]);
    expect(dockerfile.instructions.map((one) => [one.stage, one.keyword])).toEqual([
      [null, "ARG"],
      [0, "FROM"],
      [0, "RUN"],
      [1, "FROM"],
      [1, "COPY"],
      [1, "CMD"],
    ]);
    expect(dockerfile.instructions[2]).toBe(dockerfile.stages[0]?.instructions[0]);
  });

  test.each(["", "# FROM a", "RUN a", "ARG A=1\nARG B", "ONBUILD FROM a", "\\", "FROMA b"])(
    "there is none in %j",
    (text) => {
      const dockerfile = readDockerfile(text);
      expect(dockerfile.stages).toEqual([]);
      expect(finalStage(dockerfile)).toBeNull();
      expect(dockerfile.instructions.every((one) => one.stage === null)).toBe(true);
    },
  );

  test("FROM as a trigger begins none", () => {
    expect(readDockerfile("FROM a\nONBUILD FROM b\nRUN c").stages).toMatchObject([
      { from: "a", instructions: [{ keyword: "FROM", onbuild: true }, { keyword: "RUN" }] },
    ]);
  });

  test.each<[string, string | null]>([
    ["FROM a AS b", "b"],
    ["from a as B", "B"],
    ["FROM a \\\n  As b", "b"],
    ["FROM a", null],
    ["FROM a AS", null],
    ["FROM a b c", null],
    ["FROM as", null],
  ])("the name in %j is %j", (text, name) => {
    expect(readDockerfile(text).stages[0]?.name).toBe(name);
  });
});

describe("what FROM names", () => {
  test.each<[string, StageBase[]]>([
    ["FROM python:3.13-slim@sha256:0a1b", [image("python:3.13-slim@sha256:0a1b")]],
    ["FROM registry:5000/a/b:1", [image("registry:5000/a/b:1")]],
    ['FROM "a:1"', [image("a:1")]],
    ["FROM scratch", [{ kind: "scratch" }]],
    ["FROM Scratch", [image("Scratch")]],
    ["FROM", [unknown("FROM names nothing")]],
    ["FROM a AS b\nFROM b", [image("a"), stage(0)]],
    ["FROM a AS B\nFROM b AS c\nFROM C", [image("a"), stage(0), stage(1)]],
    ["FROM b\nFROM a AS b", [image("b"), image("a")]],
    ["FROM a AS a\nFROM a", [image("a"), stage(0)]],
    ["FROM a AS b\nFROM c AS b\nFROM b", [image("a"), image("c"), stage(1)]],
    ["FROM a AS b\nFROM b AS b\nFROM b", [image("a"), stage(0), stage(1)]],
    ["FROM a\nFROM 0", [image("a"), image("0")]],
    ["ARG B=base\nFROM a AS base\nFROM ${B}", [image("a"), stage(0)]],
    ["ARG B=scratch\nFROM $B", [{ kind: "scratch" }]],
  ])("%j", (text, bases) => {
    expect(basesOf(text)).toEqual(bases);
  });
});

describe("substitution in FROM", () => {
  test.each<[string, string]>([
    ["ARG A=b\nFROM $A", "b"],
    ["ARG A=b\nFROM ${A}:1", "b:1"],
    ["ARG A=b\nFROM x/$A/c", "x/b/c"],
    ["ARG A=b\nFROM $A-c", "b-c"],
    ["ARG A=b\nARG A_1=c\nFROM $A_1", "c"],
    ["ARG SLIM=python:3.13-slim\nFROM ${SLIM} AS base", "python:3.13-slim"],
    ["arg A=b\nfrom $A", "b"],
    ['ARG A="b:1"\nFROM $A', "b:1"],
    ["ARG A='b:1'\nFROM $A", "b:1"],
    ["ARG A=b C=d\nFROM $A:$C", "b:d"],
    ["ARG A=3.13\nARG B=python:${A}-slim\nFROM $B", "python:3.13-slim"],
    ["ARG A=1\nARG A=2\nFROM a:$A", "a:2"],
    ["ARG A=1\nARG A=${A}.2\nFROM a:$A", "a:1.2"],
    ["ARG A=1\nARG A\nFROM a:$A", "a:1"],
    ["ARG A=\nFROM a$A", "a"],
    // Operators: unset, empty, set.
    ["FROM ${A:-b}", "b"],
    ["ARG A=\nFROM ${A:-b}", "b"],
    ["ARG A=c\nFROM ${A:-b}", "c"],
    ["FROM ${A-b}", "b"],
    ["ARG A=\nFROM a${A-b}", "a"],
    ["ARG A=c\nFROM ${A-b}", "c"],
    ["FROM a${A:+b}", "a"],
    ["ARG A=\nFROM a${A:+b}", "a"],
    ["ARG A=c\nFROM a${A:+b}", "ab"],
    ["ARG A=\nFROM a${A+b}", "ab"],
    ["FROM a${A+b}", "a"],
    ["ARG A=c\nFROM ${A:?no}", "c"],
    ["ARG A=c\nFROM ${A?no}", "c"],
    ["ARG A=\nFROM a${A?no}", "a"],
    ["ARG B=c\nFROM ${A:-$B}", "c"],
    ["FROM ${A:-${B:-c}}", "c"],
    ["FROM ${A:-${B:-c}:1}-d", "c:1-d"],
    ["ARG A=x\nFROM ${A:-$MISSING}", "x"],
    ['FROM ${A:-"b"}', "b"],
    // Quotes and escapes.
    ["ARG A=b\nFROM '$A'", "$A"],
    ['ARG A=b\nFROM "$A"', "b"],
    ["ARG A=b\nFROM \\$A", "$A"],
    ['ARG A=b\nFROM "\\$A"', "$A"],
    ['ARG A=b\nFROM "\\x$A"', "\\xb"],
    ["ARG A=b\nFROM \\x$A", "xb"],
    ["# escape=`\nARG A=b\nFROM `$A", "$A"],
    ["# escape=`\nARG A=b\nFROM \\$A", "\\b"],
    ["FROM a$", "a$"],
    ["FROM a$:b", "a$:b"],
  ])("%j is %j", (text, reference) => {
    expect(basesOf(text)).toEqual([image(reference)]);
  });

  test.each<[string, StageBase]>([
    ["FROM $A", noValue("A")],
    ["ARG A\nFROM ${A}", noValue("A")],
    ["ARG A\nFROM python:${A}", noValue("A")],
    ["ARG B=$A\nARG A=c\nFROM $B", noValue("A")],
    ["FROM ${A:-$B}", noValue("B")],
    ["FROM ${A:?take-one}", unknown("A has no value: take-one")],
    ["FROM ${A?}", unknown("A has no value: it is asked for")],
    ["ARG A=\nFROM ${A:?take-one}", unknown("A has no value: take-one")],
    ["FROM ${A:?}", unknown("A has no value: it is asked for")],
    ["FROM a-$TARGETARCH", unknown("only the builder knows TARGETARCH")],
    ["ARG BUILDPLATFORM\nFROM a-$BUILDPLATFORM", unknown("only the builder knows BUILDPLATFORM")],
    ["FROM a-${TARGETVARIANT:-v7}", unknown("only the builder knows TARGETVARIANT")],
    ["ARG A=\nFROM $A", unknown("FROM names nothing")],
    ["ARG A=b\nFROM ${A", unknown("${A cannot be worked out here")],
    ["ARG A=b\nFROM ${A:-${A#c}}", unknown("${A:-${A#c}} cannot be worked out here")],
    [`ARG A=b\nFROM ${"${A:-".repeat(99)}`, unknown(`${"${A:-".repeat(99)} cannot be worked out here`)],
    ["ARG A=b\nFROM '${A", unknown("in '${A a ' is missing")],
    ['ARG A=b\nFROM ${A:-"c}', unknown('in ${A:-"c} a " is missing')],
    ["ARG A=b\nARG C=${A:-c\nFROM $C", unknown("in ${A:-c a } is missing")],
    ["ARG A=b\nFROM ${A:-c", unknown("in ${A:-c a } is missing")],
    ["ARG A=b\nFROM ${A%c}", unknown("${A%c} cannot be worked out here")],
    ["ARG A=b\nFROM ${A/c/d}", unknown("${A/c/d} cannot be worked out here")],
    ["FROM ${}", unknown("${} cannot be worked out here")],
    ["FROM 'a", unknown("in 'a a ' is missing")],
    ['FROM "a', unknown('in "a a " is missing')],
  ])("%j cannot be told", (text, base) => {
    expect(basesOf(text)).toEqual([base]);
  });

  test("only what stands above the first FROM counts", () => {
    const text =
      "ARG A=1\nFROM a:$A AS x\nARG A=2\nARG B=3\nENV C=4\nFROM a:$A\nFROM a:$B\nFROM a:$C\nFROM x";
    expect(basesOf(text, { B: "5", C: "6" })).toEqual([
      image("a:1"),
      image("a:1"),
      noValue("B"),
      noValue("C"),
      stage(0),
    ]);
  });

  test("ENV above the first FROM, or ARG as a trigger, gives no value", () => {
    expect(basesOf("ENV A=b\nONBUILD ARG C=d\nFROM $A\nFROM $C")).toEqual([noValue("A"), noValue("C")]);
  });

  test.each<[string, Record<string, string>, StageBase]>([
    ["ARG A\nFROM $A", { A: "b" }, image("b")],
    ["ARG A=c\nFROM $A", { A: "b" }, image("b")],
    ["ARG A=c\nARG D=$A:1\nFROM $D", { A: "b" }, image("b:1")],
    ["ARG A\nFROM $A", { A: "$B 'c'" }, image("$B 'c'")],
    ["ARG A=c\nFROM ${A:-d}", { A: "" }, image("d")],
    ["FROM $A", { A: "b" }, noValue("A")],
    ["FROM ${A:-c}", { A: "b" }, image("c")],
    ["ARG a=c\nFROM $a", { A: "b" }, image("c")],
    ["FROM a-$TARGETARCH", { TARGETARCH: "arm64" }, image("a-arm64")],
    ["ARG TARGETARCH=amd64\nFROM a-$TARGETARCH", {}, image("a-amd64")],
    ["ARG constructor\nFROM $constructor", {}, noValue("constructor")],
    ["ARG __proto__=b\nFROM $__proto__", {}, image("b")],
  ])("%j with %j", (text, args, base) => {
    expect(basesOf(text, args)).toEqual([base]);
  });
});

describe("what --from names", () => {
  const froms = (text: string) => readDockerfile(text).instructions.flatMap(({ from }) => from ?? []);
  const above = "FROM a AS one\nFROM b AS Two\nFROM c AS three\n";

  test.each<[string, StageBase[]]>([
    ["COPY --from=one a b", [stage(0)]],
    ["COPY --from=TWO a b", [stage(1)]],
    ["COPY --chown=1:1 --from=two --link a b", [stage(1)]],
    ["COPY --from=0 a b", [stage(0)]],
    ["COPY --from=1 a b", [stage(1)]],
    ["COPY --from=nginx:1.29 a b", [image("nginx:1.29")]],
    ["COPY --from=scratch a b", [{ kind: "scratch" }]],
    ["COPY --from=2 a b", [unknown("no stage 2 is above this one")]],
    ["COPY --from=9 a b", [unknown("no stage 9 is above this one")]],
    ["COPY --from=three a b", [unknown("no stage three is above this one")]],
    ["COPY --from=later a b\nFROM d AS later", [unknown("no stage later is above this one")]],
    ["COPY --from=$one a b", [unknown("--from takes no variables: $one")]],
    ["COPY --from= a b", [unknown("--from names nothing")]],
    ["ONBUILD COPY --from=one a b", [unknown("one is looked up where another image is built on this one")]],
    ["ONBUILD COPY --from=0 a b", [unknown("0 is looked up where another image is built on this one")]],
    ["COPY a b", []],
    ["ADD --from=one a b", []],
    ["RUN --from=one a", []],
  ])("%j", (text, expected) => {
    expect(froms(above + text)).toEqual(expected);
  });

  test("a mount takes a stage by its name only", () => {
    const run =
      "RUN --mount=from=one --mount=from=1 --mount=type=cache,from=x:1,target=/a --mount=target=/b c";
    const mounts = readDockerfile(above + run).instructions.at(-1)?.mounts;
    expect(mounts?.map(({ from }) => from)).toEqual([stage(0), image("1"), image("x:1"), null]);
  });
});

describe("what stages stand on", () => {
  const text = `
FROM python:3.13-slim@sha256:0a AS base
FROM base AS tools
FROM alpine AS unused
COPY --from=never:1 a b
FROM base AS installer
RUN --mount=type=bind,from=tools,target=/t a
FROM base AS other
FROM base AS runner
COPY --from=installer a b
ONBUILD COPY --from=other a b
`;
  const dockerfile = readDockerfile(text);

  test("the last stage is built", () => {
    expect(finalStage(dockerfile)?.name).toBe("runner");
  });

  test("the stages below, nearest first", () => {
    const names = (one: Dockerfile) => stagesBelow(one, last(one)).map(({ name, from }) => name ?? from);
    expect(names(dockerfile)).toEqual(["runner", "base"]);
    expect(names(readDockerfile("FROM a AS b\nFROM b AS c\nFROM c AS d\nFROM d"))).toEqual([
      "d",
      "d",
      "c",
      "b",
    ]);
    expect(names(readDockerfile("FROM a"))).toEqual(["a"]);
    expect(names(readDockerfile("FROM a AS a\nFROM a AS a\nFROM a AS a"))).toEqual(["a", "a", "a"]);
  });

  test("the stages that are needed", () => {
    const needed = [...neededStages(dockerfile, last(dockerfile))].sort();
    expect(needed.map((index) => dockerfile.stages[index]?.name)).toEqual([
      "base",
      "tools",
      "installer",
      "runner",
    ]);
    expect(neededStages(readDockerfile("FROM a\nFROM b"), { ...last(dockerfile), index: 0 })).toEqual(
      new Set([0]),
    );
  });

  test("each stage is looked at once", () => {
    const twice = Array.from({ length: 60 }, (_, at) => `FROM s${at} AS s${at + 1}\nCOPY --from=s${at} a b`);
    const many = readDockerfile(twice.join("\n"));
    expect(neededStages(many, last(many)).size).toBe(60);
  });

  test.each<[string, StageBase]>([
    [text, image("python:3.13-slim@sha256:0a")],
    ["FROM scratch AS a\nFROM a AS b\nFROM b", { kind: "scratch" }],
    ["ARG A\nFROM $A AS b\nFROM b", noValue("A")],
    ["FROM a", image("a")],
  ])("the lowest FROM of %j", (one, base) => {
    const read = readDockerfile(one);
    expect(externalBase(read, last(read))).toEqual(base);
  });

  test("a stage of another Dockerfile has no base here", () => {
    expect(externalBase(readDockerfile(""), last(dockerfile)).kind).toBe("unknown");
  });
});
