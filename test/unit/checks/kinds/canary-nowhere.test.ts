import { describe, expect, test } from "vitest";
import type { LentBuild } from "../../../../src/checks/subject.ts";
import { file, folder, whiteout } from "../../../support/archives/entries.ts";
import { CANARY } from "../../../support/archives/read.ts";
import { type Pieces, readingOf, TAG } from "../../../support/subject.ts";
import { judged, verdictOf } from "../judged.ts";

const CLEAN = { layers: [[file("app/app.py", "print('cat')")]] };
const EMPTY_ZIP_BOMB = Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(40, 0xff)]);

async function lent(pieces: Pieces | null, more: Partial<LentBuild> = {}): Promise<Pieces> {
  const reading = pieces && (await readingOf(pieces));
  return {
    lentBuild: async () => ({ reading, words: "", downloads: [], printed: [], altered: [], ...more }),
  };
}

describe("the image", () => {
  test("without the token is met", async () => {
    expect(await verdictOf("canary-nowhere", {}, CLEAN)).toBe("met: nowhere");
  });

  test("with it in a file that a later layer hides is not yet", async () => {
    const layers = [[folder("root"), file("root/.netrc", `password ${CANARY}`)], [whiteout("root/.netrc")]];
    expect(
      await judged("canary-nowhere", {}, { layers, made: ["RUN echo", "RUN rm /root/.netrc"] }),
    ).toMatchObject({
      verdict: "not-yet",
      actual: "found in 1 place: the file root/.netrc, which a later layer hides",
      evidence: [
        {
          kind: "layer",
          where: "layer 0",
          text: expect.stringMatching(/^the file root\/\.netrc.*…?4b62 \(RUN echo\)$/),
        },
      ],
      next: { command: `size-matters inspect ${TAG} --leaks` },
    });
  });

  test("is searched in other spellings, too", async () => {
    const base64 = Buffer.from(CANARY).toString("base64");
    expect(await verdictOf("canary-nowhere", {}, { layers: [[file("a", base64)]] })).toBe(
      "not-yet: found in 1 place: the file a as base64",
    );
  });

  test.each([
    ["the variable TOKEN", { config: { Env: [`TOKEN=${CANARY}`] } }],
    ["the label note", { config: { Labels: { note: CANARY } } }],
    ["CMD", { config: { Cmd: ["app", CANARY] } }],
    ["ENTRYPOINT", { config: { Entrypoint: [CANARY] } }],
    ["a line of the history (history[0])", { made: [`RUN |1 TOKEN=${CANARY} /bin/sh -c pip install`] }],
  ])("with it in %s is not yet", async (where, pieces) => {
    const { verdict, actual } = await judged("canary-nowhere", {}, { ...CLEAN, ...pieces });
    expect([verdict, actual]).toEqual(["not-yet", expect.stringContaining(where)]);
  });

  test("names first what can be mended first: a file, then a line of the Dockerfile", async () => {
    const pieces = {
      layers: [[file("a", CANARY)]],
      made: [`RUN |1 TOKEN=${CANARY} /bin/sh -c x`],
      config: { Env: [`TOKEN=${CANARY}`] },
    };
    const { actual, evidence } = await judged("canary-nowhere", {}, pieces);
    expect(actual).toBe("found in 3 places: the file a");
    expect(evidence.map(({ where }) => where)).toEqual(["layer 0", "TOKEN", "history[0]"]);
  });

  test("with a part that could not be searched could not be checked", async () => {
    const pieces = { layers: [[file("deps.zip", EMPTY_ZIP_BOMB)]] };
    expect(await judged("canary-nowhere", {}, pieces)).toMatchObject({
      verdict: "could-not-check",
      actual: expect.stringMatching(/^deps\.zip in layer 0 could not be searched: /),
    });
  });

  test("a token that was found beats a part that was not searched", async () => {
    const pieces = { layers: [[file("deps.zip", EMPTY_ZIP_BOMB), file("a", CANARY)]] };
    expect(await verdictOf("canary-nowhere", {}, pieces)).toMatch(/^not-yet/);
  });
});

test("a build that printed it is not yet, by a rule of its own", async () => {
  expect(
    await judged("canary-nowhere", {}, { ...CLEAN, printed: ["#9 0.3 + curl -u learner:***"] }),
  ).toMatchObject({
    verdict: "not-yet",
    rule: "canary-in-output",
    actual: "the build printed it",
    evidence: [{ kind: "builder", text: "#9 0.3 + curl -u learner:***" }],
    next: { text: expect.stringContaining("BuildKit does not mask what a RUN prints") },
  });
});

describe("the build with a lent password", () => {
  test("is made only when a lab asks for it", async () => {
    expect(await verdictOf("canary-nowhere", {}, CLEAN)).toMatch(/^met/);
    expect(await verdictOf("canary-nowhere", { lent: true }, { ...CLEAN, ...(await lent(CLEAN)) })).toMatch(
      /^met/,
    );
  });

  test("is searched as well", async () => {
    const pieces = { ...CLEAN, ...(await lent({ layers: [[file("b", CANARY)]] })) };
    const { actual, next } = await judged("canary-nowhere", { lent: true }, pieces);
    expect(actual).toBe("built with another password: found in 1 place: the file b");
    // Its image is gone by then: there is nothing to inspect.
    expect(next?.command).toBeNull();
  });

  test("and what it printed", async () => {
    const pieces = { ...CLEAN, ...(await lent(CLEAN, { printed: ["#9 ***"] })) };
    expect(await verdictOf("canary-nowhere", { lent: true }, pieces)).toBe(
      "not-yet: built with another password: the build printed it",
    );
  });

  test("that fails is not met unseen", async () => {
    const pieces = { ...CLEAN, ...(await lent(null, { words: "ERROR: 401 Unauthorized" })) };
    expect(await judged("canary-nowhere", { lent: true }, pieces)).toMatchObject({
      verdict: "not-yet",
      evidence: [{ kind: "builder", text: "ERROR: 401 Unauthorized" }],
    });
  });

  test("with a part that could not be searched could not be checked", async () => {
    const pieces = { ...CLEAN, ...(await lent({ layers: [[file("deps.zip", EMPTY_ZIP_BOMB)]] })) };
    expect(await verdictOf("canary-nowhere", { lent: true }, pieces)).toMatch(/^could-not-check/);
  });
});
