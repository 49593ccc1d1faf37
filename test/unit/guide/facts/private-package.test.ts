import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { diskFiles } from "../../../../src/edges/files.ts";
import { alteredFiles, PRIVATE_PACKAGE } from "../../../../src/guide/facts/private-package.ts";
import { file, whiteout } from "../../../support/archives/entries.ts";
import { fakeHost } from "../../../support/fakes.ts";
import { readingOf } from "../../../support/subject.ts";

const packageFolder = fileURLToPath(new URL("../../../..", import.meta.url));
const SITE = "app/.venv/lib/python3.13/site-packages/random_cat_generator";
const source = (name: string) =>
  readFileSync(`${packageFolder}/feed/random-cat-generator/random_cat_generator/${name}`, "utf8");

const alteredIn = async (...layers: Parameters<typeof readingOf>[0]["layers"] & object) => {
  const outside = { files: diskFiles, host: fakeHost({ packageFolder }) } as never;
  return alteredFiles(outside, await readingOf({ layers, list: PRIVATE_PACKAGE.of } as never));
};

test("the files of the feed's wheel are as they are, wherever they are installed", async () => {
  const whole = ["__init__.py", "cat.py", "drawing.py"].map((name) => file(`${SITE}/${name}`, source(name)));
  expect(await alteredIn(whole)).toEqual([]);
  expect(await alteredIn([file("opt/x/random_cat_generator/cat.py", source("cat.py"))])).toEqual([]);
});

test("a file that was changed, in its own layer or in a later one, is another package's", async () => {
  expect(await alteredIn([file(`${SITE}/cat.py`, `${source("cat.py")}#`)])).toEqual([`${SITE}/cat.py`]);
  const later = [[file(`${SITE}/cat.py`, source("cat.py"))], [file(`${SITE}/cat.py`, "def cat(): ...")]];
  expect(await alteredIn(...later)).toEqual([`${SITE}/cat.py`]);
  expect(await alteredIn([file(`${SITE}/more.py`, "x = 1\n")])).toEqual([`${SITE}/more.py`]);
});

test("what is not in the final file system does not count", async () => {
  expect(await alteredIn([file(`${SITE}/cat.py`, "x")], [whiteout(`${SITE}/cat.py`)])).toEqual([]);
});
