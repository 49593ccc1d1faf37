import { describe, expect, test } from "vitest";
import { file } from "../../../support/archives/entries.ts";
import { type Pieces, readingOf } from "../../../support/subject.ts";
import { judged, refused, verdictOf } from "../judged.ts";

const flask = (version: string, folder = "site-packages") =>
  file(`${folder}/Flask-${version}.dist-info/METADATA`, `Name: Flask\nVersion: ${version}\n`);
const image = (...versions: string[]): Pieces => ({
  layers: [versions.map((version, index) => flask(version, `lib${index}`))],
  made: ["RUN install"],
});

/** An image, and what a build with a lock that names 3.1.3 in place of 3.1.2 gives. */
async function relocked(before: Pieces, after: Pieces | null): Promise<Pieces> {
  const reading = after && (await readingOf(after));
  return {
    ...before,
    relocked: async () => ({ reading, words: "ERROR: no space", from: "3.1.2", to: "3.1.3" }),
  };
}

test("an image that holds what the lock names, before and after, is met", async () => {
  expect(await verdictOf("rebuild-renews", {}, await relocked(image("3.1.2"), image("3.1.3")))).toBe(
    "met: poetry.lock: 3.1.2 became 3.1.3, and so did the image",
  );
});

describe("not yet", () => {
  test("is an image that does not follow the lock", async () => {
    expect(await judged("rebuild-renews", {}, await relocked(image("3.1.2"), image("3.1.2")))).toMatchObject({
      verdict: "not-yet",
      actual: "poetry.lock names flask 3.1.3, and the image built with it holds 3.1.2",
      evidence: [{ where: "layer 0", text: "flask 3.1.2 (RUN install)" }],
    });
  });

  test("is one that never did: the newest version is not the lock's", async () => {
    expect(await verdictOf("rebuild-renews", {}, await relocked(image("3.1.3"), image("3.1.3")))).toBe(
      "not-yet: poetry.lock names flask 3.1.2, and the image built with it holds 3.1.3",
    );
  });

  test("is one with both versions", async () => {
    const pieces = await relocked(image("3.1.2"), image("3.1.3", "3.1.2"));
    expect(await verdictOf("rebuild-renews", {}, pieces)).toMatch(/^not-yet: .* holds 3\.1\.2$/);
  });

  test("is one without the package", async () => {
    expect(await judged("rebuild-renews", {}, await relocked(image(), image()))).toMatchObject({
      actual: "poetry.lock names flask 3.1.2, and the image built with it holds none",
      evidence: [{ where: "the package lists", text: "0 packages, and no flask" }],
    });
  });
});

describe("could not be checked", () => {
  test("is a copy that could not be built", async () => {
    expect(await verdictOf("rebuild-renews", {}, await relocked(image("3.1.2"), null))).toBe(
      "could-not-check: the copy could not be built: ERROR: no space",
    );
  });

  test("is a lock that could not be edited", async () => {
    expect(await judged("rebuild-renews", {}, { relocked: async () => null })).toMatchObject({
      verdict: "could-not-check",
      next: { command: "size-matters reset" },
    });
  });
});

test("only a package of which the feed has another version can be asked for", () => {
  expect(refused("rebuild-renews", { package: "requests" })).toHaveLength(1);
});
