import { z } from "zod";
import type { TrivyVulnerabilities } from "../../context.ts";
import type { Kind } from "../kind.ts";
import { stillDebian } from "../still-debian.ts";
import { stillPython } from "../still-python.ts";
import type { Subject } from "../subject.ts";
import { notRead, unreadPackages } from "../unread.ts";
import { type Judgement, met, notYet } from "../verdict.ts";

const options = z
  .strictObject({
    id: z
      .string()
      .regex(/^CVE-\d{4}-\d{4,}$/, "Write it as CVE-2026-27205")
      .describe("The number of the vulnerability: CVE-2026-27205."),
    package: z
      .string()
      .regex(/^(python|deb):\S+$/, "Write type:name, for example python:flask")
      .describe("The package that has it: python:flask, or the binary package deb:linux-libc-dev."),
    mended: z
      .string()
      .min(1)
      .optional()
      .describe("Of a Python package the first mended release. A deb package must be gone altogether."),
    files: z
      .array(z.string().min(1))
      .default([])
      .describe("Files that a deb package brings: where they are, it is there, whatever its lists say."),
  })
  .refine(
    (one) => one.package.startsWith("python:") === (one.mended !== undefined),
    "Say which release is mended of a Python package, and of no other",
  );

type Options = z.infer<typeof options>;

declare module "../kind.ts" {
  interface CheckKinds {
    "finding-gone": Options;
  }
}

const IGNORED = ".trivyignore";

/** That a vulnerability is gone, and not the evidence of it: trivy and our own reader must agree. */
export const findingGone: Kind<Options> = {
  says: "What has this vulnerability is not in the image: trivy does not name it, and the files say the same.",
  options,
  async judge(wanted, subject) {
    const reading = await subject.reading();
    const expected = expectedOf(wanted);
    const still = await stillThere(wanted, subject, expected);
    if (still) return still;
    const [unread] = unreadPackages(reading);
    if (unread) return notRead(expected, unread);
    return judgeSaid(wanted, await subject.trivy(), expected, subject.image.tag);
  },
};

function expectedOf({ id, package: name, mended }: Options): string {
  const [, bare = name] = /^\w+:(.*)$/.exec(name) ?? [];
  return mended === undefined ? `no ${id}: no ${bare}` : `no ${id}: ${bare} ${mended} or newer`;
}

async function stillThere(wanted: Options, subject: Subject, expected: string): Promise<Judgement | null> {
  const reading = await subject.reading();
  const { tag } = subject.image;
  const name = wanted.package.replace(/^\w+:/, "");
  const written = subject.dockerfile.instructions.map(({ text }) => text);
  const still =
    wanted.mended === undefined
      ? stillDebian(reading, { name, files: wanted.files }, { expected, tag, written })
      : stillPython(reading, { name, mended: wanted.mended }, { expected, tag });
  if (still?.rule !== "installed" || !(await isHidden(wanted.id, subject))) return still;
  return { ...still, rule: "hidden", actual: `Hidden, still installed. (${still.actual})` };
}

/** Whether the file that trivy goes by leaves the finding out. */
async function isHidden(id: string, { contextFile }: Subject): Promise<boolean> {
  const lines = ((await contextFile(IGNORED)) ?? "").split("\n");
  return lines.some((line) => line.trim().split(/\s/)[0] === id);
}

function judgeSaid(
  { id }: Options,
  { by, database, vulnerabilities }: TrivyVulnerabilities,
  expected: string,
  tag: string,
): Judgement {
  const named = vulnerabilities.find((one) => one.id === id);
  const where = `${by}, demonstration database of ${database.date}`;
  if (!named)
    return met(expected, "trivy does not name it, and the files say the same", [
      { kind: "command", where, text: `${vulnerabilities.length} findings, and not ${id}` },
    ]);
  const text = `${named.package} ${named.installed} (${named.target})`;
  return notYet(
    { rule: "named", expected, actual: `trivy names it: ${text}` },
    [{ kind: "command", where, text }],
    "Where does that version come from?",
    `size-matters run trivy image ${tag}`,
  );
}
