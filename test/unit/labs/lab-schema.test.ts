import { describe, expect, test } from "vitest";
import { labJsonSchema, labSchema } from "../../../src/labs/lab-schema.ts";

interface Schema {
  description?: string;
  properties?: Record<string, Schema>;
  [key: string]: unknown;
}

/** The way to every key that says nothing about itself. */
function undescribed(schema: Schema, way = ""): string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, one]) =>
    one.description ? [] : [`${way}.${key}`],
  );
  const children = Object.entries(schema).flatMap(([key, value]) =>
    typeof value === "object" && value !== null ? undescribed(value as Schema, `${way}.${key}`) : [],
  );
  return [...own, ...children];
}

describe("the schema for editors", () => {
  test("labs/lab.schema.json is that of the one definition", async () => {
    const text = `${JSON.stringify(labJsonSchema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot("../../../labs/lab.schema.json");
  });

  test("every key says what it means", () => {
    const schema = labJsonSchema() as Schema;
    expect(undescribed(schema)).toEqual([]);
    expect(undescribed({ properties: { a: { properties: { b: {} } } } } as Schema)).toEqual([
      ".a",
      ".properties.a.b",
    ]);
  });

  test("what has a default may be left out", () => {
    expect(labJsonSchema()).toMatchObject({ required: ["title", "minutes", "chapter", "steps", "goals"] });
  });
});

test("blanks alone are no text", () => {
  const { error } = labSchema.safeParse({ title: "   ", minutes: 1, chapter: "a", steps: [], goals: [] });
  expect(error?.issues.map(({ path }) => path.join("."))).toContain("title");
});
