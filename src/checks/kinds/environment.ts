import { z } from "zod";
import { counted } from "../counted.ts";
import type { Kind } from "../kind.ts";
import { fewOf } from "../places.ts";
import { met, notYet } from "../verdict.ts";
import { wildcard } from "../wildcard.ts";

const names = z.array(z.string().min(1)).default([]);

const options = z
  .strictObject({
    present: names.describe("Names that must be set."),
    absent: names.describe("Names that must not be set, or be empty; `*` stands for any letters."),
    equals: z
      .record(z.string(), z.string())
      .default({})
      .describe("Names and the values that they must have."),
  })
  .refine(
    ({ present, absent, equals }) => present.length + absent.length + Object.keys(equals).length > 0,
    "Say which variables must be present, absent, or equal to something",
  );

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
    const set = new Map(image.env.map(nameAndValue));
    const patterns = absent.map(wildcard);
    // An empty variable tells a program no more than none does.
    const filled = image.env.filter((line) => !/^[^=]*=$/.test(line)).map((line) => nameAndValue(line)[0]);
    const tooMany = filled.filter((name) => patterns.some((one) => one.test(name)));
    const wrong = [
      ...present.filter((name) => !set.has(name)).map((name) => `${name} is not set`),
      ...tooMany.map((name) => `${name} is set`),
      ...Object.entries(equals).flatMap(([name, value]) => {
        if (set.get(name) === value) return [];
        return [set.has(name) ? `${name} is not "${value}"` : `${name} is not set`];
      }),
    ];
    const pairs = Object.entries(equals).map(([name, value]) => `${name}=${value}`);
    const expected = [...present, ...pairs, ...absent.map((name) => `no ${name}`)].join(", ");
    if (wrong.length === 0) return met(expected, "so it is");
    return notYet(
      { expected, actual: wrong.join("; ") },
      [{ kind: "config", where: "Config.Env", text: listed([...set.keys()]) }],
      nextFor(wrong.length, tooMany),
      `docker image inspect -f '{{json .Config.Env}}' ${subject.image.tag}`,
    );
  },
};

function nameAndValue(line: string): [string, string] {
  const [name = "", ...value] = line.split("=");
  return [name, value.join("=")];
}

function listed(all: readonly string[]): string {
  return all.length === 0 ? "no variable is set" : `${counted(all.length, "variable")}: ${fewOf(all, 12)}`;
}

function nextFor(wrong: number, tooMany: readonly string[]): string {
  if (wrong > tooMany.length)
    return "ENV in the final stage, or in a stage that it stands on, sets a variable; the last one counts.";
  return `Take ${fewOf(tooMany)} out of ENV: what a RUN alone needs is set in that RUN.`;
}
