import { expect } from "vitest";
import { UserError } from "../../../src/errors.ts";
import type { ImageReading } from "../../../src/image/image-reading.ts";
import { CANARY } from "./read.ts";

// Control characters, and those that turn the direction of writing.
const STEERS_TERMINAL = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u;
const LONGEST_MESSAGE = 2000;

/** What holds for the reading of any archive, however odd: its sums, its ranges, its texts. */
export function expectSound(reading: ImageReading): void {
  const { image, layers, waste, leaks, packages, history } = reading;
  const sum = (of: readonly { bytes: number }[]) => of.reduce((total, { bytes }) => total + bytes, 0);
  expect(image.finalBytes + image.wastedBytes).toBe(image.bytes);
  expect(sum(layers)).toBe(image.bytes);
  expect(sum(waste)).toBe(image.wastedBytes);
  expect(layers.length).toBe(image.layers);
  expect(image.efficiency).toBeGreaterThanOrEqual(0);
  expect(image.efficiency).toBeLessThanOrEqual(1);
  for (const { bytes, wastedBytes, index } of layers) {
    expect(Number.isSafeInteger(bytes) && bytes >= 0).toBe(true);
    expect(wastedBytes).toBe(sum(waste.filter(({ layer }) => layer === index)));
  }
  const inRange = (layer: number | null) => layer === null || layers[layer] !== undefined;
  for (const { layer } of [
    ...waste,
    ...leaks,
    ...packages,
    ...history,
    ...reading.largest,
    ...reading.skipped,
  ])
    expect(inRange(layer)).toBe(true);
  for (const { layer, by } of waste) expect(inRange(by) && by >= layer).toBe(true);
  expect(JSON.stringify(reading)).not.toContain(CANARY);
  for (const text of textsIn(reading)) expect(text).not.toMatch(STEERS_TERMINAL);
}

/** What holds for all that is thrown: one sentence for the person at the keyboard, without the value. */
export function expectSaid(thrown: unknown): string {
  if (!(thrown instanceof UserError)) throw thrown;
  const { message, fix } = thrown;
  expect(message).toMatch(/^[A-Z][^\n]*$/);
  expect(message.length).toBeLessThan(LONGEST_MESSAGE);
  for (const text of [message, fix]) {
    expect(text).not.toMatch(STEERS_TERMINAL);
    expect(text).not.toContain(CANARY);
  }
  return message;
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
}
