import { type Dockerfile, type Stage, stagesBelow } from "../dockerfile/dockerfile.ts";
import type { Instruction } from "../dockerfile/instruction.ts";
import { layerMakers } from "./layer-makers.ts";
import type { Reading } from "./subject.ts";

/** The instructions of a stage, and of those it stands on, that take something from a stage beside them. */
export function takers(dockerfile: Dockerfile, last: Stage): Instruction[] {
  const below = stagesBelow(dockerfile, last);
  const own = new Set(below.map(({ index }) => index));
  const takes = ({ from, mounts }: Instruction) =>
    [from, ...mounts.map((mount) => mount.from)].some((one) => one?.kind === "stage" && !own.has(one.index));
  return below.flatMap(({ instructions }) => instructions.filter(takes));
}

/** The bytes of the layers that these instructions made; null where the history does not tell which ones they are. */
export function bytesTaken(
  dockerfile: Dockerfile,
  reading: Reading,
  taking: readonly Instruction[],
): number | null {
  const makerOf = layerMakers(dockerfile, reading);
  const made = reading.layers.map((layer) => ({ layer, maker: makerOf(layer.index) }));
  if (taking.some((one) => made.every(({ maker }) => maker !== one))) return null;
  const taken = made.filter(({ maker }) => maker !== null && taking.includes(maker));
  return taken.reduce((sum, { layer }) => sum + layer.bytes, 0);
}
