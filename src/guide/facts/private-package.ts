import { join } from "node:path";
import { finalSystem } from "../../checks/final-system.ts";
import type { Reading } from "../../checks/subject.ts";
import type { Outside } from "../open-subject.ts";
import type { Contents } from "./reading.ts";

const MODULE = "random_cat_generator";
const SOURCE = new RegExp(`(^|/)${MODULE}/([^/]+\\.py)$`);

/** The private package's sources, wherever an image has them. */
export const PRIVATE_PACKAGE: Contents = { of: (path) => SOURCE.test(path), says: SOURCE.source };

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
