import type { Leak } from "../image/image-reading.ts";

/** Leaks of one kind in one place: a library may hold a dozen keys. */
export interface LeakGroup {
  readonly first: Leak;
  count: number;
}

/** Leaks by place and kind: given values first, what the base brought last, else as they lie in the image. */
export function leakGroups(leaks: readonly Leak[]): LeakGroup[] {
  const groups = new Map<string, LeakGroup>();
  for (const leak of leaks) {
    const { rule, place, layer, path, inside, removed } = leak;
    const key = JSON.stringify([rule, place, layer, path, inside, removed]);
    const group = groups.get(key);
    if (group) group.count++;
    else groups.set(key, { first: leak, count: 1 });
  }
  return [...groups.values()].sort((a, b) => weight(a.first) - weight(b.first));
}

function weight({ rule, owner }: Leak): number {
  return (owner === "base" ? 2 : 0) + (rule === "find" ? 0 : 1);
}

/** Those that are not the base's: another base only mends those. */
export function ownLeaks(leaks: readonly Leak[]): Leak[] {
  return leaks.filter(({ owner }) => owner !== "base");
}
