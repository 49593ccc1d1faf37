import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { diskFiles } from "../../../src/edges/files.ts";
import { readLabs } from "../../../src/labs/labs-to-play.ts";
import { labNamed } from "../../../src/labs/read-labs.ts";
import { askedIn } from "../../../src/prove/asked-in.ts";
import { fakeHost } from "../../support/fakes.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const labs = await readLabs({ files: diskFiles, host: fakeHost({ packageFolder: root }) });

test("an answer is worked out where a goal asks for it, and every one with the reference", () => {
  const dive = labNamed(labs, "dive");
  const asked = (leg: "wrong" | "reference", goals: string[]) => [...askedIn(dive, leg, goals)];
  expect(asked("wrong", ["clean-album"])).toEqual([]);
  expect(asked("wrong", ["clean-album", "disagreement"])).toEqual(["dive-says", "we-say", "unseen"]);
  expect(asked("reference", ["clean-album"])).toEqual(["dive-says", "we-say", "unseen"]);
});

test("every question that a goal asks is one of the lab's", () => {
  for (const lab of labs) {
    const ids = new Set(lab.file.questions.map(({ id }) => id));
    const all = lab.file.goals.map(({ id }) => id);
    for (const id of askedIn(lab, "wrong", all)) expect(ids).toContain(id);
  }
});
