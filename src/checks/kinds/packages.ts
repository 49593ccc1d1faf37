import { z } from "zod";
import type { Package } from "../../image/image-reading.ts";
import type { Kind } from "../kind.ts";
import { fewOf, layerEvidence } from "../places.ts";
import { met, notYet } from "../verdict.ts";

const names = z
  .array(z.string().regex(/^(deb|apk|python):.+/, "Write type:name, for example python:flask"))
  .describe("Packages as type:name; `*` stands for any letters: python:flask, deb:g++*.");

const options = z.strictObject({
  present: names.default([]),
  absent: names.default([]),
  anywhere: z
    .boolean()
    .default(false)
    .describe("Absent from each of your layers, and not only from the final file system."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    packages: z.infer<typeof options>;
  }
}

/** Which packages are installed. */
export const packages: Kind<z.infer<typeof options>> = {
  says: "These packages are installed, or are not.",
  options,
  async judge({ present, absent, anywhere }, subject) {
    const reading = await subject.reading();
    const installed = reading.packages.filter(({ removed }) => !removed);
    const looked = anywhere
      ? reading.packages.filter(({ layer }) => reading.layers[layer]?.owner !== "base")
      : installed;
    const missing = present.filter((name) => !installed.some((one) => isNamed(one, name)));
    const tooMany = looked.filter((one) => absent.some((name) => isNamed(one, name)));
    const expected = [...present, ...absent.map((name) => `no ${name}`)].join(", ");
    if (missing.length > 0) {
      const text = `${installed.length} packages, and not ${fewOf(missing)}`;
      return notYet(
        { expected, actual: `not installed: ${fewOf(missing)}` },
        [{ kind: "file", where: "the package lists", text }],
        "Which instruction should install it?",
        `size-matters inspect ${subject.image.tag} --packages`,
      );
    }
    const [first] = tooMany;
    if (!first) return met(expected, "so it is");
    const gone = first.removed ? ` Gone from view, still in layer ${first.layer}.` : "";
    return notYet(
      {
        expected,
        actual: `installed: ${fewOf(tooMany.map(({ name, version }) => `${name} ${version}`))}.${gone}`,
      },
      [layerEvidence(reading, first.layer, first.path)],
      `Layer ${first.layer} installs it. Does the app need it while it runs?`,
      `size-matters inspect ${subject.image.tag} --packages`,
    );
  },
};

/** Python takes several spellings for one name. https://packaging.python.org/en/latest/specifications/name-normalization/ */
function isNamed({ type, name }: Package, pattern: string): boolean {
  const [kind = "", ...rest] = pattern.split(":");
  const spelled = (text: string) =>
    type === "python" ? text.toLowerCase().replaceAll(/[-_.]+/g, "-") : text;
  const parts = spelled(rest.join(":"))
    .split("*")
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return kind === type && new RegExp(`^${parts.join(".*")}$`).test(spelled(name));
}
