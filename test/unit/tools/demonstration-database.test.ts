import { expect, test } from "vitest";
import {
  databaseFacts,
  databaseFiles,
  demonstrationAdvisories,
} from "../../../src/tools/demonstration-database.ts";
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
  for (const { vulnerable, fixed } of advisories)
    expect(vulnerable.map((range) => range.replace(/^.*</, ""))).toEqual(fixed);
});

const one = {
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
  expect(Object.keys(database["data-source"] ?? {})).toEqual([bucket]);
  expect(JSON.parse(String(files["cache/db/metadata.json"]))).toMatchObject({ Version: 2 });
});

test.each([
  ["a severity of another scale", { ...one, severity: "MODERATE" }],
  ["a name that nothing is compared with", { ...one, package: "Flask" }],
  ["no page", { ...one, source: "" }],
])("%s is refused", async (_, wrong) => {
  await expect(known(JSON.stringify({ collected: "2026-11-22", advisories: [wrong] }))).rejects.toThrow();
});
