import { describe, expect, test } from "vitest";
import type { SyftPackage, SyftReport } from "../../../../src/context.ts";
import { file } from "../../../support/archives/entries.ts";
import { type Pieces, readingOf, TAG } from "../../../support/subject.ts";
import { judged } from "../judged.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;
const OTHER = `sha256:${"b".repeat(64)}`;

const SITE = "usr/local/lib/python3.13/site-packages";
const DPKG = "Package: libpq5\nStatus: install ok installed\nVersion: 17.5-1\n";
const METADATA = "Metadata-Version: 2.1\nName: flask\nVersion: 3.1.2\n";
const pieces: Pieces = {
  layers: [[file("var/lib/dpkg/status", DPKG)], [file(`${SITE}/flask-3.1.2.dist-info/METADATA`, METADATA)]],
};

const LIBPQ = { type: "deb", name: "libpq5", version: "17.5-1" };
const FLASK = { type: "python", name: "flask", version: "3.1.2" };
const PYTHON = { type: "binary", name: "python", version: "3.13.5" };
const POETRY = { type: "python", name: "poetry", version: "2.5.1" };
const HERE = [LIBPQ, FLASK, PYTHON];

const purl = ({ type, name, version }: SyftPackage) =>
  `pkg:${type === "python" ? "pypi" : type === "deb" ? "deb/debian" : "generic"}/${name}@${version}`;

interface Says {
  readonly listed?: readonly SyftPackage[];
  readonly digest?: string;
  readonly purpose?: string;
}

const spdxOf = ({ listed = HERE, digest = DIGEST, purpose = "CONTAINER" }: Says = {}) =>
  JSON.stringify({
    spdxVersion: "SPDX-2.3",
    packages: [
      ...listed.map((one) => ({
        ...{ SPDXID: one.name, name: one.name, versionInfo: one.version },
        externalRefs: [{ referenceType: "purl", referenceLocator: purl(one) }],
      })),
      { SPDXID: "root", name: "image.tar", versionInfo: digest, primaryPackagePurpose: purpose },
    ],
    relationships: [{ relatedSpdxElement: "root", relationshipType: "DESCRIBES" }],
  });

const cyclonedxOf = ({ listed = HERE, digest = DIGEST }: Says = {}, layers: readonly string[] = []) =>
  JSON.stringify({
    bomFormat: "CycloneDX",
    metadata: { component: { type: "container", name: "image.tar", version: digest } },
    components: listed.map((one) => ({
      ...{ name: one.name, version: one.version, purl: purl(one) },
      properties: layers.map((value, index) => ({ name: `syft:location:${index}:layerID`, value })),
    })),
  });

function asked(spdx: string | null, cyclonedx: string | null, syfts: readonly SyftPackage[] = HERE) {
  const said: SyftReport = { by: "syft 1.18.1 in the toolbox", packages: syfts, digest: DIGEST };
  const contextFile = async (path: string) => (path.endsWith("spdx.json") ? spdx : cyclonedx);
  return judged("sbom", {}, { ...pieces, contextFile, syft: async () => said });
}

/** Both lists say the same. */
const bothSay = (says: Says, syfts?: readonly SyftPackage[]) => asked(spdxOf(says), cyclonedxOf(says), syfts);

describe("met", () => {
  test("both lists name what is here; what is no package of Debian or Python does not count", async () => {
    expect(await bothSay({})).toMatchObject({
      verdict: "met",
      actual: expect.stringContaining("2 packages"),
    });
    expect(await bothSay({ listed: [LIBPQ, { ...FLASK, name: "Flask" }] })).toMatchObject({ verdict: "met" });
  });

  test("a list made from a tag names the layers in place of the digest", async () => {
    const layers = (await readingOf(pieces)).layers.map(({ diffId }) => diffId);
    const cyclonedx = cyclonedxOf({ digest: "lab" }, layers);
    expect(await asked(spdxOf(), cyclonedx)).toMatchObject({ verdict: "met" });
  });

  test("what one of the two readers finds alone may be listed, and need not be", async () => {
    const vendored = { type: "python", name: "vendored", version: "1" };
    expect(await bothSay({ listed: [...HERE, vendored] }, [...HERE, vendored])).toMatchObject({
      verdict: "met",
    });
    expect(await bothSay({}, [...HERE, vendored])).toMatchObject({ verdict: "met" });
    expect(await bothSay({ listed: [LIBPQ] }, [LIBPQ])).toMatchObject({ verdict: "met" });
  });
});

