import { readFile } from "node:fs/promises";
import { fakeFiles } from "../../support/fakes.ts";

/** The advisories as they come with the workshop: their text. */
export const advisoriesText = (): Promise<string> =>
  readFile(new URL("../../../advisories/advisories.json", import.meta.url), "utf8");

/** A package folder in which this file of advisories lies. */
export const filesWithAdvisories = (text: string) =>
  fakeFiles({ "/opt/size-matters/advisories/advisories.json": text });
