import { expect, test } from "vitest";
import type { LoggedCheck } from "../../../src/guide/log.ts";
import { journey } from "../../../src/guide/screens/journey.ts";
import type { Lab } from "../../../src/labs/lab.ts";

const lab = (number: number, id: string) => ({ number, id }) as Lab;
const check = (bytes: number | null, more: Partial<LoggedCheck> = {}): LoggedCheck => ({
  ...{ lab: "x", verdict: "met", date: "", bytes, layers: 10, wastedBytes: 1_000_000, seconds: 9.54 },
  standIns: false,
  ...more,
});

test("every lab has a row: its state, its last build that made an image, and a bar to scale", () => {
  const states: Record<string, string> = { naive: "met", slim: "skipped", later: "started" };
  const progress = { of: (id: string) => ({ state: states[id] }) } as never;
  const checks = new Map([
    ["naive", [check(900_000_000), check(1_000_000_000, { layers: null, wastedBytes: null })]],
    ["slim", [check(200_000_000), check(null)]],
  ]);
  expect(journey([lab(1, "naive"), lab(2, "slim"), lab(10, "later")], progress, checks)).toEqual([
    "    lab               image  layers    waste  build",
    " 1  naive  met      1.00 GB       -        -  9.5 s  ####################",
    " 2  slim   skipped   200 MB      10  1.00 MB  9.5 s  ####",
    "10  later                 -       -        -      -",
  ]);
});
