import { expect, test } from "vitest";
import { labJsonSchema } from "../../../src/labs/lab-schema.ts";
import { lineOf } from "../../../src/labs/problems.ts";
import { readLabs, templateFiles } from "./fake-labs.ts";

test("a copy of the template is a sound lab at once", async () => {
  const { labs, problems } = await readLabs({ "99-example": templateFiles() });
  expect(problems.map(lineOf)).toEqual([]);
  expect(labs).toMatchObject([
    {
      ...{ id: "example", number: 99, alternatives: ["ignored", "second-stage"] },
      wrongFolders: ["removed-later"],
    },
  ]);
});

test("the template itself is no lab", async () => {
  expect(await readLabs({ _template: templateFiles() })).toEqual({ labs: [], problems: [] });
});

interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema | boolean;
}

/** Every key of a lab but those that belong to one kind of check or answer. */
function keysOf({ properties = {}, items, additionalProperties }: Schema): string[] {
  const children = [items, additionalProperties].filter((one) => typeof one === "object");
  const own = Object.entries(properties).flatMap(([key, schema]) => [key, ...keysOf(schema)]);
  return [...own, ...children.flatMap(keysOf)];
}

test("the template's lab.yaml shows every key, also those that it leaves out", () => {
  const manual = templateFiles()["lab.yaml"] ?? "";
  const keys = keysOf(labJsonSchema());
  expect(keys).toEqual(expect.arrayContaining(["one-way", "checks", "hints", "answers"]));
  expect(keys.filter((key) => !new RegExp(`^[ #]*(- )?${key}:( |$)`, "m").test(manual))).toEqual([]);
});
