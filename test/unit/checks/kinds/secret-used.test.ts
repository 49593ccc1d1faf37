import { describe, expect, test } from "vitest";
import type { LentBuild } from "../../../../src/checks/subject.ts";
import { file, whiteout } from "../../../support/archives/entries.ts";
import { type Pieces, readingOf } from "../../../support/subject.ts";
import { judged, verdictOf } from "../judged.ts";

const INSTALLED = file(
  "site-packages/random_cat_generator-1.dist-info/METADATA",
  "Name: random_cat_generator\nVersion: 1\n",
);
const WHEEL = "random_cat_generator-1.2.0-py3-none-any.whl";

async function lent(pieces: Pieces | null, more: Partial<LentBuild> = {}): Promise<Pieces> {
  const reading = pieces && (await readingOf(pieces));
  return {
    lentBuild: async () => ({ reading, words: "", downloads: [WHEEL], printed: [], altered: [], ...more }),
  };
}

test.each([WHEEL, "cats/random-cat-generator-1.tar.gz", "Random.Cat.Generator-1.zip"])(
  "installed, and %s was downloaded with the lent password: met",
  async (path) => {
    const pieces = await lent({ layers: [[INSTALLED]] }, { downloads: ["simple/", path] });
    expect(await verdictOf("secret-used", {}, pieces)).toBe(`met: the feed gave ${path}`);
  },
);

test("a lab may spell another package as it likes", async () => {
  const layers = [[file("site-packages/a_b-1.dist-info/METADATA", "Name: A.B\nVersion: 1\n")]];
  const pieces = await lent({ layers }, { downloads: ["a_b-1-py3-none-any.whl"] });
  expect(await verdictOf("secret-used", { package: "A_b" }, pieces)).toMatch(/^met/);
});

describe("installed, and not from the feed", () => {
  test.each([
    ["nothing was downloaded", []],
    ["only what it says about itself was", [`${WHEEL}.metadata`]],
    ["only the list of its files was", ["simple/random-cat-generator/"]],
    ["only another package was", ["random_cat-1-py3-none-any.whl"]],
  ])("%s", async (_, downloads) => {
    expect(
      await judged("secret-used", {}, await lent({ layers: [[INSTALLED]] }, { downloads })),
    ).toMatchObject({
      verdict: "not-yet",
      rule: "feed-not-asked",
      actual: "random_cat_generator is installed, but the feed was never asked for it with that password",
      evidence: [{ kind: "layer", where: "layer 0" }],
    });
  });

  test("it came with a base, and what was downloaded was thrown away", async () => {
    expect(await judged("secret-used", {}, await lent({ base: [[INSTALLED]], layers: [[]] }))).toMatchObject({
      verdict: "not-yet",
      rule: "feed-not-asked",
      actual: "random_cat_generator is installed, but it came with the base image",
    });
  });
});

test("downloaded for show, and another one of that name installed", async () => {
  const altered = ["app/.venv/lib/python3.13/site-packages/random_cat_generator/cat.py"];
  expect(await judged("secret-used", {}, await lent({ layers: [[INSTALLED]] }, { altered }))).toMatchObject({
    verdict: "not-yet",
    rule: "package-changed",
    actual: `random_cat_generator is installed, but ${altered[0]} is not the file in the feed's wheel`,
  });
});

describe("not installed", () => {
  test.each([
    ["left out", [[]]],
    ["removed again", [[INSTALLED], [whiteout("site-packages")]]],
    [
      "a package of Debian's by that name",
      [[file("var/lib/dpkg/status", "Package: random-cat-generator\nVersion: 1\n")]],
    ],
  ])("%s", async (_, layers) => {
    expect(await judged("secret-used", {}, await lent({ layers }))).toMatchObject({
      verdict: "not-yet",
      actual: "random-cat-generator is not installed",
      evidence: [{ kind: "file", where: "the package lists" }],
    });
  });

  test("one package is one package", async () => {
    const layers = [[file("site-packages/a-1.dist-info/METADATA", "Name: a\nVersion: 1\n")]];
    expect((await judged("secret-used", {}, await lent({ layers }))).evidence[0]?.text).toBe(
      "no random-cat-generator in 1 package",
    );
  });
});

test("a build that fails is not yet, with the builder's words", async () => {
  expect(await judged("secret-used", {}, await lent(null, { words: "ERROR: 401" }))).toMatchObject({
    verdict: "not-yet",
    actual: "lent another password, and without the build argument TOKEN, the image cannot be built",
    evidence: [{ kind: "builder", text: "ERROR: 401" }],
    next: { text: expect.stringContaining("RUN --mount=type=secret,id=token") },
  });
});
