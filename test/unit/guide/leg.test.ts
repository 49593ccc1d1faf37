import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
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
function dockerfileOf(leg: Leg, attempt: object, rung = 3): Promise<string> {
  return dockerfileIn({ rung, wrong: { mine: attempt } }, leg);
}

/** The Dockerfile of a leg of a lab without files of its own. */
async function dockerfileIn(file: object, leg: Leg): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "leg-"));
  made.push(folder);
  const lab = { folder: join(folder, "lab"), file } as unknown as Lab;
  const values = { word: "x" };
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

describe("a start and a reference that are made of a rung", () => {
  const edit = (find: string, put: string) => ({ in: "Dockerfile", find, put });
  const start = { rung: 2, edits: [edit("WORKDIR /app", "WORKDIR /{{word}}")] };
  const wrong = { mine: { upon: "reference", edits: [edit("WORKDIR /z", "WORKDIR /w")] } };
  const made = async (name: string, folder: string) =>
    (await rung(name)).replace("WORKDIR /app", `WORKDIR /${folder}`);

  test("the start is that rung with its edits, filled", async () => {
    const file = { start, reference: { edits: [] } };
    expect(await dockerfileIn(file, { kind: "start" })).toBe(await made("2_remove_packages", "x"));
  });

  test("the reference is the start with edits, or another rung, and what follows it is edited then", async () => {
    const reference = { edits: [edit("WORKDIR /{{word}}", "WORKDIR /z")] };
    const ofStart = await made("2_remove_packages", "z");
    expect(await dockerfileIn({ start, reference }, { kind: "reference" })).toBe(ofStart);
    const ofRung = { rung: 9, edits: [edit("WORKDIR /app", "WORKDIR /z")] };
    const file = { start, reference: ofRung, wrong };
    expect(await dockerfileIn(file, { kind: "reference" })).toBe(await made("9_nice_to_haves", "z"));
    expect(await dockerfileIn(file, WRONG)).toBe(await made("9_nice_to_haves", "w"));
  });
});
