import { describe, expect, test } from "vitest";
import type { UserError } from "../../../src/errors.ts";
import { goalOf, questionOf } from "../../../src/labs/lab.ts";
import { readLabs as labsToPlay } from "../../../src/labs/labs-to-play.ts";
import { lineOf } from "../../../src/labs/problems.ts";
import { labNamed, readSoundLabs } from "../../../src/labs/read-labs.ts";
import { changed, packageWith, readLabs, SOUND, withFiles } from "./fake-labs.ts";

const linesOf = async (labs: Parameters<typeof readLabs>[0]) => (await readLabs(labs)).problems.map(lineOf);

describe("reading the labs", () => {
  test("in the order of their numbers, whatever the file system's order", async () => {
    const { labs } = await readLabs({ "10-late": SOUND, "9-middle": SOUND, "05-early": SOUND });
    expect(labs.map(({ id, number }) => `${number} ${id}`)).toEqual(["5 early", "9 middle", "10 late"]);
  });

  test("with the names of the folders in them", async () => {
    const { labs } = await readLabs({ "05-a": withFiles({ "alternatives/.DS_Store": "" }) });
    expect(labs[0]).toMatchObject({
      folder: "/opt/size-matters/labs/05-a",
      alternatives: ["mount", "none"],
      wrongFolders: ["nothing-left", "removed-later"],
    });
  });

  test("a lab's goals and questions by their ids", async () => {
    const [lab] = (await readLabs({ "05-a": SOUND })).labs;
    if (!lab) throw new Error("no lab");
    expect([goalOf(lab, "known")?.id, goalOf(lab, "other")]).toEqual(["known", undefined]);
    expect([questionOf(lab, "layers")?.id, questionOf(lab, "other")]).toEqual(["layers", undefined]);
  });

  test("the problems of all labs at once, lab after lab, and each lab file after file and line after line", async () => {
    const broken = {
      ...changed("goal: small\n    rule: wasted", "goal: smal\n    rule: wasted"),
      "steps/1-look.md": " ",
    };
    expect(
      await linesOf({
        "10-c": { "lab.yaml": "title: [" },
        "2-b": { "steps/1-look.md": "" },
        "1-a": broken,
        "3-d": SOUND,
      }),
    ).toEqual([
      'labs/1-a/lab.yaml:7:9: The goal "small" has one wrong attempt. Add 1 more under wrong: else it may be met by chance.',
      "labs/1-a/lab.yaml:32:9: No step asks this. Write there: size-matters answer layers …",
      'labs/1-a/lab.yaml:37:11: There is no goal "smal". Did you mean "small"?',
      "labs/1-a/steps/1-look.md:1:1: This step is empty. Write what its reader should see or do.",
      "labs/2-b/lab.yaml:1:1: There is no such file.",
      "labs/10-c/lab.yaml:1:9: A bracket was opened, and is not closed before this place.",
    ]);
  });

  test("a lab with a problem is not among the sound ones", async () => {
    const { labs } = await readLabs({ "1-a": withFiles({ "steps/1-look.md": "" }), "2-b": SOUND });
    expect(labs.map(({ id }) => id)).toEqual(["b"]);
  });

  test("two labs with the same id", async () => {
    expect(await linesOf({ "03-a": SOUND, "07-a": SOUND, "07-b": SOUND })).toEqual([
      'labs/07-a/lab.yaml:1:1: The lab in labs/03-a has the id "a", too. Give this folder another name.',
    ]);
  });

  test.each(["5-Base", "base", "05_base", "05-base.bak", "05-base--image", "05-"])(
    "%s looks like a lab and is not read as one",
    async (name) => {
      expect(await linesOf({ [name]: SOUND, "1-a": SOUND })).toEqual([
        `labs/${name}/lab.yaml:1:1: This folder is not read as a lab. Name it with a number and small letters: 05-smaller-base`,
      ]);
    },
  );

  test("folders without a lab.yaml, and those that begin with a line or a point, are nobody's business", async () => {
    expect(await linesOf({ notes: { "a.md": "" }, _template: SOUND, ".git": SOUND })).toEqual([]);
  });

  test("whoever plays them is told what is wrong with a lab when they come to it", async () => {
    const [sound, broken, missing] = await labsToPlay(
      packageWith({ "1-a": SOUND, "2-b": { "lab.yaml": "title: x\n" }, "3-c": { x: "" } }),
    );
    expect(sound).toMatchObject({ id: "a", number: 1, file: { title: "A smaller base" } });
    expect(sound?.wrongFolders).toEqual(["nothing-left", "removed-later"]);
    expect(() => broken?.file).toThrow(/^The labs have \d+ problems:\nlabs\/2-b\/lab\.yaml:1:/);
    expect(() => missing?.file).toThrow("labs/3-c/lab.yaml:1:1: There is no such file.");
  });

  test("whoever proves them gets the sound labs, or one error with every problem", async () => {
    expect(await readSoundLabs(packageWith({ "1-a": SOUND }))).toHaveLength(1);
    const reading = readSoundLabs(packageWith({ "1-a": {}, "2-b": { "lab.yaml": "" }, "3-c": { x: "" } }));
    await expect(reading).rejects.toThrow(
      /^The labs have 2 problems:\nlabs\/2-b\/lab\.yaml:1:1: .*\nlabs\/3-c\/lab\.yaml:1:1: There is no such file\.$/,
    );
    await expect(readSoundLabs(packageWith({ "1-a": { x: "" } }))).rejects.toThrow(
      "The labs have a problem:",
    );
  });
});

describe("a lab by its name", () => {
  const labs = readLabs({ "05-smaller-base": SOUND, "06-dive": SOUND, "11-go": SOUND }).then(
    (read) => read.labs,
  );

  test.each([
    ["smaller-base", "smaller-base"],
    ["Smaller-Base", "smaller-base"],
    ["5", "smaller-base"],
    ["05", "smaller-base"],
    ["05-smaller-base", "smaller-base"],
    ["labs/05-smaller-base/", "smaller-base"],
    [" 11 ", "go"],
  ])("%j is %s", async (wanted, id) => {
    expect(labNamed(await labs, wanted).id).toBe(id);
  });

  test.each([
    ["smallerbase", 'Did you mean "smaller-base"?'],
    ["base", 'Did you mean "smaller-base"?'],
    ["dvie", 'Did you mean "dive"?'],
    ["got", 'Did you mean "go"?'],
    ["7", "There are: smaller-base, dive, go."],
    ["xyz", "There are: smaller-base, dive, go."],
    ["", "There are: smaller-base, dive, go."],
  ])("there is no %j", async (wanted, fix) => {
    const all = await labs;
    const named = () => labNamed(all, wanted);
    expect(named).toThrow(`There is no lab "${wanted}".`);
    try {
      named();
    } catch (error) {
      expect((error as UserError).fix).toBe(fix);
    }
  });
});
