import { describe, expect, test } from "vitest";
import { file } from "../../../support/archives/entries.ts";
import { type Pieces, readingOf } from "../../../support/subject.ts";
import { judged, verdictOf } from "../judged.ts";

const OPTIONS = { source: "cat_app/templates/cat.html" };
const flask = (name = "Flask") =>
  file(`site-packages/${name}-3.dist-info/METADATA`, `Name: ${name}\nVersion: 3\n`);
const MADE = ["COPY manifests", "RUN pip install", "COPY . ."];
const image = (manifests: string, stamp: string, source: string): Pieces => ({
  layers: [[file("poetry.lock", manifests)], [flask(), file("stamp", stamp)], [file("cat.html", source)]],
  made: MADE,
});

/** An image, and what rebuilds of it with an edited source give. */
async function rebuilt(
  before: Pieces,
  after: Pieces | null,
  shown = true,
  third: Pieces | null = image("another lock", "3", "newer"),
): Promise<Pieces> {
  const [reading, again] = await Promise.all([after && readingOf(after), third && readingOf(third)]);
  const words = "ERROR: no space";
  return {
    ...before,
    rebuilt: async () => ({ reading, words, shown }),
    rebuiltAgain: async () => ({ reading: again, words, shown }),
  };
}
const before = image("lock", "1", "old");

test("the same layer with the package, and a page that shows the edit, is met", async () => {
  const pieces = await rebuilt(before, image("lock", "1", "new"));
  expect(await verdictOf("rebuild-keeps", OPTIONS, pieces)).toMatch(/^met: flask stays in layer 1, sha256:/);
  expect(await verdictOf("rebuild-keeps", { ...OPTIONS, package: "FLASK" }, pieces)).toMatch(/^met/);
});

test("a builder that holds two layers of one step is not the learner's fault: the next edit keeps it", async () => {
  const pieces = await rebuilt(before, image("lock", "2", "new"), true, image("lock", "2", "newer"));
  expect(await verdictOf("rebuild-keeps", OPTIONS, pieces)).toMatch(/^met: .* from one edit to the next$/);
});

describe("is not yet", () => {
  test("where everything was installed again, with the first layer that changed", async () => {
    const pieces = await rebuilt(before, image("lock and source", "2", "new"));
    expect(await judged("rebuild-keeps", OPTIONS, pieces)).toMatchObject({
      verdict: "not-yet",
      actual: "your edit of cat_app/templates/cat.html reinstalled everything",
      evidence: [
        {
          where: "layer 1",
          text: expect.stringMatching(/^flask: sha256:\w{12}… became sha256:\w{12}… \(RUN pip install\)$/),
        },
        { where: "layer 0", text: "the first layer that the edit changed (COPY manifests)" },
      ],
    });
  });

  test("where the copy with another edit has it in no layer", async () => {
    const pieces = await rebuilt(before, image("lock", "2", "new"), true, { layers: [[]] });
    expect(await verdictOf("rebuild-keeps", OPTIONS, pieces)).toMatch(/^not-yet: .*reinstalled everything/);
  });

  test("where the layer itself changed first, it is the only evidence", async () => {
    const { evidence } = await judged(
      "rebuild-keeps",
      OPTIONS,
      await rebuilt(before, image("lock", "2", "new")),
    );
    expect(evidence).toHaveLength(1);
  });

  test("where the page does not show the edit", async () => {
    const pieces = await rebuilt(before, before, false);
    expect(await judged("rebuild-keeps", OPTIONS, pieces)).toMatchObject({
      verdict: "not-yet",
      actual: "the rebuilt app's page does not show the edit",
      evidence: [{ where: "layer 1", text: "flask is in this layer (RUN pip install)" }],
    });
  });

  test.each([
    ["flask is not installed", { layers: [[]] }, before],
    ["after the edit flask is not installed", before, { layers: [[]] }],
    ["flask is not installed", { layers: [[flask("flask-cors")]] }, before],
  ])("where %s", async (actual, was, is) => {
    expect(await verdictOf("rebuild-keeps", OPTIONS, await rebuilt(was, is))).toBe(`not-yet: ${actual}`);
  });
});

test("a copy that could not be built could not be checked", async () => {
  const second = await rebuilt(before, image("lock", "2", "new"), true, null);
  for (const pieces of [await rebuilt(before, null), second])
    expect(await verdictOf("rebuild-keeps", OPTIONS, pieces)).toBe(
      "could-not-check: the copy could not be built: ERROR: no space",
    );
});
