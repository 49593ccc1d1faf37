import type { ImageReading, Leak } from "../image/image-reading.ts";
import { pythonName } from "../image/python-name.ts";
import type { Rung } from "./ladder.ts";

/** What the tour found out about one rung. The names are those of `tour --json`. */
export interface RungResult {
  readonly rung: number;
  readonly name: string;
  readonly teaches: string;
  /** The sum of the layers' regular files, in bytes. */
  readonly bytes: number;
  /** The engine's own figure, in bytes. */
  readonly engineBytes: number;
  readonly layers: number;
  readonly wastedBytes: number;
  /** `bytes` divided by the first rung's. */
  readonly shareOfNaive: number;
  readonly user: string;
  /** Where the workspace's canary was found; empty is "nowhere". */
  readonly canary: readonly CanaryPlace[];
  readonly answers: boolean;
  /** Why it does not answer, or null. */
  readonly problem: string | null;
  /** Is the package that only the password opens really installed? */
  readonly privatePackage: boolean;
  /** Parts of the image that could not be searched; anything here makes "nowhere" uncertain. */
  readonly unread: number;
  readonly secondsCold: number;
  readonly coldOn: string;
  readonly secondsWarm: number;
}

export interface CanaryPlace {
  readonly place: Leak["place"];
  readonly layer: number | null;
  readonly path: string | null;
}

const PRIVATE_PACKAGE = "random-cat-generator";

/** What was seen of one image, beside the reading. */
export interface Observed {
  readonly engineBytes: number;
  readonly answers: boolean;
  readonly problem: string | null;
  readonly secondsCold: number;
  readonly coldOn: string;
  readonly secondsWarm: number;
}

/** Puts together what reading and running an image have shown. `naiveBytes` is null for the first rung itself. */
export function rungResult(
  rung: Rung,
  reading: ImageReading,
  observed: Observed,
  naiveBytes: number | null,
): RungResult {
  const { image, leaks, packages, skipped } = reading;
  return {
    rung: rung.rung,
    name: rung.name,
    teaches: rung.teaches,
    bytes: image.bytes,
    layers: image.layers,
    wastedBytes: image.wastedBytes,
    shareOfNaive: image.bytes / (naiveBytes ?? image.bytes),
    user: image.user === "" ? "root" : image.user,
    canary: leaks.map(({ place, layer, path }) => ({ place, layer, path })),
    privatePackage: packages.some(({ name, removed }) => !removed && pythonName(name) === PRIVATE_PACKAGE),
    unread: skipped.length,
    ...observed,
  };
}