describe("not yet", () => {
  test.each<[string, string, string | null, string | null, string]>([
    ["no file", "both-there", null, cyclonedxOf(), "no file sbom.spdx.json"],
    ["one of two", "both-there", spdxOf(), null, "no file sbom.cdx.json"],
    ["a table", "format", "NAME  VERSION\nflask 3.1.2\n", cyclonedxOf(), "sbom.spdx.json is no SPDX"],
    ["an empty file", "format", spdxOf(), "", "sbom.cdx.json is no CycloneDX"],
    ["one format twice", "format", cyclonedxOf(), cyclonedxOf(), "sbom.spdx.json is no SPDX"],
    ["a folder's", "of-an-image", spdxOf({ purpose: "FILE" }), cyclonedxOf(), "That is your source."],
    ["another image's", "this-image", spdxOf({ digest: OTHER }), cyclonedxOf(), "of another image"],
    ["nobody's", "this-image", spdxOf(), cyclonedxOf({ digest: "lab" }), "does not say of which"],
    ["other layers", "this-image", spdxOf(), cyclonedxOf({}, [OTHER]), "sbom.cdx.json is of another"],
  ])("%s, by the rule %s", async (_, rule, spdx, cyclonedx, says) => {
    expect(await asked(spdx, cyclonedx)).toMatchObject({
      ...{ verdict: "not-yet", rule, actual: expect.stringContaining(says) },
      next: { command: expect.stringContaining(`${TAG} > app/sbom.`) },
    });
  });

  test.each<[string, readonly SyftPackage[], string]>([
    ["a package that is not here", [...HERE, POETRY], "poetry is listed; it is not here."],
    ["one that is missing", [LIBPQ], "flask is missing; it is here."],
    ["another version", [LIBPQ, { ...FLASK, version: "3.0.0" }], "flask 3.0.0 is listed; here it is another"],
    ["one version beside another", [...HERE, { ...FLASK, version: "3.0.0" }], "flask 3.0.0 is listed"],
    ["nothing at all", [], "flask is missing"],
  ])("%s", async (_, listed, says) => {
    for (const verdict of [
      bothSay({ listed }),
      asked(spdxOf(), cyclonedxOf({ listed })),
      asked(spdxOf({ listed }), cyclonedxOf()),
    ])
      expect(await verdict).toMatchObject({
        ...{ verdict: "not-yet", rule: "packages", actual: expect.stringContaining(says) },
        next: { command: `size-matters inspect ${TAG} --packages` },
      });
  });
});

test("what the lab names first is named first, then Python's packages", async () => {
  const gcc = { type: "deb", name: "gcc", version: "1" };
  const curl = { type: "deb", name: "curl", version: "1" };
  const pytest = { type: "python", name: "pytest", version: "1" };
  const listed = [...HERE, curl, gcc, pytest, POETRY];
  const said: SyftReport = { by: "syft", packages: HERE, digest: DIGEST };
  const contextFile = async (path: string) =>
    path.endsWith("spdx.json") ? spdxOf({ listed }) : cyclonedxOf();
  const subject = { ...pieces, contextFile, syft: async () => said };
  const { evidence } = await judged("sbom", { "named-first": ["python:poetry", "deb:gcc"] }, subject);
  expect(evidence).toMatchObject([{ text: "poetry 2.5.1, gcc 1, pytest 1, curl 1" }]);
});

test("a syft that is not here leaves it open", async () => {
  const syft = async () => Promise.reject(new Error("syft is not here"));
  const contextFile = async (path: string) => (path.endsWith("spdx.json") ? spdxOf() : cyclonedxOf());
  await expect(judged("sbom", {}, { ...pieces, contextFile, syft })).rejects.toThrow("syft is not here");
});
