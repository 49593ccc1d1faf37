import { expect, test } from "vitest";
import { z } from "zod";
import { compareReadings } from "../../../src/inspect/comparison.ts";
import { inspectDocumentOf } from "../../../src/inspect/document.ts";
import { compareDocument, inspectDocument } from "../../../src/inspect/document-schema.ts";
import type { Target } from "../../../src/inspect/target.ts";
import { file, folder, whiteout } from "../../support/archives/entries.ts";
import { CANARY, FIND, readSpec } from "../../support/archives/read.ts";

const target = { kind: "archive", name: "cat.tar", held: null } as unknown as Target;
const layers = [
  [
    file("var/lib/dpkg/status", "Package: sh\nStatus: install ok installed\nVersion: 1\n\n"),
    file("app/.env", CANARY),
    file("one", "x".repeat(5000)),
    file("two", "x".repeat(5000)),
    ...[...Array(120).keys()].map((index) => file(`old/f${index}`, "x".repeat(index + 1))),
    file("broken.gz", Buffer.from("1f8b0800000000000003ffffffffffffffffffffffffffff", "hex")),
  ],
  [whiteout("old"), whiteout("app/.env"), folder("app")],
];
const reading = await readSpec(
  { layers, config: { Env: [`TOKEN=${CANARY}`], Labels: { a: "b" }, ExposedPorts: { "80/tcp": {} } } },
  { find: FIND, duplicates: true, changesOf: 1 },
);

test("the schemas in docs/ are those of the one definition", async () => {
  const text = (schema: z.ZodType) => `${JSON.stringify(z.toJSONSchema(schema), null, 2)}\n`;
  await expect(text(inspectDocument)).toMatchFileSnapshot("../../../docs/inspect.schema.json");
  await expect(text(compareDocument)).toMatchFileSnapshot("../../../docs/compare.schema.json");
});

test("the document of a rich image keeps to the schema, and no list in it is empty for want of a case", () => {
  const document = inspectDocument.parse(inspectDocumentOf(target, reading, {}));
  for (const list of [
    "layers",
    "history",
    "waste",
    "leaks",
    "packages",
    "findings",
    "largest",
    "changes",
    "duplicates",
    "skipped",
  ] as const) {
    expect(document[list], list).not.toHaveLength(0);
  }
  expect(inspectDocument.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
});

test("waste is cut to the largest hundred unless all is asked for, and says so", () => {
  const short = inspectDocumentOf(target, reading, {});
  expect(short.waste).toHaveLength(100);
  expect(short.wasteOmitted).toBe(reading.waste.length - 100);
  expect(short.waste[0]?.bytes).toBe(Math.max(...reading.waste.map(({ bytes }) => bytes)));
  const all = inspectDocumentOf(target, reading, { all: true });
  expect(all.waste).toHaveLength(reading.waste.length);
  expect(all.wasteOmitted).toBe(0);
});

test("the engine's own figure stands beside ours", () => {
  const held = { ...target, kind: "engine", held: { facts: { size: 77 } } } as unknown as Target;
  expect(inspectDocumentOf(held, reading, {}).image.engineBytes).toBe(77);
  expect(inspectDocumentOf(target, reading, {}).image.engineBytes).toBeNull();
});

test("the document of a comparison keeps to its schema", () => {
  const compared = compareReadings({ target, reading }, { target, reading });
  expect(compareDocument.parse(compared)).toEqual(compared);
});
