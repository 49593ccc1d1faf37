import { describe, expect, test } from "vitest";
import { file, folder, hardLink, symlink, whiteout } from "../../../support/archives/entries.ts";
import { type Pieces, readingOf, TAG } from "../../../support/subject.ts";
import { judged, verdictOf } from "../judged.ts";

const LISTS = { paths: ["var/lib/apt/lists/*Packages*"] };
const list = (name: string, bytes: number) => file(`var/lib/apt/lists/${name}`, bytes);

describe("is met", () => {
  test.each([
    ["where nothing fits", [[file("a")]]],
    ["where only a folder fits", [[folder("var/lib/apt/lists/x_Packages")]]],
    ["where only a mark of removal fits", [[whiteout("var/lib/apt/lists/x_Packages")]]],
    ["where the capitals are others", [[file("var/lib/apt/lists/x_packages", 1)]]],
  ])("%s", async (_, layers) => {
    expect(await verdictOf("no-layer-has", LISTS, { layers })).toBe("met: in none");
  });

  test("where only the base has them", async () => {
    expect(await verdictOf("no-layer-has", LISTS, { base: [[list("Packages", 9)]] })).toBe("met: in none");
  });
});

describe("is not yet", () => {
  test("where a container sees them", async () => {
    const pieces = {
      layers: [[list("a_Packages", 900), list("b_Packages", 100)]],
      made: ["RUN apt-get update"],
    };
    expect(await judged("no-layer-has", LISTS, pieces)).toMatchObject({
      verdict: "not-yet",
      expected: "in none of your layers: var/lib/apt/lists/*Packages*",
      actual: "2 files, 1.00 kB, in layer 0.",
      evidence: [
        {
          kind: "layer",
          where: "layer 0",
          text: "var/lib/apt/lists/a_Packages, var/lib/apt/lists/b_Packages (RUN apt-get update)",
        },
      ],
      next: {
        text: "Leave them out, or remove them before the instruction that makes them ends.",
        command: `size-matters inspect ${TAG} --tree 0`,
      },
    });
  });

  test("where a later layer hides them", async () => {
    const layers = [[], [list("a_Packages", 1000)], [whiteout("var/lib/apt/lists")]];
    expect(await judged("no-layer-has", LISTS, { layers })).toMatchObject({
      verdict: "not-yet",
      actual: "Gone from view, still in layer 1: 1 file, 1.00 kB.",
      next: { text: expect.stringContaining("no later layer can take out again") },
    });
  });

  test("where a container sees one of two", async () => {
    const layers = [
      [list("a_Packages", 1), list("b_Packages", 1)],
      [whiteout("var/lib/apt/lists/a_Packages")],
    ];
    expect(await verdictOf("no-layer-has", LISTS, { layers })).toBe("not-yet: 2 files, 2 B, in layer 0.");
  });

  test.each([
    ["a link", ["poetry.lock"], [[symlink("poetry.lock", "x")]]],
    ["a hard link", ["poetry.lock"], [[file("x"), hardLink("poetry.lock", "x")]]],
    ["a device", ["dev/x"], [[{ path: "dev/x", type: "3" }]]],
    ["a file below it", [".git"], [[file(".git/objects/aa/bb")]]],
    ["a folder that is a link", ["lib/x"], [[file("usr/lib/x"), symlink("lib", "usr/lib")]]],
    ["a name in any folder", ["**/.env"], [[file("cat_app/.env")]]],
    ["a name at the top", ["**/.env"], [[file(".env")]]],
  ])("for %s", async (_, paths, layers) => {
    expect(await verdictOf("no-layer-has", { paths }, { layers })).toMatch(/^not-yet/);
  });

  test("where its bytes live on under another name only", async () => {
    const layers = [[file("a", 10), hardLink("b", "a")], [whiteout("a")]];
    expect(await verdictOf("no-layer-has", { paths: ["a"] }, { layers })).toBe(
      "not-yet: Gone from view, still in layer 0: 1 file, 10 B.",
    );
  });
});

describe("of all layers", () => {
  const options = { paths: ["bin/sh"], of: "all" };
  const base = [[file("usr/bin/sh", 5), symlink("bin", "usr/bin")]];

  test("the base's count", async () => {
    expect(await judged("no-layer-has", options, { base })).toMatchObject({
      verdict: "not-yet",
      expected: "in none of the layers: bin/sh",
      actual: "1 file, 5 B, in layer 0, which is the base's.",
    });
  });

  test("what was removed from the base is still in it", async () => {
    const layers = [[whiteout("usr/bin/sh")]];
    expect(await judged("no-layer-has", options, { base, layers })).toMatchObject({
      actual: "Gone from view, still in layer 0, which is the base's: 1 file, 5 B.",
      next: { text: "Nothing that you remove leaves the base: stand on one without them." },
    });
  });
});

describe("where it is not known which layers are the base's", () => {
  test("what is in one of them could not be checked", async () => {
    const pieces = { base: [[list("Packages", 9)]], baseIsKnown: false };
    expect(await verdictOf("no-layer-has", LISTS, pieces)).toMatch(/^could-not-check/);
    expect(await verdictOf("no-layer-has", { ...LISTS, of: "all" }, pieces)).toMatch(/^not-yet/);
  });

  test("what is in none of them is met", async () => {
    expect(await verdictOf("no-layer-has", LISTS, { base: [[file("a")]], baseIsKnown: false })).toMatch(
      /^met/,
    );
  });
});

describe("a part that could not be read", () => {
  const endless = file(`a/${"x".repeat(5000)}`, "", { longNames: "gnu" });

  test("could hide a file in a layer of the learner's", async () => {
    expect(await verdictOf("no-layer-has", LISTS, { layers: [[endless]] })).toMatch(
      /^could-not-check: .* in layer 0 could not be searched/,
    );
    expect(await verdictOf("no-layer-has", LISTS, { base: [[endless]] })).toMatch(/^met/);
  });

  test("and is a file with a name is no file that is asked for", async () => {
    const bomb = Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(40, 0xff)]);
    expect(await verdictOf("no-layer-has", LISTS, { layers: [[file("deps.zip", bomb)]] })).toMatch(/^met/);
  });
});

describe("of a copy with an edit and a commit", () => {
  const options = { paths: ["**/.git"], "after-edit-of": "cat.html" };
  const rebuilt = async (after: Pieces | null) => {
    const reading = after && (await readingOf(after));
    return {
      layers: [[file("app/.git/x", 1)]],
      rebuilt: async () => ({ reading, words: "no space", shown: true }),
    };
  };

  test("is met where it does not hold them, whatever the learner's image holds", async () => {
    expect(await verdictOf("no-layer-has", options, await rebuilt({ layers: [[file("a")]] }))).toBe(
      "met: in none",
    );
  });

  test("is not yet where it does, with no command: the learner does not have that image", async () => {
    const after = { layers: [[file("a")], [file("app/.git/HEAD", 5)]], made: ["FROM", "COPY . ."] };
    expect(await judged("no-layer-has", options, await rebuilt(after))).toMatchObject({
      verdict: "not-yet",
      actual: "Built from a copy with an edit and a commit: 1 file, 5 B, in layer 1.",
      evidence: [{ where: "layer 1", text: "app/.git/HEAD (COPY . .)" }],
      next: { command: null },
    });
  });

  test("could not be checked where it could not be built", async () => {
    expect(await verdictOf("no-layer-has", options, await rebuilt(null))).toBe(
      "could-not-check: the copy could not be built: no space",
    );
  });
});
