import { expect, test } from "vitest";
import { scoreboard } from "../../../src/guide/scoreboard.ts";
import { goalLines, lastWord, tokenPlaces } from "../../../src/guide/tour-report.ts";
import { naiveRung, rungOf } from "../../support/rungs.ts";

const plain = { tint: (_: string, text: string) => text };

test("the table fits 80 columns with the widest figures it will meet", () => {
  const wide = naiveRung({
    name: "remove_packages",
    layers: 14,
    wastedBytes: 118_000_000,
    secondsCold: 104.2,
    secondsWarm: 10.1,
  });
  const many = { canary: Array.from({ length: 25 }, () => wide.canary[0] as (typeof wide.canary)[number]) };
  const lines = scoreboard([{ ...wide, ...many }, rungOf()], true, plain);
  expect(lines).toMatchInlineSnapshot(`
    [
      "  image               size share layers   waste user token in  page cold warm",
      "0 remove packages 1.30 GB* 100 %     14  118 MB root 25 places yes   104 10.1",
      "9 nice to haves    130 MB*  10 %      9 1.00 kB 1001 nowhere   yes  12.3  0.5",
    ]
  `);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
});

test("an image whose app does not answer says NO in words", () => {
  expect(scoreboard([rungOf({ answers: false })], false, plain)[1]).toContain(" NO ");
});

test("the places of the token are named, the history's lines counted", () => {
  const leaky = naiveRung({
    canary: [
      { place: "file", layer: 4, path: "root/.config/pypoetry/auth.toml" },
      { place: "history", layer: 3, path: "history[8]" },
      { place: "history", layer: 4, path: "history[9]" },
      { place: "env", layer: null, path: "POETRY_HTTP_BASIC_CATS_PASSWORD" },
    ],
  });
  expect(tokenPlaces([leaky, rungOf()])).toEqual([
    "  0 original: layer 4, root/.config/pypoetry/auth.toml; environment",
    "      (POETRY_HTTP_BASIC_CATS_PASSWORD); 2 history lines",
  ]);
});

test("the last line says in one sentence what changed from first to last", () => {
  expect(lastWord([naiveRung({ layers: 14 }), rungOf()])).toBe(
    "From original to nice to haves: 1.30 GB became 130 MB (10 %), 14 layers became 9, " +
      "the token went from 3 places to nowhere, the user from root to 1001:1001, and the page still shows a cat.",
  );
});

test("a verdict is a word, and one that is not met brings its evidence", () => {
  const goals = [
    { id: "a", says: "It is small.", verdict: "met", evidence: "7 %" },
    { id: "b", says: "It is safe.", verdict: "could-not-check", evidence: "2 parts could not be searched" },
  ] as const;
  expect(goalLines(goals, plain)).toEqual([
    "  met             It is small.",
    "  could not check It is safe. (2 parts could not be searched)",
  ]);
});
