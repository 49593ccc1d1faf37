import type { Leak, LeakPlace } from "../image/image-reading.ts";
import { layerEvidence } from "./places.ts";
import type { Reading } from "./subject.ts";
import type { Evidence } from "./verdict.ts";

/** What the learner can mend first: a file, then what a line of the Dockerfile sets. */
const ORDER: readonly LeakPlace[] = ["file", "env", "label", "command", "history", "attestation", "config"];

/** These are parts of the configuration: a value there is found in the configuration as well. */
const IN_CONFIG: readonly LeakPlace[] = ["env", "label", "command", "history"];

/** Where the token was found, or the lab's word; what can be mended first first. */
export function placesIn({ leaks }: Reading, wanted: "find" | "word" = "find"): Leak[] {
  const all = leaks.filter(({ rule }) => rule === wanted);
  const isTold = all.some(({ place }) => IN_CONFIG.includes(place));
  const found = all.filter(({ place }) => !(isTold && place === "config"));
  return found.toSorted((a, b) => ORDER.indexOf(a.place) - ORDER.indexOf(b.place));
}

/** A place, in words: `the file root/.netrc as base64, which a later layer hides`. */
export function wordsFor({ place, path, encoding, removed, inside }: Leak): string {
  const how = encoding === "plain" ? "" : ` as ${encoding}`;
  const name = path ?? "the layer's own bytes";
  if (place !== "file") return `${NAMED[place](name)}${how}`;
  const where = inside ? `${name} (inside: ${inside})` : name;
  return `the file ${where}${how}${removed ? ", which a later layer hides" : ""}`;
}

const NAMED: Record<Exclude<LeakPlace, "file">, (name: string) => string> = {
  env: (name) => `the variable ${name}`,
  label: (name) => `the label ${name}`,
  command: (name) => COMMANDS[name] ?? name,
  history: (name) => `a line of the history (${name})`,
  attestation: () => "what the builder wrote down about the build",
  config: () => "the image's configuration",
};

const COMMANDS: Readonly<Record<string, string>> = {
  entrypoint: "ENTRYPOINT",
  cmd: "CMD",
  healthcheck: "HEALTHCHECK",
  onbuild: "ONBUILD",
};

/** A place as evidence, with the end of the value. */
export function evidenceOf(reading: Reading, leak: Leak): Evidence {
  const { place, layer, path, masked } = leak;
  const text = `${wordsFor(leak)}: ${masked}`;
  if (place === "file" && layer !== null) return layerEvidence(reading, layer, text);
  return { kind: "config", where: path ?? place, text };
}

/** What to do about a token in a place. */
export const NEXT_FOR: Record<LeakPlace, string> = {
  file: "Read the token in the RUN that needs it, from a secret mount, and let nothing write it to a file.",
  env: "ENV is part of the image, for everyone who has it. Set the variable inside the RUN alone.",
  label: "A label is read by everyone who has the image. Take the token out of LABEL.",
  history:
    "A build argument stands in the history of every RUN behind its ARG. Lend the token with RUN --mount=type=secret.",
  command: "How the image starts is read by everyone who has it. Let the app read the token when it runs.",
  attestation:
    "The builder writes build arguments into its provenance. Lend the token with RUN --mount=type=secret.",
  config: "It stands in the image's configuration. Lend the token with RUN --mount=type=secret.",
};
