import { expect, test } from "vitest";
import { planOf, WINDOW } from "../../../../src/image/search/windows.ts";
import { TOKEN_RULES } from "../../../../src/image/token-rules.ts";
import { randomFrom } from "../../../support/random.ts";

/** The buckets that Teddy's tables leave for a window of which these are the last three bytes. */
function bucketsOf(masks: Uint8Array, bytes: Uint8Array): number {
  return [...bytes].reduce((left, byte, index) => {
    const table = 32 * index;
    return left & (masks[table + (byte & 15)] ?? 0) & (masks[table + 16 + (byte >>> 4)] ?? 0);
  }, 255);
}

function windowOf(form: Buffer, offset = 0): Buffer {
  return form.subarray(offset, offset + WINDOW);
}

test("every form has its window in a bucket", () => {
  const { below } = randomFrom(3);
  const forms = Array.from({ length: 300 }, () =>
    Buffer.from(Array.from({ length: 4 + below(200) }, () => below(256))),
  );
  const { offsets, masks } = planOf(forms);
  for (const [index, form] of forms.entries()) {
    const window = windowOf(form, offsets[index]);
    expect(window).toHaveLength(WINDOW);
    expect(bucketsOf(masks, window.subarray(1))).not.toBe(0);
  }
});

test.each([
  ["\0\0\0\0\0\0Q~Z\0\0\0", "Q~Z"],
  ["connection_Q~Z", "Q~Z"],
  ["p\0a\0s\0s\0w\0Q\x01~\0", "Q\x01~"],
])("the window of %j has its rarest bytes", (text, rarest) => {
  const form = Buffer.from(text, "latin1");
  expect(windowOf(form, planOf([form]).offsets[0]).toString("latin1")).toContain(rarest);
});

test("what files are full of gets into no bucket of the token rules", () => {
  const { masks } = planOf(TOKEN_RULES.flatMap(({ literals }) => literals.map((text) => Buffer.from(text))));
  for (const byte of ["\0", "\xff", " ", "e", "a", "0", "-", "/", "="]) {
    expect([byte, bucketsOf(masks, Buffer.from(byte.repeat(3), "latin1"))]).toEqual([byte, 0]);
  }
});
