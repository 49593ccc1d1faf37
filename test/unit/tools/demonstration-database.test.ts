import { expect, test } from "vitest";
import { demonstrationAdvisories } from "../../../src/tools/advisories.ts";
import { databaseFacts, databaseFiles } from "../../../src/tools/demonstration-database.ts";
import { fakeHost } from "../../support/fakes.ts";
import { readBolt } from "../../support/read-bolt.ts";
import { advisoriesText, filesWithAdvisories } from "./fake-advisories.ts";

const known = (text: string) =>
  demonstrationAdvisories({ files: filesWithAdvisories(text), host: fakeHost() } as unknown as Parameters<
    typeof demonstrationAdvisories
  >[0]);

test("each advisory that comes with the workshop names a page, a day before it was collected, and is there once", async () => {
  const { collected, advisories } = await known(await advisoriesText());
  for (const { published } of advisories) expect(published <= collected).toBe(true);
  const each = advisories.map((one) => `${one.package} ${one.id}`);
  expect(new Set(each).size).toBe(each.length);
});

test("each mended release is the end of a range", async () => {
  const { advisories } = await known(await advisoriesText());
  for (const { vulnerable, fixed } of advisories.filter((one) => one.ecosystem === "pypi"))
    expect(vulnerable.map((range) => range.replace(/^.*</, ""))).toEqual(fixed);
});

test("what is said of a Debian package is said by Debian's own tracker", async () => {
  const { advisories } = await known(await advisoriesText());
  for (const { id, source } of advisories.filter((one) => one.ecosystem === "debian 13"))
    expect(source).toBe(`https://security-tracker.debian.org/tracker/${id}`);
});

const one = {
  ecosystem: "pypi",
  ...{ id: "CVE-2026-27205", package: "flask", vulnerable: ["<3.1.3"], fixed: ["3.1.3"], severity: "LOW" },
  ...{ title: "A title", published: "2026-02-21", source: "https://example.com/1" },
};

test("the database says of an advisory what it is and which releases it is about", async () => {
  const advisories = await known(JSON.stringify({ collected: "2026-11-22", advisories: [one] }));
  expect(databaseFacts(advisories)).toEqual({ date: "2026-11-22", advisories: 1 });
  const files = databaseFiles(advisories, "cache");
  const database = readBolt(files["cache/db/trivy.db"] as Buffer);
  const bucket = "pip::demonstration database of size-matters";
  expect(database[bucket]).toEqual({
    flask: { "CVE-2026-27205": '{"VulnerableVersions":["<3.1.3"],"PatchedVersions":["3.1.3"]}' },
  });
  expect(
    JSON.parse((database.vulnerability as Record<string, string>)["CVE-2026-27205"] ?? ""),
  ).toMatchObject({
    ...{ Title: "A title", Severity: "LOW", VendorSeverity: { ghsa: 1 } },
  });
  expect(Object.keys(database["data-source"] ?? {}).sort()).toEqual(["debian 13", bucket]);
  expect(JSON.parse(String(files["cache/db/metadata.json"]))).toMatchObject({ Version: 2 });
});

const unfixed = {
  ...{ ecosystem: "debian 13", id: "CVE-2013-7445", package: "linux", fixed: null, severity: "HIGH" },
  ...{ ratedBy: "nvd", title: "A title", published: "2015-10-16", source: "https://example.com/2" },
};

test("a Debian package is affected in every version, or up to the mended one", async () => {
  const fixed = { ...unfixed, id: "CVE-2025-9230", package: "openssl", fixed: "3.5.1-1+deb13u1" };
  const text = JSON.stringify({ collected: "2026-11-22", advisories: [unfixed, fixed] });
  const database = readBolt(databaseFiles(await known(text), "cache")["cache/db/trivy.db"] as Buffer);
  expect(database["debian 13"]).toEqual({
    linux: { "CVE-2013-7445": '{"Status":2}' },
    openssl: { "CVE-2025-9230": '{"FixedVersion":"3.5.1-1+deb13u1"}' },
  });
  expect(database.vulnerability).toMatchObject({
    "CVE-2013-7445": expect.stringContaining('"VendorSeverity":{"nvd":3}'),
  });
});

test.each([
  ["a severity of another scale", { ...one, severity: "MODERATE" }],
  ["a name that nothing is compared with", { ...one, package: "Flask" }],
  ["no page", { ...one, source: "" }],
  ["a list of which nothing is known", { ...one, ecosystem: "npm" }],
  ["a range where Debian names a version", { ...unfixed, fixed: "<3.5" }],
  ["a rating of nobody", { ...unfixed, ratedBy: "us" }],
])("%s is refused", async (_, wrong) => {
  await expect(known(JSON.stringify({ collected: "2026-11-22", advisories: [wrong] }))).rejects.toThrow();
});
