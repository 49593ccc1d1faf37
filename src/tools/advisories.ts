import { join } from "node:path";
import { z } from "zod";
import type { Context } from "../context.ts";

const day = z.iso.date();

const ofAny = {
  id: z.string().regex(/^CVE-\d{4}-\d{4,}$/),
  severity: z.enum(["LOW", "MEDIUM", "HIGH", "CRITICAL"]),
  title: z.string().min(1),
  published: day,
  source: z.url({ protocol: /^https$/ }),
};

const ofPypi = z.strictObject({
  ecosystem: z.literal("pypi"),
  /** As PyPI writes it when it compares names. */
  package: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  vulnerable: z.array(z.string()).min(1),
  fixed: z.array(z.string()).min(1),
  ...ofAny,
});

const ofDebian = z.strictObject({
  ecosystem: z.literal("debian 13"),
  /** https://www.debian.org/doc/debian-policy/ch-controlfields.html#source */
  package: z.string().regex(/^[a-z0-9][a-z0-9+.-]+$/),
  /** https://www.debian.org/doc/debian-policy/ch-controlfields.html#version */
  fixed: z
    .string()
    .regex(/^(\d+:)?\d[A-Za-z0-9.+~-]*$/)
    .nullable(),
  ratedBy: z.enum(["debian", "nvd"]),
  ...ofAny,
});

/** `advisories/README.md` says what each field means. */
const advisories = z.strictObject({
  collected: day,
  advisories: z.array(z.discriminatedUnion("ecosystem", [ofPypi, ofDebian])).min(1),
});

export type Advisories = z.infer<typeof advisories>;
export type Advisory = Advisories["advisories"][number];
export type PypiAdvisory = z.infer<typeof ofPypi>;
export type DebianAdvisory = z.infer<typeof ofDebian>;

/** The advisories that come with the workshop. */
export async function demonstrationAdvisories({
  files,
  host,
}: Pick<Context, "files" | "host">): Promise<Advisories> {
  const text = await files.read(join(host.packageFolder, "advisories", "advisories.json"));
  return advisories.parse(JSON.parse(text ?? "null"));
}
