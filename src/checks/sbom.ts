import { z } from "zod";

/** What a list of an image's parts says, whatever its format. */
export interface Sbom {
  readonly packages: readonly ListedPackage[];
  /** What it says that it is of: the digests by which it names an image, and the layers. */
  readonly digests: readonly string[];
  readonly layers: readonly string[];
  /** True: it says that it is of a folder or a file. */
  readonly ofFiles: boolean;
}

export interface ListedPackage {
  readonly type: "deb" | "python";
  readonly name: string;
  readonly version: string;
}

/** A format of such a list, in JSON. */
export interface SbomFormat {
  readonly name: "SPDX" | "CycloneDX";
  /** Null where the text is no JSON of this format. */
  read(text: string): Sbom | null;
}

const text = z.string().catch("");
const references = z.array(z.object({ referenceLocator: text })).catch([]);

/** https://spdx.github.io/spdx-spec/v2.3/ */
const spdxSchema = z.object({
  spdxVersion: z.string().startsWith("SPDX-2"),
  documentDescribes: z.array(text).catch([]),
  packages: z.array(
    z.object({
      ...{ SPDXID: text, name: text, versionInfo: text, primaryPackagePurpose: text },
      checksums: z.array(z.object({ checksumValue: text })).catch([]),
      externalRefs: references,
    }),
  ),
  relationships: z.array(z.object({ relatedSpdxElement: text, relationshipType: text })).catch([]),
});

export const spdx: SbomFormat = {
  name: "SPDX",
  read: (json) => {
    const said = spdxSchema.safeParse(parsed(json)).data;
    if (!said) return null;
    const { packages, relationships, documentDescribes } = said;
    const roots = relationships.filter(({ relationshipType }) => relationshipType === "DESCRIBES");
    const ids = [...documentDescribes, ...roots.map(({ relatedSpdxElement }) => relatedSpdxElement)];
    const described = packages.filter(({ SPDXID }) => ids.includes(SPDXID));
    return {
      packages: packages.flatMap(({ name, versionInfo, externalRefs }) =>
        packageOf(name, versionInfo, externalRefs.map(({ referenceLocator }) => referenceLocator).join("\n")),
      ),
      digests: described.flatMap(({ versionInfo, checksums, externalRefs }) => [
        ...checksums.map(({ checksumValue }) => `sha256:${checksumValue}`),
        ...digestsIn([versionInfo, ...externalRefs.map(({ referenceLocator }) => referenceLocator)]),
      ]),
      layers: [],
      ofFiles: described.some(({ primaryPackagePurpose }) => primaryPackagePurpose === "FILE"),
    };
  },
};

/** https://cyclonedx.org/docs/1.6/json/ */
const cyclonedxSchema = z.object({
  bomFormat: z.literal("CycloneDX"),
  metadata: z.object({ component: z.object({ type: text, version: text, purl: text }).optional() }).catch({}),
  components: z
    .array(
      z.object({
        ...{ name: text, version: text, purl: text },
        properties: z.array(z.object({ name: text, value: text })).catch([]),
      }),
    )
    .catch([]),
});

export const cyclonedx: SbomFormat = {
  name: "CycloneDX",
  read: (json) => {
    const said = cyclonedxSchema.safeParse(parsed(json)).data;
    if (!said) return null;
    const { type = "", version = "", purl = "" } = said.metadata.component ?? {};
    const properties = said.components.flatMap((one) => one.properties);
    return {
      packages: said.components.flatMap((one) => packageOf(one.name, one.version, one.purl)),
      digests: digestsIn([version, purl]),
      layers: properties.filter(({ name }) => /:layer(ID|DiffID)$/i.test(name)).map(({ value }) => value),
      ofFiles: type === "file",
    };
  },
};

/** Of which kind a package is stands in its URL alone. https://github.com/package-url/purl-spec */
function packageOf(name: string, version: string, purls: string): ListedPackage[] {
  if (/^pkg:deb\//m.test(purls)) return [{ type: "deb", name, version }];
  return /^pkg:pypi\//m.test(purls) ? [{ type: "python", name, version }] : [];
}

function digestsIn(texts: readonly string[]): string[] {
  return texts.flatMap((one) => one.match(/sha256(?::|%3A)[0-9a-f]{64}/g) ?? []).map(decodeURIComponent);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
