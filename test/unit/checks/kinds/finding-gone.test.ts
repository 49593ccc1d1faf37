import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { TrivyVulnerabilities, TrivyVulnerability } from "../../../../src/context.ts";
import { file, whiteout } from "../../../support/archives/entries.ts";
import type { Entry } from "../../../support/archives/tar.ts";
import type { Pieces } from "../../../support/subject.ts";
import { judged, refused, verdictOf } from "../judged.ts";

const SITE = "app/.venv/lib/python3.13/site-packages";
const FLASK = { id: "CVE-2026-27205", package: "python:flask", mended: "3.1.3" };
const HEADERS = {
  ...{ id: "CVE-2013-7445", package: "deb:linux-libc-dev" },
  files: ["usr/include/linux/version.h"],
};

const codeOf = (version: string) => `VERSION = "${version}"\n`;
const sumOf = (text: string) => createHash("sha256").update(text).digest("base64url");

/** Flask as an installer leaves it; by its lists it may be another release than its code is. */
const flask = (version: string, { code = version, lines = "\n", site = SITE } = {}): Entry[] => {
  const info = `flask-${version}.dist-info`;
  const metadata = `Metadata-Version: 2.1\nName: Flask\nVersion: ${version}\n`;
  const rows = [
    "../../../bin/flask,sha256=abc,213",
    `${info}/METADATA,sha256=${sumOf(metadata)},50`,
    `${info}/RECORD,,`,
    `flask/__init__.py,sha256=${sumOf(codeOf(version))},20`,
  ];
  return [
    file(`${site}/${info}/METADATA`, metadata),
    file(`${site}/${info}/RECORD`, rows.join(lines) + lines),
    file(`${site}/flask/__init__.py`, codeOf(code)),
  ];
};

const says = (...found: Partial<TrivyVulnerability>[]) => ({
  trivy: async () =>
    ({
      by: "trivy 0.59.1 in the toolbox",
      database: { date: "2026-11-22", advisories: 15 },
      vulnerabilities: found,
    }) as TrivyVulnerabilities,
  contextFile: async () => null,
});

const of = (wanted: object, layers: Pieces["layers"] = [], more: Pieces = says()) =>
  verdictOf("finding-gone", wanted, { layers, ...more });

describe("a Python package", () => {
  test.each(["\n", "\r\n"])(
    "is gone where its mended release is, and trivy is silent (%j)",
    async (lines) => {
      expect(await of(FLASK, [flask("3.1.3", { lines })])).toMatch(/^met/);
      expect(await of(FLASK, [flask("3.10.0", { lines })])).toMatch(/^met/);
      expect(await of(FLASK)).toMatch(/^met/);
    },
  );

  test("is there in an older release, also as a second one", async () => {
    expect(await of(FLASK, [flask("3.1.2")])).toBe("not-yet: installed: flask 3.1.2");
    const second = flask("3.1.2", { site: "opt/old" });
    expect(await of(FLASK, [[...flask("3.1.3"), ...second]])).toBe("not-yet: installed: flask 3.1.2");
  });

  test("is there without its metadata", async () => {
    const layers = [flask("3.1.2"), [whiteout(`${SITE}/flask-3.1.2.dist-info`)]];
    expect(await of(FLASK, layers)).toContain("You removed the evidence");
  });

  test("is not mended by another release's list, nor by another number", async () => {
    expect(await of(FLASK, [flask("3.1.3", { code: "3.1.2" })])).toContain("The code is another release's");
    const relabelled = flask("3.1.2").map((one) => ({
      ...one,
      path: one.path.replace("flask-3.1.2", "flask-3.1.3"),
      ...(one.path.endsWith("METADATA") ? { body: "Name: Flask\nVersion: 3.1.3\n" } : {}),
    }));
    expect(await of(FLASK, [relabelled])).toContain("The list of its files is gone");
  });

  test("that is hidden from trivy is still installed", async () => {
    const hidden = { ...says(), contextFile: async () => "# not for us\nCVE-2026-27205 exp:2027-01-01\n" };
    const { rule, actual } = await judged("finding-gone", FLASK, { layers: [flask("3.1.2")], ...hidden });
    expect([rule, actual]).toEqual(["hidden", "Hidden, still installed. (installed: flask 3.1.2)"]);
    expect(await of(FLASK, [flask("3.1.3")], hidden)).toMatch(/^met/);
  });

  test("that trivy names all the same is there", async () => {
    const named = says({ id: FLASK.id, package: "flask", installed: "3.1.3rc1", target: "/x" });
    expect(await of(FLASK, [flask("3.1.3")], named)).toBe("not-yet: trivy names it: flask 3.1.3rc1 (/x)");
  });
});

const entry = (name: string, version: string) =>
  `Package: ${name}\nStatus: install ok installed\nVersion: ${version}\n\n`;
const status = (...entries: string[]) => file("var/lib/dpkg/status", entries.join(""));
const HERE = status(entry("bash", "5.2"), entry("linux-libc-dev", "6.12.117-1"));
const GONE = status(entry("bash", "5.2"));

describe("a package of Debian", () => {
  test("is gone where nothing of it is left", async () => {
    expect(await of(HEADERS, [[GONE]])).toMatch(/^met/);
    const purged = [
      [HERE, file("usr/include/linux/version.h")],
      [GONE, whiteout("usr/include/linux/version.h")],
    ];
    expect(await of(HEADERS, purged)).toMatch(/^met/);
  });

  test("is there, and an upgrade that ran has not mended it", async () => {
    expect(await of(HEADERS, [[HERE]])).toBe("not-yet: installed: linux-libc-dev 6.12.117-1");
    const dockerfile = "FROM scratch\nRUN apt-get update && apt-get upgrade -y\n";
    const ran = {
      ...{ ...says(), dockerfile },
      made: ["COPY / /", "RUN /bin/sh -c apt-get update && apt-get upgrade -y"],
    };
    expect(await of(HEADERS, [[HERE], []], ran)).toContain("The upgrade ran, and there is no mended version");
    expect(await of(HEADERS, [[HERE]], { ...says(), dockerfile })).toContain("it did not run for it");
  });

  test("is there without its entry, without all its lists, and without any list", async () => {
    const evidence = "You removed the evidence, not the package";
    const sums = file("var/lib/dpkg/info/linux-libc-dev.md5sums");
    expect(await of(HEADERS, [[HERE, sums], [GONE]])).toContain(evidence);
    expect(await of(HEADERS, [[HERE, file("usr/include/linux/version.h")], [GONE]])).toContain(evidence);
    expect(await of(HEADERS, [[HERE], [whiteout("var/lib/dpkg/status")]])).toContain(evidence);
  });
});

test("without trivy nothing is held to be mended", async () => {
  const none = { layers: [flask("3.1.3")] };
  await expect(judged("finding-gone", FLASK, none)).rejects.toThrow("what trivy finds");
});

test("a mended release is of Python packages, and of no others", () => {
  expect(refused("finding-gone", { id: FLASK.id, package: "python:flask" })).toHaveLength(1);
  expect(refused("finding-gone", { ...HEADERS, mended: "1" })).toHaveLength(1);
  expect(refused("finding-gone", { ...HEADERS, id: "7445" })).toHaveLength(1);
  expect(refused("finding-gone", FLASK)).toEqual([]);
});
