import { z } from "zod";
import type { SyftReport } from "../../context.ts";
import { counted } from "../counted.ts";
import type { Kind } from "../kind.ts";
import { packageNames } from "../package-names.ts";
import { cyclonedx, type Sbom, type SbomFormat, spdx } from "../sbom.ts";
import { differenceFrom, listsOf } from "../sbom-difference.ts";
import type { Reading, Subject } from "../subject.ts";
import { type Evidence, type Judgement, met, notYet } from "../verdict.ts";

const file = (name: string) => z.string().min(1).default(name);

const options = z.strictObject({
  spdx: file("sbom.spdx.json").describe("The list in SPDX, by its path in the build context."),
  cyclonedx: file("sbom.cdx.json").describe("The list in CycloneDX, by its path in the build context."),
  "named-first": packageNames
    .default([])
    .describe("Packages that are named first where they are listed and not there."),
});

type Options = z.infer<typeof options>;

declare module "../kind.ts" {
  interface CheckKinds {
    sbom: Options;
  }
}

const expected = "two lists of what this image holds, in SPDX and in CycloneDX";

/** That what the learner ships as a list is what the image holds. Only where syft and our reader agree is it held to be so. */
export const sbom: Kind<Options> = {
  says: "Two files beside the Dockerfile list the image's deb and Python packages, in SPDX-JSON and in CycloneDX-JSON.",
  options,
  async judge(wanted, subject) {
    const files = [
      { path: wanted.spdx, format: spdx },
      { path: wanted.cyclonedx, format: cyclonedx },
    ];
    const read = await Promise.all(files.map((one) => readList(one, subject)));
    const [unread] = read.flatMap((one) => ("verdict" in one ? [one] : []));
    if (unread) return unread;
    const lists = read.flatMap((one) => ("verdict" in one ? [] : [one]));
    const [reading, said] = [await subject.reading(), await subject.syft()];
    const held = listsOf(reading.packages, said.packages);
    for (const list of lists) {
      const difference = differenceFrom(held, list.sbom.packages, wanted["named-first"]);
      if (difference) return differs(list, difference, subject);
      if (!isOf(list.sbom, reading, said)) return ofAnother(list, subject);
    }
    return met(
      expected,
      `both list ${counted(held.must.size, "package")}, as ${said.by} and our reader find them`,
    );
  },
};

interface File {
  readonly path: string;
  readonly format: SbomFormat;
}

type List = File & { readonly sbom: Sbom };

async function readList(file: File, { contextFile, image }: Subject): Promise<List | Judgement> {
  const { path, format } = file;
  const text = await contextFile(path);
  const sbom = text === null ? null : format.read(text);
  const { rule, actual, seen, next } =
    text === null ? notThere(path) : sbom === null ? notOfFormat(file, text) : ofFiles(path);
  if (sbom && !sbom.ofFiles) return { ...file, sbom };
  return notYet({ rule, expected, actual }, [evidence(path, seen)], next, commandFor(file, image));
}

const notThere = (path: string) => ({
  rule: "both-there",
  actual: `there is no file ${path} beside the Dockerfile`,
  seen: "not there",
  next: "Make it, beside the Dockerfile. In your workspace:",
});

const notOfFormat = ({ path, format }: File, text: string) => ({
  rule: "format",
  actual: `${path} is no ${format.name} in JSON`,
  seen: `It begins with: ${firstOf(text)}`,
  next: "Make it again, and let nothing else write into the file.",
});

const ofFiles = (path: string) => ({
  rule: "of-an-image",
  actual: `That is your source. ${path} lists what lies in a folder, and not what an image holds.`,
  seen: "It says that it is of files.",
  next: "Ask syft about the image, by its name.",
});

function commandFor({ path, format }: File, { tag }: Subject["image"]): string {
  return `size-matters run syft -o ${format.name.toLowerCase()}-json ${tag} > app/${path}`;
}

function firstOf(text: string): string {
  return text.trim().slice(0, 40).split("\n")[0] || "nothing";
}

/** Where a list names the image by its digest, that is looked at; a list made from a tag names the layers alone. */
function isOf({ digests, layers }: Sbom, reading: Reading, { digest }: SyftReport): boolean {
  const own = new Set(reading.layers.map(({ diffId }) => diffId));
  const isIn = layers.every((layer) => own.has(layer));
  if (digests.length > 0)
    return isIn && (digests.includes(digest) || digests.includes(reading.image.configDigest));
  return isIn && layers.length > 0;
}

function differs(
  { path }: List,
  { says, all }: { says: string; all: string },
  { image }: Subject,
): Judgement {
  return notYet(
    { rule: "packages", expected, actual: `${says} (${path})` },
    [evidence(path, all)],
    "A list that is changed by hand, or older than the image, says what is not so. Make it anew, of this image.",
    `size-matters inspect ${image.tag} --packages`,
  );
}

function ofAnother(list: List, { image }: Subject): Judgement {
  const { path } = list;
  return notYet(
    { rule: "this-image", expected, actual: `${path} is of another image, or does not say of which` },
    [evidence(path, "It names neither this image's digest nor its layers.")],
    "The packages are the same, and the image is not. Make the list again after the last build.",
    commandFor(list, image),
  );
}

function evidence(path: string, text: string): Evidence {
  return { kind: "file", where: path, text };
}
