import { z } from "zod";
import type { Kind } from "../kind.ts";
import { met, notYet } from "../verdict.ts";

const options = z
  .strictObject({
    present: z.array(z.string().min(1)).default([]).describe("Labels that must be there and not be empty."),
    equals: z
      .record(z.string(), z.string())
      .default({})
      .describe("Labels and the values that they must have."),
  })
  .refine(
    ({ present, equals }) => present.length + Object.keys(equals).length > 0,
    "Say which labels must be present, or equal to something",
  );

declare module "../kind.ts" {
  interface CheckKinds {
    labels: z.infer<typeof options>;
  }
}

/** The labels of the image. */
export const labels: Kind<z.infer<typeof options>> = {
  says: "The image carries these labels.",
  options,
  async judge({ present, equals }, subject) {
    const { image } = await subject.reading();
    const carried = new Map(Object.entries(image.labels));
    const wrong = [
      ...present.flatMap((name) => {
        if (carried.get(name)?.trim()) return [];
        return [`${name} is ${carried.has(name) ? "empty" : "missing"}`];
      }),
      ...Object.entries(equals).flatMap(([name, value]) => {
        const found = carried.get(name);
        if (found === value) return [];
        return [found === undefined ? `${name} is missing` : `${name} is "${found}"`];
      }),
    ];
    const pairs = Object.entries(equals).map(([name, value]) => `${name}=${value}`);
    const expected = [...present, ...pairs].join(", ");
    if (wrong.length === 0) return met(expected, "so it is");
    const own = [...carried.keys()].filter((name) => !name.startsWith("size-matters."));
    const text = own.length > 0 ? own.join(", ") : "no label of yours";
    return notYet(
      { expected, actual: [...new Set(wrong)].join("; ") },
      [{ kind: "config", where: "Config.Labels", text }],
      "Write it with LABEL name=value, in the final stage.",
      `docker image inspect -f '{{json .Config.Labels}}' ${subject.image.tag}`,
    );
  },
};
