import { expect, test } from "vitest";
import { readLadder, upTo } from "../../../src/guide/ladder.ts";
import { fakeFiles, fakeHost } from "../../support/fakes.ts";

const folder = "/opt/size-matters/dockerfiles";
const files = fakeFiles({
  [`${folder}/10_last.Dockerfile`]: "# The end.\nFROM a\n",
  [`${folder}/2_second_thing.Dockerfile`]: "FROM b\n",
  [`${folder}/0_original.Dockerfile`]: "# The start.\nFROM c\n",
  [`${folder}/stand-in/slim.Dockerfile`]: "FROM d\n",
  [`${folder}/README.md`]: "no rung",
});
const ladder = () => readLadder({ files: files as never, host: fakeHost() });

test("the rungs are the numbered files, by number, each with its first comment", async () => {
  expect((await ladder()).map(({ rung, name, teaches }) => [rung, name, teaches])).toEqual([
    [0, "original", "The start."],
    [2, "second_thing", ""],
    [10, "last", "The end."],
  ]);
});

test.each(["2", "second_thing", "second-thing", "2_second_thing", "Second-Thing"])(
  "--to %s stops there",
  async (name) => {
    expect(upTo(await ladder(), name).map(({ rung }) => rung)).toEqual([0, 2]);
  },
);

test("an unknown rung is answered with those that there are", async () => {
  const rungs = await ladder();
  expect(() => upTo(rungs, "third")).toThrow('There is no rung "third".');
});
