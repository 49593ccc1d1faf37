import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { diskFiles } from "../../../src/edges/files.ts";
import { readLadder } from "../../../src/guide/ladder.ts";
import { type Leg, layOutLeg } from "../../../src/guide/leg.ts";
import type { Lab } from "../../../src/labs/lab.ts";
import { fakeHost } from "../../support/fakes.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const outside = { files: diskFiles, host: fakeHost({ packageFolder: ROOT }) };
const made: string[] = [];

afterEach(() => Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true }))));

/** The Dockerfile of a leg of a lab that has nothing but a rung and one wrong attempt. */
async function dockerfileOf(leg: Leg, attempt: object, rung = 3): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "leg-"));
  made.push(folder);
  const lab = { folder: join(folder, "lab"), file: { rung, wrong: { mine: attempt } } } as unknown as Lab;
  const values = { name: "x" } as never;
  await layOutLeg(outside, await readLadder(outside), { lab, leg, values }, join(folder, "app"));
  return await readFile(join(folder, "app", "Dockerfile"), "utf8");
}

const rung = (name: string) => readFile(join(ROOT, "dockerfiles", `${name}.Dockerfile`), "utf8");
const WRONG: Leg = { kind: "wrong", name: "mine" };
const EDIT = { in: "Dockerfile", find: "WORKDIR /app", put: "WORKDIR /$& $1" };

test("the start is the rung below, the reference the rung", async () => {
  expect(await dockerfileOf({ kind: "start" }, {})).toBe(await rung("2_remove_packages"));
  expect(await dockerfileOf({ kind: "reference" }, {})).toBe(await rung("3_layering"));
  expect(await dockerfileOf({ kind: "start" }, {}, 0)).toBe(await rung("0_original"));
});

test.each([
  ["start", "2_remove_packages"],
  ["reference", "3_layering"],
])("edits are made in the %s, letter by letter", async (upon, name) => {
  const expected = (await rung(name)).replace(EDIT.find, () => EDIT.put);
  expect(expected).toContain("WORKDIR /$& $1");
  expect(await dockerfileOf(WRONG, { upon, edits: [EDIT] })).toBe(expected);
});

test("an edit of what is not there, or there twice, is an error", async () => {
  const edit = (find: string) => dockerfileOf(WRONG, { upon: "start", edits: [{ ...EDIT, find }] });
  await expect(edit("WORKDIR /cats")).rejects.toThrow('"WORKDIR /cats" occurs 0 times in Dockerfile');
  await expect(edit("RUN ")).rejects.toThrow("times in Dockerfile, not once");
});
