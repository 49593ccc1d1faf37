import { CANARY } from "../archives/read.ts";
import type { Random } from "../random.ts";
import type { Mutation } from "./mutate-bytes.ts";

type Json = null | boolean | number | string | Json[] | Members;
interface Members {
  [key: string]: Json;
}

/** A value of a document, by what holds it: a list is held by its numbers. */
interface Place {
  holder: Members;
  key: string;
}

const ODD: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1e308,
  2 ** 53,
  "",
  "\u0000\u001b[2J\u202e\ud800",
  CANARY,
  `${CANARY.slice(0, 9)}\u0007${CANARY.slice(9)}`,
  "../../etc/passwd",
  "sha256:",
  "manifest.json",
  "x".repeat(5000),
  [],
  {},
  [[]],
];
const KEYS = ["__proto__", "toString", "", CANARY, "manifests", "config", "layers", "Layers"];
const TEXTS = ["1e999", "[".repeat(20_000), '"\\u0000"', "\ufeff", " ".repeat(100_000), "{}"];

/** Changes to a document; all but the last leave it JSON. Bytes that are none stay as they are. */
export const jsonMutations: Record<string, Mutation> = {
  "odd value": inDocument(({ holder, key }, random) => put(holder, key, random.pick(ODD))),
  "value left out": inDocument(({ holder, key }) => {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  }),
  "value under another key": inDocument(({ holder, key }, random) =>
    put(holder, random.pick(KEYS), holder[key] ?? null),
  ),
  "value many times": inDocument(({ holder, key }, random) => {
    const value = holder[key] ?? null;
    const times = random.below(200);
    if (Array.isArray(value)) value.push(...Array<Json>(times).fill(value[0] ?? null));
    else put(holder, key, Array<Json>(times).fill(value));
  }),
  "value of another place": inDocument(({ holder, key }, random, places) => {
    const other = random.pick(places);
    put(holder, key, structuredClone(other.holder[other.key] ?? null));
  }),
  "deep value": inDocument(({ holder, key }, random) => {
    let deep: Json = [];
    for (let i = random.below(400); i > 0; i--) deep = random.once(2) ? [deep] : { a: deep };
    put(holder, key, deep);
  }),
  "text put in": (bytes, random) => {
    const text = bytes.toString("utf8");
    const at = random.below(text.length);
    return Buffer.from(text.slice(0, at) + random.pick(TEXTS) + text.slice(at));
  },
};

/** True for the bytes of a document. */
export function isDocument(bytes: Buffer): boolean {
  return parsed(bytes) !== undefined;
}

function inDocument(change: (place: Place, random: Random, places: readonly Place[]) => void): Mutation {
  return (bytes, random) => {
    const document = parsed(bytes);
    if (document === undefined) return bytes;
    const top: Members = { "": document };
    const places = placesIn(top);
    change(random.pick(places), random, places);
    return Buffer.from(JSON.stringify(top[""]) ?? "");
  };
}

function put(holder: Members, key: string, value: Json): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function parsed(bytes: Buffer): Json | undefined {
  try {
    return JSON.parse(bytes.toString("utf8")) as Json;
  } catch {
    return undefined;
  }
}

/** Every value below, with a stack of its own: documents may be nested more deeply than calls may be. */
function placesIn(top: Members): Place[] {
  const places: Place[] = [];
  const holders = [top];
  for (let holder = holders.pop(); holder; holder = holders.pop()) {
    for (const key of Object.keys(holder)) {
      places.push({ holder, key });
      const value = holder[key] ?? null;
      if (value !== null && typeof value === "object") holders.push(value as Members);
    }
  }
  return places;
}
