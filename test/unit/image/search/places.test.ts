import { describe, expect, test } from "vitest";
import type { Form } from "../../../../src/image/needle-forms.ts";
import { type Search, searchOf, type Table, tableOf } from "../../../../src/image/search/places.ts";
import { indexesOf, randomFrom } from "../../../support/random.ts";

const formOf = (bytes: Buffer): Form => ({
  rule: "find",
  encoding: "plain",
  bytes,
  masked: "****",
  shape: null,
});

/** A search that lists `number of the form @ offset`. */
function listing(table: Table, forms: readonly Form[], places: string[]): Search {
  return searchOf(table, {
    reach: ({ bytes }) => bytes.length,
    onPlace: (form, start, { offset }) => places.push(`${forms.indexOf(form)} @ ${offset + start}`),
  });
}

function placesIn(hay: Buffer, forms: readonly Form[], size: () => number): string[] {
  const places: string[] = [];
  const search = listing(tableOf(forms, 0), forms, places);
  for (let at = 0; at < hay.length; ) {
    const end = at + size();
    search.write(hay.subarray(at, end));
    at = end;
  }
  search.end();
  return places.sort();
}

const wanted = (hay: Buffer, forms: readonly Form[]): string[] =>
  forms.flatMap(({ bytes }, index) => indexesOf(hay, bytes).map((start) => `${index} @ ${start}`)).sort();

/** Where two sorted lists part: of long ones the whole difference takes minutes to print. */
function parting(found: readonly string[], wanted: readonly string[]): unknown[] {
  const longer = found.length > wanted.length ? found : wanted;
  const at = longer.findIndex((_, index) => found[index] !== wanted[index]);
  return at < 0 ? [] : [found[at], wanted[at]];
}

describe("places of forms", () => {
  // Few letters make forms overlap and begin alike; all 256 leave only those that were planted.
  test.each([1, 2, 3, 16, 256])("are those of indexOf, each once: %i letters", (letters) => {
    const { below } = randomFrom(letters);
    const text = (length: number) => Buffer.from(Array.from({ length }, () => 97 + below(letters)));
    for (let round = 0; round < 60; round++) {
      const forms = Array.from({ length: 1 + below(round % 10 === 0 ? 300 : 12) }, () =>
        formOf(text(4 + below(below(4) === 0 ? 60 : 9))),
      );
      const planted = Array.from({ length: 20 }, () => forms[below(forms.length)]?.bytes ?? text(1));
      const cut = planted.map((bytes) => bytes.subarray(0, 1 + below(bytes.length)));
      const hay = Buffer.concat([...planted, ...cut, text(200)].sort(() => below(3) - 1));
      const longest = 1 + below(100);
      const found = placesIn(hay, forms, () => 1 + below(longest));
      expect(parting(found, wanted(hay, forms))).toEqual([]);
    }
  });

  test("in more bytes, and more places, than are searched at once", () => {
    const forms = ["aaaa", "aaaaaaaaab", "aab\0"].map((text) => formOf(Buffer.from(text)));
    const hay = Buffer.alloc(300_000, "aaaaaaaaab");
    hay.fill(0, 100_000, 150_000);
    for (const size of [1 << 20, 65_537])
      expect(placesIn(hay, forms, () => size)).toEqual(wanted(hay, forms));
  });

  test("as many as there may be at once, and one more", () => {
    const forms = [formOf(Buffer.from("aaaa"))];
    for (let lead = 0; lead < 16; lead++) {
      const hay = Buffer.from(`${"b".repeat(lead)}${"a".repeat(5000)}`);
      expect(
        parting(
          placesIn(hay, forms, () => hay.length),
          wanted(hay, forms),
        ),
      ).toEqual([]);
    }
  });

  test("of a form longer than what is searched at once", () => {
    const { below } = randomFrom(5);
    const form = formOf(Buffer.from(Array.from({ length: 400_000 }, () => below(256))));
    const hay = Buffer.concat([Buffer.alloc(1000), form.bytes, Buffer.alloc(9), form.bytes]);
    for (const size of [2_000_000, 70_000]) {
      expect(placesIn(hay, [form], () => size)).toEqual(["0 @ 1000", "0 @ 401009"]);
    }
  });

  test("of two streams that take turns", () => {
    const forms = [formOf(Buffer.from("value one")), formOf(Buffer.from("value two"))];
    const table = tableOf(forms, 0);
    const streams = ["a value one", "the value two"].map((text) => {
      const places: string[] = [];
      return { places, text, search: listing(table, forms, places) };
    });
    for (let at = 0; at < 13; at += 2) {
      for (const { search, text } of streams) search.write(Buffer.from(text.slice(at, at + 2)));
    }
    expect(streams.map(({ places }) => places)).toEqual([["0 @ 2"], ["1 @ 4"]]);
  });
});
