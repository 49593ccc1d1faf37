import { z } from "zod";
import type { Kind } from "../kind.ts";
import { met, notYet } from "../verdict.ts";

const options = z.strictObject({
  present: z.array(z.string()).default([]).describe("Names that must be set."),
  absent: z.array(z.string()).default([]).describe("Names that must not be set; `*` stands for any letters."),
  equals: z.record(z.string(), z.string()).default({}).describe("Names and the values that they must have."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    environment: z.infer<typeof options>;
  }
}

/** The environment that every container of the image starts with. */
export const environment: Kind<z.infer<typeof options>> = {
  says: "The image's environment has these variables, or does not have them.",
  options,
  async judge({ present, absent, equals }, subject) {
    const { image } = await subject.reading();
    const set = new Map(
      image.env.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    );
    const matches = absent.map((name) => new RegExp(`^${name.split("*").map(quoted).join(".*")}$`));
    const wrong = [
      ...present.filter((name) => !set.has(name)).map((name) => `${name} is not set`),
      ...[...set.keys()]
        .filter((name) => matches.some((one) => one.test(name)))
        .map((name) => `${name} is set`),
      ...Object.entries(equals)
        .filter(([name, value]) => set.get(name) !== value)
        .map(([name, value]) => `${name} is not "${value}"`),
    ];
    const expected = [...present, ...Object.keys(equals), ...absent.map((name) => `not ${name}`)].join(", ");
    if (wrong.length === 0) return met(expected, "so it is");
    return notYet(
      { expected, actual: wrong.join("; ") },
      [{ kind: "config", where: "Config.Env", text: `${set.size} variables: ${[...set.keys()].join(", ")}` }],
      "ENV in the final stage, or in a stage that it stands on, sets a variable; the last one counts.",
      `docker image inspect -f '{{json .Config.Env}}' ${subject.image.tag}`,
    );
  },
};

function quoted(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
