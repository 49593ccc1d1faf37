import { join } from "node:path";
import { z } from "zod";
import type { Context, DemonstrationDatabase } from "../context.ts";
import { type BoltBucket, boltFile } from "./bbolt-file.ts";

const day = z.iso.date();

/** `advisories/README.md` says what each field means. */
const advisories = z.strictObject({
  collected: day,
  advisories: z
    .array(
      z.strictObject({
        id: z.string().regex(/^CVE-\d{4}-\d{4,}$/),
        /** As PyPI writes it when it compares names. */
        package: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
        vulnerable: z.array(z.string()).min(1),
        fixed: z.array(z.string()).min(1),
        severity: z.enum(["LOW", "MEDIUM", "HIGH", "CRITICAL"]),
        title: z.string(),
        published: day,
        source: z.url({ protocol: /^https$/ }),
      }),
    )
    .min(1),
});

type Advisories = z.infer<typeof advisories>;
type Advisory = Advisories["advisories"][number];

/** How trivy counts. https://github.com/aquasecurity/trivy-db/blob/main/pkg/types/types.go */
const LEVELS = ["UNKNOWN", "LOW", "MEDIUM", "HIGH", "CRITICAL"];

const NAME = "demonstration database of size-matters";

/** The bucket of all advisories on Python packages; trivy looks at every one that begins with `pip::`. */
const BUCKET = `pip::${NAME}`;

/** The advisories that come with the workshop. */
export async function demonstrationAdvisories({
  files,
  host,
}: Pick<Context, "files" | "host">): Promise<Advisories> {
  const text = await files.read(join(host.packageFolder, "advisories", "advisories.json"));
  return advisories.parse(JSON.parse(text ?? "null"));
}

/** When the advisories were collected, and how many there are. */
export function databaseFacts({ collected, advisories: known }: Advisories): DemonstrationDatabase {
  return { date: collected, advisories: known.length };
}

/** A vulnerability database for trivy that holds these advisories: its files, by their paths in a folder for its cache. */
export function databaseFiles(known: Advisories, cache: string): Readonly<Record<string, string | Buffer>> {
  const at = `${known.collected}T00:00:00Z`;
  return {
    [`${cache}/db/trivy.db`]: boltFile(buckets(known.advisories)),
    [`${cache}/db/metadata.json`]: JSON.stringify({
      Version: 2,
      UpdatedAt: at,
      NextUpdate: at,
      DownloadedAt: at,
    }),
  };
}

function buckets(known: readonly Advisory[]): BoltBucket {
  const source = { ID: "ghsa", Name: NAME, URL: "https://github.com/advisories" };
  const byId = (some: readonly Advisory[], say: (one: Advisory) => unknown) =>
    Object.fromEntries(some.map((one) => [one.id, JSON.stringify(say(one))]));
  const packages = [...new Set(known.map((one) => one.package))];
  return {
    "data-source": { [BUCKET]: JSON.stringify(source) },
    vulnerability: byId(known, detail),
    [BUCKET]: Object.fromEntries(
      packages.map((name) => [
        name,
        byId(
          known.filter((one) => one.package === name),
          ranges,
        ),
      ]),
    ),
  };
}

function detail({ title, severity, published, source }: Advisory): unknown {
  return {
    ...{ Title: title, Severity: severity, VendorSeverity: { ghsa: LEVELS.indexOf(severity) } },
    ...{ References: [source], PublishedDate: `${published}T00:00:00Z` },
  };
}

function ranges({ vulnerable, fixed }: Advisory): unknown {
  return { VulnerableVersions: vulnerable, PatchedVersions: fixed };
}
