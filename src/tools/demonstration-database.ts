import type { DemonstrationDatabase } from "../context.ts";
import type { Advisories, Advisory, DebianAdvisory, PypiAdvisory } from "./advisories.ts";
import { type BoltBucket, boltFile } from "./bbolt-file.ts";

/** How trivy counts. https://github.com/aquasecurity/trivy-db/blob/main/pkg/types/types.go */
const LEVELS = ["UNKNOWN", "LOW", "MEDIUM", "HIGH", "CRITICAL"];

/** https://github.com/aquasecurity/trivy-db/blob/main/pkg/types/status.go */
const AFFECTED = 2;

const NAME = "demonstration database of size-matters";

/** The bucket of all advisories on Python packages; trivy looks at every one that begins with `pip::`. */
const PYPI = `pip::${NAME}`;

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
  const pypi = known.filter((one) => one.ecosystem === "pypi");
  const debian = known.filter((one) => one.ecosystem === "debian 13");
  return {
    "data-source": {
      [PYPI]: JSON.stringify({ ID: "ghsa", Name: NAME, URL: "https://github.com/advisories" }),
      "debian 13": JSON.stringify({
        ...{ ID: "debian", Name: NAME, URL: "https://security-tracker.debian.org/tracker/" },
      }),
    },
    vulnerability: byId(known, detail),
    [PYPI]: byPackage(pypi, ranges),
    "debian 13": byPackage(debian, since),
  };
}

function byPackage<One extends Advisory>(some: readonly One[], say: (one: One) => unknown): BoltBucket {
  const packages = [...new Set(some.map((one) => one.package))];
  return Object.fromEntries(
    packages.map((name) => [
      name,
      byId(
        some.filter((one) => one.package === name),
        say,
      ),
    ]),
  );
}

function byId<One extends Advisory>(
  some: readonly One[],
  say: (one: One) => unknown,
): Record<string, string> {
  return Object.fromEntries(some.map((one) => [one.id, JSON.stringify(say(one))]));
}

function detail(one: Advisory): unknown {
  const { title, severity, published, source } = one;
  const vendor = one.ecosystem === "pypi" ? "ghsa" : one.ratedBy;
  return {
    ...{ Title: title, Severity: severity, VendorSeverity: { [vendor]: LEVELS.indexOf(severity) } },
    ...{ References: [source], PublishedDate: `${published}T00:00:00Z` },
  };
}

function ranges({ vulnerable, fixed }: PypiAdvisory): unknown {
  return { VulnerableVersions: vulnerable, PatchedVersions: fixed };
}

/** Without a mended version every version is affected. */
function since({ fixed }: DebianAdvisory): unknown {
  return fixed === null ? { Status: AFFECTED } : { FixedVersion: fixed };
}
