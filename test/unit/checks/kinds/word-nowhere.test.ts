import { describe, expect, test } from "vitest";
import { file, whiteout } from "../../../support/archives/entries.ts";
import { CANARY } from "../../../support/archives/read.ts";
import { TAG } from "../../../support/subject.ts";
import { judged, verdictOf } from "../judged.ts";

const CLEAN = { layers: [[file("app/app.py", "print('cat')")]], rule: "word" } as const;

test("an image without the word is met", async () => {
  expect(await verdictOf("word-nowhere", {}, CLEAN)).toBe("met: nowhere");
});

test("the token is another check's affair", async () => {
  const pieces = { layers: [[file("a", CANARY)]], rule: "find" } as const;
  expect(await verdictOf("word-nowhere", {}, pieces)).toBe("met: nowhere");
  expect(await verdictOf("canary-nowhere", {}, { ...pieces, rule: "word" })).toBe("met: nowhere");
});

describe("not yet", () => {
  test("is a variable, by its name and without its value", async () => {
    const pieces = { ...CLEAN, config: { Env: [`CAT_API_KEY=live_${CANARY}`] } };
    expect(await judged("word-nowhere", {}, pieces)).toMatchObject({
      verdict: "not-yet",
      actual: "the key is in 1 place: the variable CAT_API_KEY",
      evidence: [{ kind: "config", where: "CAT_API_KEY" }],
      next: { command: `docker image inspect -f '{{json .Config.Env}}' ${TAG}` },
    });
  });

  test("is a file that a later layer hides, and a line of the history", async () => {
    const layers = [[file("run/key", CANARY)], [whiteout("run/key")]];
    const made = ["COPY key /run", `ARG KEY=${CANARY}`];
    const { actual, evidence } = await judged("word-nowhere", {}, { ...CLEAN, layers, made });
    expect(actual).toBe("the key is in 2 places: the file run/key, which a later layer hides");
    expect(evidence.map(({ where }) => where)).toEqual(["layer 0", "history[1]"]);
  });
});

test("a part that could not be searched could not be checked", async () => {
  const bomb = Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(40, 0xff)]);
  const pieces = { ...CLEAN, layers: [[file("deps.zip", bomb)]] };
  expect(await verdictOf("word-nowhere", {}, pieces)).toMatch(/^could-not-check: deps\.zip in layer 0/);
});
