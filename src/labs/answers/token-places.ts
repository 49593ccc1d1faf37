import { z } from "zod";
import { UserError } from "../../errors.ts";
import type { ImageReading, Leak, LeakPlace } from "../../image/image-reading.ts";
import { type AnswerVerdict, expectation, type Look, RIGHT, wrong } from "./expected.ts";
import { kind } from "./kind.ts";
import { PLACES, readPlaces } from "./place-words.ts";

const INSPECT = "docker inspect {{image}}";
const SAVE = "docker save {{image}} --output image.tar";
/** Where each place is looked for. It is said of one that is missing in the answer. */
const LOOKS: Readonly<Record<LeakPlace, Look>> = {
  env: { text: "Read Config.Env.", command: INSPECT },
  history: { text: "Read every row, uncut.", command: "docker history --no-trunc {{image}}" },
  file: { text: "Search the files of every layer; unpack the layers first.", command: SAVE },
  label: { text: "Read Config.Labels.", command: INSPECT },
  command: { text: "Read Config.Cmd, Entrypoint, Healthcheck and OnBuild.", command: INSPECT },
  attestation: { text: "Search what the builder wrote down about the build.", command: SAVE },
  config: { text: "Read the image's configuration and its manifest.", command: SAVE },
};
const ANYWHERE: Look = {
  text: "Read the configuration, the history, and the files of every layer.",
  command: INSPECT,
};
const IN_WORDS = `Name the places in these words: ${PLACES.join(", ")}.`;
const NOT_IN_ALL = "The token is not in all of these places. Name only those where you saw it.";
/** These are parts of the configuration: who finds the value there has found it in the configuration as well. */
const IN_CONFIG: readonly LeakPlace[] = ["env", "history", "label", "command"];

/** Everywhere that the token is, and nowhere else. */
export const tokenPlaces = kind("token-places", {
  says: "All places of the image where the token is.",
  options: {
    rule: z
      .string()
      .min(1)
      .default("find")
      .describe(
        "Which finding counts: `find` is the workspace's token, `github-token` and others are kinds of tokens.",
      ),
  },
  expected: ({ rule }, { reading }) => {
    const leaks = reading.leaks.filter((leak) => leak.rule === rule);
    const right = placesOf(leaks);
    const accepts = `one or several of: ${PLACES.join(", ")}`;
    return expectation({ shown: right.needed.join(", "), accepts, look: ANYWHERE }, (text) => {
      const named = readPlaces(text, leaks);
      if (named === null || named.size === 0) return wrong(IN_WORDS, ANYWHERE);
      // Which of them is wrong stays untold: naming all places must not sort them out.
      if ([...named].some((place) => !right.allowed.has(place))) return wrong(NOT_IN_ALL, ANYWHERE);
      const missing = right.needed.find((place) => !named.has(place));
      return missing === undefined ? RIGHT : oneIsMissing(missing, leaks, reading);
    });
  },
});

/** The places that an answer must name, and those that it may. */
function placesOf(leaks: readonly Leak[]): { needed: LeakPlace[]; allowed: Set<LeakPlace> } {
  const found = new Set(leaks.map(({ place }) => place));
  const isImplied = IN_CONFIG.some((place) => found.has(place));
  const needed = PLACES.filter((place) => found.has(place) && !(place === "config" && isImplied));
  if (needed.length > 0) return { needed, allowed: new Set(isImplied ? [...needed, "config"] : needed) };
  throw new UserError("The token was not found anywhere in this image.", {
    fix: "Build it again with: size-matters build",
  });
}

function oneIsMissing(place: LeakPlace, leaks: readonly Leak[], reading: ImageReading): AnswerVerdict {
  const argument = place === "history" ? buildArgument(leaks, reading) : null;
  if (argument !== null) return wrong(`Read the RUN lines: \`${argument}\` is there too.`, LOOKS.history);
  return wrong("That is right, but not all: look in one more place.", LOOKS[place]);
}

/** The build argument in a row of history that holds the token, as it stands there: `|1 TOKEN=`. */
function buildArgument(leaks: readonly Leak[], { history }: Pick<ImageReading, "history">): string | null {
  const rows = leaks.flatMap(({ place, path }) =>
    place === "history" ? [history[Number(/\d+/.exec(path ?? "")?.[0])]?.createdBy ?? ""] : [],
  );
  // With several arguments it is not known which of them is the token.
  const [found] = rows.flatMap((row) => /^(?:RUN )?(\|1 \w+=)/.exec(row)?.[1] ?? []);
  return found ?? null;
}
