import { z } from "zod";
import type { Kind } from "../kind.ts";
import { layerEvidence } from "../places.ts";
import { met, notYet } from "../verdict.ts";

const options = z.strictObject({
  package: z.string().default("random-cat-generator").describe("The package that only the password opens."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    "secret-used": z.infer<typeof options>;
  }
}

/** That the secret is absent because it was used well, and not because it was not used at all. */
export const secretUsed: Kind<z.infer<typeof options>> = {
  says: "Built with nothing cached and a password that is valid once, the image holds the private package, and the feed gave it for just that password.",
  options,
  async judge({ package: name }, subject) {
    const build = await subject.lentBuild();
    const expected = `${name} is installed, and was downloaded with a password that came as a secret`;
    if (!build.reading) {
      return notYet(
        { expected, actual: "without the build argument TOKEN the image cannot be built" },
        [{ kind: "builder", where: "the builder's words", text: build.words }],
        "Here the token comes as a secret alone: RUN --mount=type=secret,id=token, and read /run/secrets/token there.",
      );
    }
    const same = (text: string) => text.toLowerCase().replaceAll(/[-_.]+/g, "-");
    const installed = build.reading.packages.find((one) => !one.removed && same(one.name) === name);
    if (!installed) {
      return notYet(
        { expected, actual: `${name} is not installed` },
        [
          {
            kind: "file",
            where: "the package lists",
            text: `no ${name} in ${build.reading.packages.length} packages`,
          },
        ],
        "Small and broken does not count: the app needs that package.",
      );
    }
    const given = build.downloads.filter((path) => same(path).startsWith(`${name}-`));
    if (given.length > 0) return met(expected, `the feed gave ${given[0]}`);
    return notYet(
      {
        rule: "feed-not-asked",
        expected,
        actual: `${name} is installed, but the feed was never asked for it with that password`,
      },
      [layerEvidence(build.reading, installed.layer, installed.path)],
      "It came in another way: with the build context, or from another image. Install it from the feed.",
    );
  },
};
