import { describe, expect, test } from "vitest";
import { file, folder, hardLink, opaque, whiteout } from "../../../support/archives/entries.ts";
import type { Entry } from "../../../support/archives/tar.ts";
import { TAG } from "../../../support/subject.ts";
import { judged, verdictOf } from "../judged.ts";

const most = (written: string) => ({ "at-most": written });
const MB = 1_000_000;

test("nothing that is hidden is met, and so is the limit itself", async () => {
  const layers = [[file("a", 1000)], [whiteout("a")]];
  expect(await verdictOf("wasted-bytes", most("0"), { layers: [[file("a", 1000)]] })).toBe("met: 0 B wasted");
  expect(await verdictOf("wasted-bytes", most("1kB"), { layers })).toBe("met: 1.00 kB wasted");
  expect(await verdictOf("wasted-bytes", most("999"), { layers })).toMatch(/^not-yet/);
});

test("what lies where it does not count is left out", async () => {
  const list = (bytes: number) => file("var/lib/dpkg/status", bytes);
  const layers = [[list(5000), file("app/model", 1000)], [list(5001)]];
  const options = { ...most("20"), but: ["var/lib"] };
  expect(await verdictOf("wasted-bytes", options, { layers })).toBe("met: 0 B wasted");
  const again = { layers: [...layers, [file("app/model", 1000)]] };
  expect(await verdictOf("wasted-bytes", options, again)).toMatch(/^not-yet: 1.00 kB wasted/);
});

describe("what hides it is told", () => {
  const base = [[file("base")]];
  const made = ["RUN apt-get update", "RUN rm -rf /var"];
  const big = (more: Partial<Entry> = {}) => file("var/x", MB, more);

  test.each<[string, Entry[][], string, string]>([
    [
      "removed",
      [[big()], [whiteout("var")]],
      "Layer 2 hides 1.00 MB that layer 1 still ships.",
      "What a layer holds,",
    ],
    [
      "replaced",
      [[big()], [file("var/x", "new")]],
      "Layer 2 writes 1.00 MB again that layer 1 still ships.",
      "Write the file once",
    ],
    [
      "in a folder that is made anew",
      [[folder("var"), big()], [opaque("var")]],
      "Layer 2 hides 1.00 MB that layer 1 still ships.",
      "A folder that is made anew",
    ],
    [
      "copied by a chown",
      [[big()], [big({ uid: 1001 })]],
      "Layer 2 is a second copy of 1.00 MB: a new owner or mode copies the whole file up from layer 1.",
      "Give owner and mode",
    ],
    [
      "copied by a chmod",
      [[big()], [big({ mode: 0o600 })]],
      "Layer 2 is a second copy of 1.00 MB: a new owner or mode copies the whole file up from layer 1.",
      "Give owner and mode",
    ],
  ])("%s", async (_, layers, says, next) => {
    const judgement = await judged("wasted-bytes", most("1kB"), { base, layers, made });
    expect(judgement).toMatchObject({
      verdict: "not-yet",
      expected: "at most 1.00 kB wasted in your layers",
      actual: `1.00 MB wasted. ${says}`,
      evidence: [{ kind: "layer", where: "layer 1", text: "1.00 MB: var/x (RUN apt-get update)" }],
      next: { command: `size-matters inspect ${TAG} --waste` },
    });
    expect(judgement.next?.text).toContain(next);
  });

  test("the most bytes first, and no more than three", async () => {
    const names = ["a", "b", "c", "d"];
    const layers = [...names.map((name, at) => [file(name, (at + 1) * 1000)]), names.map(whiteout)];
    const { actual, evidence } = await judged("wasted-bytes", most("0"), { layers });
    expect(actual).toBe("10.0 kB wasted. Layer 4 hides 4.00 kB that layer 3 still ships.");
    expect(evidence.map(({ where }) => where)).toEqual(["layer 3", "layer 2", "layer 1"]);
  });
});

describe("whose bytes", () => {
  const base = [[file("usr/x", MB)]];
  test("the base's that the learner hides lie in the base", async () => {
    expect(await verdictOf("wasted-bytes", most("0"), { base, layers: [[whiteout("usr/x")]] })).toMatch(
      /^met/,
    );
    expect(
      await verdictOf("wasted-bytes", most("0"), { base, layers: [[file("usr/x", MB, { uid: 1 })]] }),
    ).toMatch(/^met/);
  });

  test("the base's own waste is not the learner's", async () => {
    expect(await verdictOf("wasted-bytes", most("0"), { base: [...base, [whiteout("usr/x")]] })).toMatch(
      /^met/,
    );
  });

  test("a file that lives on under another name is not wasted", async () => {
    const layers = [[file("a", MB), hardLink("b", "a")], [whiteout("a")]];
    expect(await verdictOf("wasted-bytes", most("0"), { layers })).toMatch(/^met/);
  });

  test("nobody's where it is not known which layers are the base's", async () => {
    const pieces = { base: [...base, [whiteout("usr/x")]], baseIsKnown: false };
    expect(await verdictOf("wasted-bytes", most("0"), pieces)).toMatch(/^could-not-check/);
    expect(await verdictOf("wasted-bytes", most("1MB"), pieces)).toMatch(/^met/);
  });
});
