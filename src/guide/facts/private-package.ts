import { join } from "node:path";
import { finalSystem } from "../../checks/final-system.ts";
import type { Reading } from "../../checks/subject.ts";
import type { Outside } from "../open-subject.ts";

const MODULE = "random_cat_generator";
const SOURCE = new RegExp(`(^|/)${MODULE}/([^/]+\\.py)$`);

/** Whether a file of an image is one of the private package's sources, wherever it is installed. */
export function isOfPrivatePackage(path: string): boolean {
  return SOURCE.test(path);
}

/**
 * The files of the private package in the final file system that are not as the feed's wheel has them, which is made of
 * just these sources. An image may hold the package compiled, without them.
 */
export async function alteredFiles({ files, host }: Outside, reading: Reading): Promise<string[]> {
  const folder = join(host.packageFolder, "feed", "random-cat-generator", MODULE);
  const held = finalSystem(reading).names.filter(
    ({ entry, path }) => entry.kind === "file" && SOURCE.test(path),
  );
  const altered = held.map(async ({ path, entry }) => {
    const source = await files.readBytes(join(folder, SOURCE.exec(path)?.[2] ?? ""));
    return source !== null && entry.content !== null && source.equals(entry.content) ? [] : [path];
  });
  return (await Promise.all(altered)).flat();
}
