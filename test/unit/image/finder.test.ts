import { describe, expect, test } from "vitest";
import { finderOf } from "../../../src/image/finder.ts";
import { formsOf } from "../../../src/image/needle-forms.ts";
import { CANARY } from "../../support/archives/read.ts";
import { indexesOf, randomFrom } from "../../support/random.ts";

const AWKWARD = 'pä ss/+"<word>&\\?=1234';

function encodingsIn(value: string, bytes: Buffer, size: number): string[] {
  const found = new Set<string>();
  const finder = finderOf(formsOf([{ rule: "find", value: Buffer.from(value) }]));
  const search = finder.stream(({ encoding }) => found.add(encoding));
  for (let at = 0; at < bytes.length; at += size) search.write(bytes.subarray(at, at + size));
  return [...found];
}

describe.each([CANARY, AWKWARD])("forms of %s", (value) => {
  const bytes = Buffer.from(value);
  const cases: [string, Buffer | string][] = [
    ["plain", bytes],
    ["plain", JSON.stringify(value)],
    [
      "plain",
      JSON.stringify(value).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e").replaceAll("&", "\\u0026"),
    ],
    ...[0, 1, 2].flatMap((offset): [string, string][] => {
      const text = Buffer.concat([Buffer.alloc(offset, "u"), bytes, Buffer.from("tail")]);
      return [
        ["base64", text.toString("base64")],
        ["base64", text.toString("base64url")],
      ];
    }),
    ["hex", bytes.toString("hex")],
    ["hex", bytes.toString("hex").toUpperCase()],
    ["percent", bytes.toString("hex").replaceAll(/../g, "%$&")],
    ["utf-16", Buffer.from(value, "utf16le")],
    ["utf-16", Buffer.from(value, "utf16le").swap16()],
  ];

  test.each(cases)("%s in %s", (encoding, text) => {
    const around = Buffer.concat([Buffer.from("before "), Buffer.from(text), Buffer.from(" behind")]);
    for (const size of [1, 2, 3, 10, 25, 1000]) expect(encodingsIn(value, around, size)).toContain(encoding);
    expect(encodingsIn(value, around.subarray(0, around.length - 20), 1000)).toEqual([]);
  });
});

describe("finder", () => {
  test.each([encodeURIComponent(AWKWARD), new URLSearchParams({ p: AWKWARD }).toString()])(
    "percent: %s",
    (text) => {
      expect(encodingsIn(AWKWARD, Buffer.from(text), 9)).toEqual(["percent"]);
      expect(encodingsIn(AWKWARD, Buffer.from(text.replaceAll(/%../g, (c) => c.toLowerCase())), 9)).toEqual([
        "percent",
      ]);
    },
  );

  test("agrees with indexOf on random bytes of a small alphabet", () => {
    const { below } = randomFrom(7);
    const text = (length: number) => Buffer.from(Array.from({ length }, () => 97 + below(3)));
    for (let round = 0; round < 200; round++) {
      const forms = formsOf(
        (round % 2 ? [5, 6, 9] : [12, 14, 20]).map((length, i) => ({ rule: `r${i}`, value: text(length) })),
      );
      const hay = text(400);
      const found = new Set<string>();
      const search = finderOf(forms).stream(({ rule, bytes }, start) =>
        found.add(`${rule} ${bytes} ${start}`),
      );
      for (let at = 0; at < hay.length; ) {
        const size = 1 + below(50);
        search.write(hay.subarray(at, at + size));
        at += size;
      }
      const wanted = forms.flatMap(({ rule, bytes }) =>
        indexesOf(hay, bytes).map((start) => `${rule} ${bytes} ${start}`),
      );
      expect([...found].sort()).toEqual([...new Set(wanted)].sort());
    }
  });

  test("a shape sees the same around its literal, once, whatever the chunks", () => {
    const { below } = randomFrom(11);
    const hay = Buffer.from(Array.from({ length: 3000 }, () => 97 + below(26)));
    for (const at of [0, 3, 60, 65, 500, 504, 1400, 2551, 2552, 2553, 2996]) hay.write("mark", at);
    const seen = (sizes: () => number): string[] => {
      const texts: string[] = [];
      const shape = (text: string, at: number) => {
        texts.push(`${at} ${text}`);
        return null;
      };
      const form = {
        rule: "r",
        encoding: "plain",
        bytes: Buffer.from("mark"),
        masked: "****",
        shape,
      } as const;
      const search = finderOf([form]).stream(() => {});
      for (let at = 0; at < hay.length; ) {
        const end = at + sizes();
        search.write(hay.subarray(at, end));
        at = end;
      }
      search.end();
      return texts;
    };
    const whole = seen(() => hay.length);
    expect(whole).toEqual(
      indexesOf(hay, Buffer.from("mark")).map((at) => {
        const from = Math.max(0, at - 64);
        return `${at - from} ${hay.toString("latin1", from, at + 448)}`;
      }),
    );
    for (const size of [1, 63, 448, 449, 512, 1000]) expect(seen(() => size)).toEqual(whole);
    expect(seen(() => 1 + below(600))).toEqual(whole);
  });

  test("of two values that begin alike a text loses the longer, and shows no more than its end", () => {
    const values = ["value-one", "value-one-and-two"].map((value) => ({
      rule: "r",
      value: Buffer.from(value),
    }));
    expect(finderOf(formsOf(values)).redact("a value-one-and-two b")).toBe("a ****-two b");
  });

  test("a text loses every form, and never shows more than the last four characters", () => {
    const finder = finderOf(formsOf([{ rule: "find", value: Buffer.from(CANARY) }]));
    const base64 = Buffer.from(`u:${CANARY}`).toString("base64");
    const text = finder.redact(`A=${CANARY} B=${CANARY}${CANARY} C=${base64} D`);
    expect(text).toMatch(/^A=\*\*\*\*4b62 B=\*\*\*\*4b62\*\*\*\*4b62 C=.{1,4}\*\*\*\*4b62.{0,4} D$/);
  });

  test("short values show less, and values under four bytes are refused without being quoted", () => {
    expect(formsOf([{ rule: "find", value: Buffer.from("abcdefgh") }])[0]?.masked).toBe("****gh");
    expect(() => formsOf([{ rule: "pin", value: Buffer.from("xyz") }])).toThrow(
      "(pin) is too short: it has 3 bytes",
    );
  });

  test("without forms nothing is found", () => {
    expect(finderOf([]).inText("x")).toEqual([]);
    expect(finderOf([]).redact("x")).toBe("x");
  });
});
