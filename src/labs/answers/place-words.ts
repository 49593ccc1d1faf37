import type { Leak, LeakPlace } from "../../image/image-reading.ts";

/** The places of an image where a value may be, in the order in which they are shown, with what people call them. */
const NAMES: Readonly<Record<LeakPlace, string>> = {
  env: "env, envs, environment, environment variable, environment variables, env variable, env variables, env var, env vars, variable, variables, config.env",
  history:
    "history, docker history, history command, run, runs, run command, run commands, arg, args, build arg, build args, build-arg, build-args, build argument, build arguments",
  file: "file, files, filesystem, file system, .env, .env file",
  label: "label, labels, config.labels",
  command:
    "command, commands, start command, cmd, config.cmd, entrypoint, config.entrypoint, healthcheck, onbuild",
  attestation: "attestation, attestations, provenance, sbom",
  config: "config, configuration, config json, json, inspect, docker inspect",
};

/** Words between the places. Others, such as "not", make an answer unreadable. */
const BETWEEN = new Set(
  `a an the this that it its it's is are in on of at as and also too both well plus with from inside there my one
  each every token docker image image's layer layers line lines row rows instruction instructions &`.split(
    /\s+/,
  ),
);
const LONGEST_NAME = 2;

export const PLACES = Object.keys(NAMES) as LeakPlace[];

/** The places that a text names, in free spelling; null when a word in it is not understood. */
export function readPlaces(text: string, leaks: readonly Leak[]): Set<LeakPlace> | null {
  const known = knownNames(leaks);
  const places = new Set<LeakPlace>();
  for (const part of text.toLowerCase().split(/[,;+|]/)) {
    const words = part.split(" ").flatMap((word) => wordsIn(word, known));
    for (let at = 0; at < words.length; ) {
      const name = longestName(words.slice(at, at + LONGEST_NAME), known);
      if (name !== null) places.add(name.place);
      else if (!isBetween(words[at] ?? "")) return null;
      at += name?.words ?? 1;
    }
  }
  return places;
}

/** The names of all places, and those of the variables, labels and files that hold the value in this image. */
function knownNames(leaks: readonly Leak[]): Map<string, LeakPlace> {
  const names = new Map<string, LeakPlace>();
  for (const { place, path } of leaks) if (path) names.set(path.toLowerCase(), place);
  for (const place of PLACES) for (const name of NAMES[place].split(", ")) names.set(name, place);
  return names;
}

function longestName(words: readonly string[], known: ReadonlyMap<string, LeakPlace>) {
  for (let count = words.length; count > 0; count--) {
    const place = known.get(words.slice(0, count).join(" "));
    if (place !== undefined) return { place, words: count };
  }
  return null;
}

/** A slash is part of a path, or stands between two places. */
function wordsIn(word: string, known: ReadonlyMap<string, LeakPlace>): string[] {
  const bare = word.replace(/^["'`(/]+|["'`):]+$/g, "");
  return known.has(bare) ? [bare] : bare.split("/");
}

function isBetween(word: string): boolean {
  return BETWEEN.has(word) || /^\d*$/.test(word);
}
