import { z } from "zod";
import { UserError } from "../../errors.ts";
import type { Package } from "../../image/image-reading.ts";
import { pythonName } from "../../image/python-name.ts";
import { type Expected, expectation, RIGHT, wrong } from "./expected.ts";
import { kind, LAB_FIX } from "./kind.ts";

/** Which version of a package is installed. */
export const packageVersion = kind("package-version", {
  says: "Which version of a package is installed.",
  options: {
    name: z.string().min(1).describe("The package's name, as `inspect --packages` has it."),
    type: z
      .enum(["deb", "apk", "python"])
      .optional()
      .describe("Of which kind it is, where two have that name."),
  },
  expected: ({ name, type }, { reading }) => {
    const ofType = reading.packages.filter((one) => type === undefined || one.type === type);
    return versionAnswer(name, packagesNamed(name, ofType));
  },
});

/** Those that are installed; where all were removed, those. */
function packagesNamed(name: string, packages: readonly Package[]): Package[] {
  const found = packages.filter((one) => pythonName(one.name) === pythonName(name));
  if (found.length === 0) {
    throw new UserError(`This image has no package ${name}.`, LAB_FIX);
  }
  const there = found.filter(({ removed }) => !removed);
  return there.length > 0 ? there : found;
}

function versionAnswer(name: string, packages: readonly Package[]): Expected {
  const shown = [...new Set(packages.map(({ version }) => version))].join(" or ");
  const look = { text: `Find the row of ${name}.`, command: "size-matters inspect {{image}} --packages" };
  const right = packages.flatMap(spellings);
  return expectation({ shown, accepts: "the whole version", look }, (text) => {
    const typed = versionIn(text, name);
    if (right.includes(typed)) return RIGHT;
    const isCut = /\d$/.test(typed) && right.some((version) => version.startsWith(`${typed}.`));
    return wrong(
      isCut ? "That is only its beginning: give the whole version." : "That is not the version.",
      look,
    );
  });
}

/** The version with and without what a distribution puts around the software's own: `1:17.5-1`, `17.5-1`, `17.5`. */
function spellings({ type, version }: Package): string[] {
  const whole = version.toLowerCase();
  if (type === "python") return [whole];
  const withoutEpoch = whole.replace(/^\d+:/, "");
  return [whole, withoutEpoch, withoutEpoch.replace(/-[^-]*$/, "")];
}

/** `flask==3.1.2`, `Flask 3.1.2`, `v3.1.2`: the version alone. */
function versionIn(text: string, name: string): string {
  const typed = text.toLowerCase();
  const first = /^[^\s=@]+/.exec(typed)?.[0] ?? "";
  const behind = pythonName(first) === pythonName(name) ? typed.slice(first.length) : typed;
  return behind.replace(/^[\s=@]*(?:version )?v?(?=\d)/, "");
}
