import { z } from "zod";
import { pythonName } from "../../image/python-name.ts";
import { counted } from "../counted.ts";
import type { Kind } from "../kind.ts";
import { layerEvidence } from "../places.ts";
import type { Reading } from "../subject.ts";
import { couldNotCheck, type Judgement, met, notYet } from "../verdict.ts";

const options = z.strictObject({
  lock: z.string().min(1).default("poetry.lock").describe("The file of the build context that is changed."),
  package: z
    .enum(["flask"])
    .default("flask")
    .describe("The Python package whose version it names; the feed has another one of it."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    "rebuild-renews": z.infer<typeof options>;
  }
}

/** That what the lock names is what is installed, also after an edit. */
export const rebuildRenews: Kind<z.infer<typeof options>> = {
  says: "After an edit of the lock, the rebuilt image holds the version that it names now.",
  options,
  async judge({ lock, package: name }, subject) {
    const expected = `after an edit of ${lock} the image holds the version of ${name} that it names now`;
    const again = await subject.relocked(lock, name);
    if (again === null) return noEdit(expected, lock, name);
    const { words, from, to } = again;
    const before = differing(expected, await subject.reading(), { lock, name, wanted: from });
    if (before) return before;
    if (!again.reading)
      return couldNotCheck(expected, `the copy could not be built: ${words}`, "Build again.", BUILD);
    const after = differing(expected, again.reading, { lock, name, wanted: to });
    return after ?? met(expected, `${lock}: ${from} became ${to}, and so did the image`);
  },
};

const BUILD = "size-matters build";

function noEdit(expected: string, lock: string, name: string): Judgement {
  return couldNotCheck(
    expected,
    `${lock} does not name ${name} as the workshop's own does, so it could not be edited`,
    "Take the workshop's own: reset keeps a copy of your files.",
    "size-matters reset",
  );
}

/** Not yet, where an image does not hold just the version that the lock names. */
function differing(
  expected: string,
  reading: Reading,
  { lock, name, wanted }: { lock: string; name: string; wanted: string },
): Judgement | null {
  const installed = reading.packages.filter(
    (one) => one.type === "python" && !one.removed && pythonName(one.name) === pythonName(name),
  );
  const [other] = installed.filter(({ version }) => version !== wanted);
  if (installed.length > 0 && !other) return null;
  const actual = `${lock} names ${name} ${wanted}, and the image built with it holds ${other?.version ?? "none"}`;
  return notYet(
    { expected, actual },
    [
      other
        ? layerEvidence(reading, other.layer, `${name} ${other.version}`)
        : {
            kind: "file",
            where: "the package lists",
            text: `${counted(reading.packages.length, "package")}, and no ${name}`,
          },
    ],
    "Install what the lock names, in a RUN that is given the lock: then an edit of it runs that RUN again.",
  );
}
