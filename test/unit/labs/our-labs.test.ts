import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { diskFiles } from "../../../src/edges/files.ts";
import { lineOf } from "../../../src/labs/problems.ts";
import { readAllLabs } from "../../../src/labs/read-labs.ts";
import { fakeHost } from "../../support/fakes.ts";

const packageFolder = fileURLToPath(new URL("../../..", import.meta.url));

test("every lab of this repository is sound", async () => {
  const { labs, problems } = await readAllLabs({ files: diskFiles, host: fakeHost({ packageFolder }) });
  expect(problems.map(lineOf)).toEqual([]);
  expect(labs.length).toBeGreaterThanOrEqual(7);
});
