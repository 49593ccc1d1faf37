import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { boltFile } from "../../../src/tools/bbolt-file.ts";
import { readBolt } from "../../support/read-bolt.ts";

test("what is written is read: values, empty buckets, and buckets in buckets", () => {
  const root = { b: { inner: { key: "value", ü: "ö" }, empty: {} }, a: { one: "" } };
  expect(readBolt(boltFile(root))).toEqual(root);
});

test("keys stand in the order of their bytes, whatever the order they come in", () => {
  const bucket = { z: "1", ä: "2", Z: "3" };
  expect(Object.keys(readBolt(boltFile({ bucket })).bucket ?? {})).toEqual(["Z", "z", "ä"]);
});

test("a bucket may be longer than a page, and the file is a power of two of at least 32 kB", () => {
  const large = Object.fromEntries(
    Array.from({ length: 3000 }, (_, at) => [`key ${at}`, "x".repeat(at % 90)]),
  );
  const file = boltFile({ large, small: { a: "b" } });
  expect(readBolt(file)).toEqual({ large, small: { a: "b" } });
  expect(Math.log2(file.length) % 1).toBe(0);
  expect(boltFile({})).toHaveLength(32_768);
});

test("a file that bbolt 1.3.11 checked and found whole is still written byte for byte", () => {
  const file = boltFile({ outer: { inner: { key: "value" }, empty: {} }, other: { a: "b".repeat(5000) } });
  expect(createHash("sha256").update(file).digest("hex")).toBe(
    "e02ae5d1da48cde8e6b486f88d8493797d29abeee59e23fbb4ea5d7f81091072",
  );
});
