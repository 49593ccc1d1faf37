import { describe, expect, test } from "vitest";
import { file } from "../../../support/archives/entries.ts";
import { judged, verdictOf } from "../judged.ts";

const dockerfile = (...lines: string[]) => ({ dockerfile: `${lines.join("\n")}\n` });
const TWO = dockerfile("FROM a AS one", "FROM b", "COPY --from=one /x /x");

describe("how many there are", () => {
  test("stages that the image is made of are met", async () => {
    expect(await verdictOf("stages", {}, TWO)).toBe("met: 2 stages");
    expect(await verdictOf("stages", {}, dockerfile("from a as One", "from ONE"))).toBe("met: 2 stages");
    expect(await verdictOf("stages", { "at-least": 1 }, dockerfile("FROM a"))).toBe("met: 1 stage");
  });

  test("one is one too few", async () => {
    expect(await judged("stages", {}, dockerfile("ARG A", "FROM a", "RUN x"))).toMatchObject({
      verdict: "not-yet",
      expected: "2 stages or more",
      actual: "1 stage",
      evidence: [{ kind: "dockerfile", where: "Dockerfile:2", text: "FROM a" }],
      next: { text: "Begin another stage: FROM … AS name" },
    });
  });

  test("a stage that the image does not need is none", async () => {
    expect(await judged("stages", {}, dockerfile("FROM scratch AS idle", "FROM a"))).toMatchObject({
      verdict: "not-yet",
      actual: "2 stages, and the image needs only the last",
      next: { text: "Take over from the other stage what the last one needs: COPY --from=name /from /to" },
    });
    expect(
      await verdictOf("stages", { "at-least": 3 }, dockerfile("FROM a AS one", "FROM a AS test", "FROM one")),
    ).toBe("not-yet: 3 stages, and the image needs only 2");
  });

  test("a comment, a name in capitals and a mount count for what they are", async () => {
    expect(await verdictOf("stages", {}, dockerfile("# FROM x AS y", "FROM a"))).toBe("not-yet: 1 stage");
    const mounted = dockerfile(
      "FROM a AS Wheels",
      "FROM b",
      "RUN --mount=type=bind,from=wheels,target=/w pip install",
    );
    expect(await verdictOf("stages", {}, mounted)).toBe("met: 2 stages");
  });

  test("no FROM at all is told", async () => {
    const { verdict, evidence } = await judged("stages", {}, dockerfile("RUN x"));
    expect([verdict, evidence[0]?.text]).toEqual(["not-yet", "there is no FROM"]);
  });
});

describe("names", () => {
  test("each stage that another one uses needs one", async () => {
    const numbered = dockerfile("FROM a", "FROM b", "COPY --from=0 /x /x");
    expect(await judged("stages", { named: true }, numbered)).toMatchObject({
      verdict: "not-yet",
      actual: "a stage without a name",
      evidence: [{ where: "Dockerfile:1", text: "FROM a" }],
    });
    expect(await verdictOf("stages", { named: true }, TWO)).toMatch(/^met/);
  });

  test("a stage that has a name is called by it", async () => {
    const numbered = dockerfile("FROM a AS one", "FROM b", "COPY --from=0 /x /x");
    expect(await judged("stages", { named: true }, numbered)).toMatchObject({
      verdict: "not-yet",
      actual: "a stage is called by its number",
      evidence: [{ where: "Dockerfile:3", text: "COPY --from=0 /x /x" }],
    });
  });

  test("a number that only a stage uses which the image does not need is nobody's affair", async () => {
    const idle = dockerfile(
      "FROM a AS one",
      "FROM c",
      "COPY --from=0 /x /x",
      "FROM b",
      "COPY --from=one /x /x",
    );
    expect(await verdictOf("stages", { named: true }, idle)).toMatch(/^met/);
  });

  test("a stage that nobody uses needs none", async () => {
    const idle = dockerfile("FROM a AS one", "FROM x", "FROM b", "COPY --from=one /x /x");
    expect(await verdictOf("stages", { named: true }, idle)).toMatch(/^met/);
  });
});

describe("what the last one takes over", () => {
  const options = { "takes-over": "1kB" };
  test.each([
    ["a COPY", ["FROM a AS one", "FROM b", "COPY --from=one /x /x"]],
    ["a COPY by number", ["FROM a", "FROM b", "COPY --from=0 /x /x"]],
    ["a mount", ["FROM a AS one", "FROM b", "RUN --mount=from=one,target=/w x"]],
    [
      "a COPY in a stage that it stands on",
      ["FROM a AS one", "FROM b AS base", "COPY --from=one /x /x", "FROM base"],
    ],
  ])("by %s is met", async (_, lines) => {
    expect(await verdictOf("stages", options, dockerfile(...lines))).toMatch(/^met/);
  });

  test.each([
    ["from the stage it stands on", ["FROM a AS one", "FROM one", "COPY --from=one /x /x"]],
    ["from another image", ["FROM a AS one", "FROM one", "COPY --from=nginx /x /x"]],
    [
      "only between others",
      ["FROM a AS one", "FROM b AS two", "COPY --from=one /x /x", "FROM two AS three", "FROM a"],
    ],
  ])("%s is not yet", async (_, lines) => {
    expect(await verdictOf("stages", options, dockerfile(...lines))).toMatch(/^not-yet/);
  });

  test("a file that is taken for show is not yet", async () => {
    const taking = (...lines: string[]) => dockerfile("FROM a AS one", "FROM scratch", ...lines);
    const layers = [[file("x", "x".repeat(99))], [file("y", "y".repeat(2000))]];
    const made = ["COPY /x /x # buildkit", "RUN /bin/sh -c pip install # buildkit"];
    const copied = { ...taking("COPY --from=one /x /x", "RUN pip install"), layers, made };
    expect(await judged("stages", options, copied)).toMatchObject({
      verdict: "not-yet",
      actual: "2 stages, and the last takes only 99 B from the others",
      evidence: [{ where: "Dockerfile:3", text: "COPY --from=one /x /x" }],
    });
    const mounted = { ...taking("COPY /x /x", "RUN --mount=from=one,target=/w pip install"), layers, made };
    expect(await verdictOf("stages", options, mounted)).toBe("met: 2 stages");
  });

  test("is told", async () => {
    expect(await judged("stages", options, dockerfile("FROM a AS one", "FROM one"))).toMatchObject({
      expected: "2 stages or more, the last takes over 1kB or more from another",
      actual: "2 stages, and the last takes nothing from the others",
    });
  });
});
