import { describe, expect, test } from "vitest";
import { compareReadings } from "../../../src/inspect/comparison.ts";
import { comparisonScreen } from "../../../src/inspect/screens/comparison.ts";
import type { Target } from "../../../src/inspect/target.ts";
import { file, whiteout } from "../../support/archives/entries.ts";
import type { ImageSpec } from "../../support/archives/layouts.ts";
import { CANARY, FIND, readSpec } from "../../support/archives/read.ts";

const target = (name: string) => ({ kind: "archive", name, held: null }) as unknown as Target;
const side = async (name: string, spec: ImageSpec) => ({
  target: target(name),
  reading: await readSpec(spec, { find: FIND }),
});
const status = (...packages: [string, string][]) =>
  file(
    "var/lib/dpkg/status",
    packages
      .map(([name, version]) => `Package: ${name}\nStatus: install ok installed\nVersion: ${version}\n\n`)
      .join(""),
  );

const base = [file("bin/sh", "s".repeat(1000)), status(["sh", "1"], ["git", "2"], ["tz", "1"])];
const before = await side("before.tar", {
  layers: [base, [file("app/.env", CANARY)], [whiteout("app/.env")]],
  config: { Env: [`TOKEN=${CANARY}`] },
});
const after = await side("after.tar", {
  layers: [base, [file("app/main.py", "print()"), status(["sh", "1"], ["curl", "8"], ["tz", "2"])]],
  config: { User: "1000", Env: [`TOKEN=${CANARY}`] },
});

describe("two images", () => {
  const compared = compareReadings(before, after);

  test("the layers they share, and those they do not", () => {
    expect(compared.layers).toMatchObject({ shared: 1, sharedBytes: before.reading.layers[0]?.bytes });
    expect(compared.layers.onlyA.map(({ index }) => index)).toEqual([1, 2]);
    expect(compared.layers.onlyB.map(({ index }) => index)).toEqual([1]);
    expect(compared.bytesAdded).toBe(after.reading.image.bytes - before.reading.image.bytes);
  });

  test("packages of the final file systems: gone, new, of another version", () => {
    const { removed, added, changed } = compared.packages;
    expect(removed.map(({ name }) => name)).toEqual(["git"]);
    expect(added.map(({ name }) => name)).toEqual(["curl"]);
    expect(changed).toEqual([{ type: "deb", name: "tz", a: "1", b: "2" }]);
  });

  test("leaks: gone, new, and still there", () => {
    expect(compared.leaks.gone).toMatchObject([{ place: "file", path: "app/.env", removed: true }]);
    expect(compared.leaks.added).toEqual([]);
    expect(compared.leaks.kept).toMatchObject([{ place: "env", path: "TOKEN" }, { place: "config" }]);
    expect(compareReadings(after, before).leaks.added).toMatchObject([{ path: "app/.env" }]);
  });

  test("findings: root is gone", () => {
    expect(compared.findings.gone.map(({ id }) => id)).toContain("root-user");
    expect(compared.findings.added).toEqual([]);
  });

  test("the screen fits 80 columns and names what went and came", () => {
    const lines = comparisonScreen(compared, { tint: (_, text) => text }, false);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
    const text = lines.join("\n");
    expect(text).toContain("before.tar");
    expect(text).toContain("Leaks: 1 gone, 0 new, 2 in both.");
    expect(text).toContain("  - deb git 2");
    expect(text).toContain("  ~ deb tz 1 -> 2");
    expect(text).not.toContain(CANARY);
  });
});

test("an image and itself: nothing is different", () => {
  const same = compareReadings(before, before);
  expect(same.bytesAdded).toBe(0);
  expect(same.layers).toMatchObject({ shared: 3, onlyA: [], onlyB: [] });
  expect(same.packages).toEqual({ removed: [], added: [], changed: [] });
  expect(same.leaks).toMatchObject({ gone: [], added: [] });
});

test("a leak that only moved to another layer or line of history is the same leak", async () => {
  const spec = (layers: number): ImageSpec => ({
    layers: [...Array(layers).keys()]
      .map((index) => [file(`f${index}`, `${index}`)])
      .concat([[file("app/key", CANARY)]]),
    history: [
      ...[...Array(layers).keys()].map((index) => ({ created_by: `RUN ${index}` })),
      { created_by: `RUN |1 TOKEN=${CANARY} /bin/sh -c make` },
    ],
  });
  const { leaks } = compareReadings(await side("a", spec(1)), await side("b", spec(3)));
  expect(leaks).toMatchObject({ gone: [], added: [] });
  expect(leaks.kept.map(({ place }) => place)).toEqual(["history", "file", "config"]);
});
