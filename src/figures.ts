const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** Bytes as docker writes them: powers of 1000, three figures. `1.21 GB`, `188 MB`, `0 B`. */
export function formatBytes(bytes: number): string {
  let [value, unit] = [bytes, 0];
  // 999.5 would be rounded to four figures, so it is 1.00 of the next unit.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toFixed(unit === 0 ? 0 : pointsFor(value))} ${UNITS[unit]}`;
}

/** How many figures behind the point make three in all, once it is rounded: 9.996 is 10.0. */
function pointsFor(value: number): number {
  if (value >= 99.95) return 0;
  return value >= 9.995 ? 1 : 2;
}

/** Seconds with one figure behind the point below 100: `0.8`, `52.1`, `104`. */
export function inSeconds(seconds: number): string {
  return seconds >= 99.95 ? seconds.toFixed(0) : seconds.toFixed(1);
}

/** As `inSeconds`, with the unit. */
export function formatSeconds(seconds: number): string {
  return `${inSeconds(seconds)} s`;
}

const POWERS: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  m: 1e6,
  g: 1e9,
  t: 1e12,
  ki: 2 ** 10,
  mi: 2 ** 20,
  gi: 2 ** 30,
  ti: 2 ** 40,
};

/** The bytes that a person wrote: `1.02GB`, `1020 MB`, `1,020mb`, `10MiB`, `512`. Null for anything else. */
export function parseBytes(text: string): number | null {
  const [, number = "", power = ""] = /^([\d.,]+)\s*([kmgt]?i?)b?$/i.exec(text.trim()) ?? [];
  const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(number) ? number.replaceAll(",", "") : number;
  const factor = POWERS[power.toLowerCase()];
  if (!/^\d+(\.\d+)?$/.test(plain) || factor === undefined) return null;
  return Math.round(Number(plain) * factor);
}
