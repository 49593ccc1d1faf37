import { expect, test } from "vitest";
import { nearbyText } from "../../../../src/image/search/nearby-text.ts";
import { randomFrom } from "../../../support/random.ts";

test("pieces near and far, in any order, are those of the bytes", () => {
  const { below } = randomFrom(2);
  const bytes = Buffer.from(Array.from({ length: 60_000 }, () => below(256)));
  const text = nearbyText(bytes);
  let from = 0;
  for (let round = 0; round < 2000; round++) {
    from = Math.max(0, below(9) === 0 ? below(bytes.length) : from + below(300) - 100);
    const to = Math.min(bytes.length, from + below(600));
    expect(text(from, to)).toBe(bytes.toString("latin1", from, to));
  }
});
