import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { diskFiles } from "../../../src/edges/files.ts";
import type { Lab } from "../../../src/labs/lab.ts";
import { readLabs } from "../../../src/labs/labs-to-play.ts";
import { labNamed } from "../../../src/labs/read-labs.ts";
import { legsOf } from "../../../src/prove/legs-of.ts";
import { fakeHost } from "../../support/fakes.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
let labs: readonly Lab[];
beforeAll(async () => {
  labs = await readLabs({ files: diskFiles, host: fakeHost({ packageFolder: root }) });
});

const legs = (id: string, listed: string[] = []) => legsOf(labNamed(labs, id), labs, new Set(listed));

describe("the legs of a lab", () => {
  test("are its start, its reference, every other right answer and every wrong attempt", () => {
    for (const lab of labs) {
      const all = legsOf(lab, labs, new Set());
      const named = (leg: string) => all.filter((one) => one.leg === leg).map(({ name }) => name);
      expect(named("start")).toEqual(["start"]);
      expect(named("reference")).toEqual(["reference"]);
      expect(named("alternative")).toEqual(expect.arrayContaining([...lab.alternatives]));
      expect(named("wrong")).toEqual(Object.keys(lab.file.wrong));
    }
  });

  test("a start has no answers, and a wrong attempt has the right ones but its own", () => {
    const [start] = legs("naive");
    expect(start).toMatchObject({ answers: null, expected: "not-yet" });
    const wrong = legs("naive").find(({ name }) => name === "all-history-rows");
    expect(wrong).toMatchObject({
      answers: { layers: "99" },
      goals: ["layers-read"],
      files: { kind: "reference" },
    });
  });

  test("an attempt that only makes a file is laid out as itself, and not as the reference", () => {
    const table = legs("syft").find(({ name }) => name === "as-a-table");
    expect(table?.files).toEqual({ kind: "wrong", name: "as-a-table" });
  });

  test("later rungs of the ladder must meet the goals of an earlier one", () => {
    const later = legs("base-image").filter(({ from }) => from !== undefined);
    const rungs = labs.flatMap(({ file }) => file.rung ?? []).filter((rung) => rung > 1);
    expect(rungs).toEqual(expect.arrayContaining([5, 8, 9]));
    expect(later.map(({ name }) => name)).toEqual(rungs.map((rung) => `rung-${rung}`));
    expect(new Set(later.map(({ expected }) => expected))).toEqual(new Set(["met"]));
    expect(legs("nice-to-haves").filter(({ from }) => from !== undefined)).toEqual([]);
  });

  test("what cannot be checked here is marked by lab and name", () => {
    const marked = legs("base-image", ["base-image/literal-digest", "clean-up/trap"]).filter(
      ({ listed }) => listed,
    );
    expect(marked.map(({ name }) => name)).toEqual(["literal-digest"]);
  });
});
