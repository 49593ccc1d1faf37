import { z } from "zod";
import type { Leak } from "../../image/image-reading.ts";
import type { Kind } from "../kind.ts";
import { instructionAt } from "../places.ts";
import type { Reading } from "../subject.ts";
import { couldNotCheck, type Evidence, type Judgement, met, notYet } from "../verdict.ts";

const options = z.strictObject({
  lent: z
    .boolean()
    .default(false)
    .describe(
      "Builds once more, with nothing cached, without the build argument, and with a password that is valid once; looks for that, too, also in the build's output.",
    ),
});

declare module "../kind.ts" {
  interface CheckKinds {
    "canary-nowhere": z.infer<typeof options>;
  }
}

const EXPECTED = "the token is nowhere: no layer, no history line, no setting, in no encoding";

/** That the password of the private feed is nowhere in the image. */
export const canaryNowhere: Kind<z.infer<typeof options>> = {
  says: "The feed's password is nowhere in the image: deleted files, history, environment, labels, encoded or packed.",
  options,
  async judge({ lent }, subject) {
    const { tag, printed } = subject.image;
    const own = await subject.reading();
    const found = judgeReading(own, tag) ?? judgeOutput(printed);
    if (found) return found;
    const build = lent ? await subject.lentBuild() : null;
    const foundAgain =
      build && ((build.reading && judgeReading(build.reading, tag)) ?? judgeOutput(build.printed));
    if (foundAgain) return foundAgain;
    const unread = [...own.skipped, ...(build?.reading?.skipped ?? [])][0];
    if (unread) {
      const next = "Take out what cannot be read, or unpack it where it is made.";
      return couldNotCheck(EXPECTED, `${unread.path} could not be searched: ${unread.why}`, next);
    }
    return met(EXPECTED, "nowhere");
  },
};

function judgeReading(reading: Reading, tag: string): Judgement | null {
  const found = reading.leaks.filter(({ rule }) => rule === "find");
  const [first] = [...found].sort((a, b) => weight(a) - weight(b));
  if (!first) return null;
  const actual = `found in ${found.length} ${found.length === 1 ? "place" : "places"}: ${wordsFor(first)}`;
  const evidence = found.slice(0, 3).map((leak) => evidenceFor(reading, leak));
  const [head, ...others] = evidence as [Evidence, ...Evidence[]];
  return notYet(
    { expected: EXPECTED, actual },
    [head, ...others],
    NEXT[first.place],
    `size-matters inspect ${tag} --leaks`,
  );
}

/** What the learner can mend first: a file, then what a line of the Dockerfile sets. */
function weight({ place }: Leak): number {
  return ["file", "env", "label", "command", "history", "attestation", "config"].indexOf(place);
}

function wordsFor({ place, path, encoding, removed, inside }: Leak): string {
  const how = encoding === "plain" ? "" : ` as ${encoding}`;
  const where = inside ? `${path} (inside: ${inside})` : (path ?? place);
  if (place === "file") return `the file ${where}${how}${removed ? ", which a later layer hides" : ""}`;
  return `${place} ${where}${how}`;
}

function evidenceFor(reading: Reading, leak: Leak): Evidence {
  const { place, layer, path, masked } = leak;
  if (place === "file" && layer !== null) {
    const text = `${path} holds ${masked} (${instructionAt(reading, layer)})`;
    return { kind: "layer", where: `layer ${layer}`, text };
  }
  return { kind: "config", where: path ?? place, text: `${wordsFor(leak)}: ${masked}` };
}

const NEXT: Record<Leak["place"], string> = {
  file: "Read the token in the RUN that needs it, from a secret mount, and let nothing write it to a file.",
  env: "ENV is part of the image, for everyone who has it. Set the variable inside the RUN alone.",
  label: "A label is read by everyone who has the image.",
  history:
    "A build argument stands in the history of every RUN behind its ARG. Lend the token with RUN --mount=type=secret.",
  command: "What CMD and ENTRYPOINT say is read by everyone who has the image.",
  attestation:
    "The builder writes build arguments into its provenance. Lend the token with RUN --mount=type=secret.",
  config: "It stands in the image's configuration. Lend the token with RUN --mount=type=secret.",
};

function judgeOutput([line]: readonly string[]): Judgement | null {
  if (line === undefined) return null;
  return notYet(
    {
      rule: "canary-in-output",
      expected: "the build's output does not show the token",
      actual: "the build printed it",
    },
    [{ kind: "builder", where: "the build's output", text: line }],
    "BuildKit does not mask what a RUN prints: no set -x, no echo, no tool that repeats its settings.",
  );
}
