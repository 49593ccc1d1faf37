import { z } from "zod";
import type { Package } from "../../image/image-reading.ts";
import { pythonName } from "../../image/python-name.ts";
import { counted } from "../counted.ts";
import type { Kind } from "../kind.ts";
import { lentBuildFailed } from "../lent-build.ts";
import { layerEvidence } from "../places.ts";
import type { Reading } from "../subject.ts";
import { notRead, unreadPackages } from "../unread.ts";
import { type Judgement, met, notYet } from "../verdict.ts";

const options = z.strictObject({
  package: z
    .string()
    .min(1)
    .default("random-cat-generator")
    .describe("The package that only the password opens."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    "secret-used": z.infer<typeof options>;
  }
}

/** That the secret is absent because it was used well, and not because it was not used at all. */
export const secretUsed: Kind<z.infer<typeof options>> = {
  says: "Built anew with a password that is valid once, the image holds the private package, and the feed gave it for just that password.",
  options,
  async judge({ package: name }, subject) {
    const build = await subject.lentBuild();
    const expected = `${name} is installed, and was downloaded with a password that came as a secret`;
    const { reading, downloads } = build;
    if (!reading) return lentBuildFailed(expected, build);
    const found = reading.packages.find(
      (one) => one.type === "python" && !one.removed && pythonName(one.name) === pythonName(name),
    );
    if (!found) return notInstalled(expected, name, reading);
    const given = downloads.find((path) => isOf(path, name));
    const isBases = reading.layers[found.layer]?.owner === "base";
    const [altered] = build.altered;
    if (given !== undefined && altered !== undefined) return isAnother(expected, reading, found, altered);
    if (given !== undefined && !isBases) return met(expected, `the feed gave ${given}`);
    return cameOtherwise(expected, reading, found, isBases);
  },
};

/** Whether the feed gave the package itself, and not only what it says about it. */
function isOf(path: string, name: string): boolean {
  const file = path.split("/").at(-1) ?? "";
  return /\.(whl|tar\.gz|zip)$/.test(file) && pythonName(file).startsWith(`${pythonName(name)}-`);
}

function notInstalled(expected: string, name: string, reading: Reading): Judgement {
  const [unread] = unreadPackages(reading);
  if (unread) return notRead(expected, unread);
  const text = `no ${name} in ${counted(reading.packages.length, "package")}`;
  return notYet(
    { expected, actual: `${name} is not installed` },
    [{ kind: "file", where: "the package lists", text }],
    "Small and broken does not count: the app needs that package.",
  );
}

/** The feed was asked for show. */
function isAnother(expected: string, reading: Reading, { name, layer }: Package, path: string): Judgement {
  return notYet(
    {
      rule: "package-changed",
      expected,
      actual: `${name} is installed, but ${path} is not the file in the feed's wheel`,
    },
    [layerEvidence(reading, layer, path)],
    "Install what the feed gives, and change nothing in it.",
  );
}

function cameOtherwise(
  expected: string,
  reading: Reading,
  { name, layer, path }: Package,
  isBases: boolean,
): Judgement {
  const how = isBases ? "it came with the base image" : "the feed was never asked for it with that password";
  return notYet(
    { rule: "feed-not-asked", expected, actual: `${name} is installed, but ${how}` },
    [layerEvidence(reading, layer, path)],
    "It came in another way: with the build context, or from another image. Install it from the feed.",
  );
}
