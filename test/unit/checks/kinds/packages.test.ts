import { describe, expect, test } from "vitest";
import { file, opaque, whiteout } from "../../../support/archives/entries.ts";
import type { Entry } from "../../../support/archives/tar.ts";
import { TAG } from "../../../support/subject.ts";
import { judged, verdictOf } from "../judged.ts";

const SITE = "usr/local/lib/python3.13/site-packages";
const dpkg = (...names: string[]) =>
  file(
    "var/lib/dpkg/status",
    names.map((name) => `Package: ${name}\nStatus: install ok installed\nVersion: 1\n`).join("\n"),
  );
const apk = (...names: string[]) =>
  file("lib/apk/db/installed", names.map((name) => `P:${name}\nV:1\n`).join("\n"));
const python = (name: string, at = SITE) =>
  file(`${at}/${name}-1.dist-info/METADATA`, `Metadata-Version: 2.1\nName: ${name}\nVersion: 1\n`);
const code = (name: string, at = SITE) => file(`${at}/${name}/__init__.py`, "x");

describe("present", () => {
  test.each([
    ["deb:libpq5", [dpkg("libc6", "libpq5")]],
    ["apk:musl", [apk("musl")]],
    ["python:flask", [python("Flask")]],
    ["python:Random_Cat.Generator", [python("random-cat-generator")]],
    ["deb:libpq*", [dpkg("libpq5")]],
    ["deb:g++", [dpkg("g++")]],
    ["deb:gcc-??", [dpkg("gcc-14")]],
  ])("%s is met", async (name, layer) => {
    expect(await verdictOf("packages", { present: [name] }, { layers: [layer] })).toBe("met: so it is");
  });

  test.each<[string, Entry[][]]>([
    ["deb:flask", [[python("flask")]]],
    ["python:flask", [[python("flask-cors")]]],
    ["python:flask", [[python("flask")], [whiteout(`${SITE}/flask-1.dist-info`)]]],
    ["python:flask", [[code("flask")]]],
    ["deb:libpq", [[dpkg("libpq5")]]],
    ["deb:libpq5", [[dpkg("LIBPQ5")]]],
    ["deb:g++", [[dpkg("ggg")]]],
    ["deb:gcc-??", [[dpkg("gcc-14-base")]]],
  ])("%s is not yet", async (name, layers) => {
    expect(await judged("packages", { present: [name] }, { layers })).toMatchObject({
      verdict: "not-yet",
      actual: `not installed: ${name}`,
      next: { command: `size-matters inspect ${TAG} --packages` },
    });
  });

  test("one package is one package", async () => {
    const { evidence } = await judged("packages", { present: ["deb:a"] }, { layers: [[dpkg("b")]] });
    expect(evidence).toEqual([
      { kind: "file", where: "the package lists", text: "1 package, and not deb:a" },
    ]);
  });
});

describe("absent", () => {
  const gcc = { absent: ["deb:gcc"] };
  const anywhere = { ...gcc, anywhere: true };
  const hidden = [[dpkg("libc6", "gcc")], [dpkg("libc6")]];

  test("what is installed is not yet, whoever brought it", async () => {
    expect(
      await judged("packages", gcc, { layers: [[dpkg("gcc")]], made: ["RUN apt-get install gcc"] }),
    ).toMatchObject({
      verdict: "not-yet",
      expected: "no deb:gcc",
      actual: "installed: gcc 1",
      evidence: [{ kind: "layer", where: "layer 0", text: "var/lib/dpkg/status (RUN apt-get install gcc)" }],
      next: { text: "Layer 0 installs it. Does the app need it while it runs?" },
    });
    for (const options of [gcc, anywhere]) {
      expect(await judged("packages", options, { base: [[dpkg("gcc")]] })).toMatchObject({
        verdict: "not-yet",
        next: { text: "Layer 0 is one of the base's: stand on a base without it." },
      });
    }
  });

  test("what a later layer hides counts where a lab asks for it anywhere", async () => {
    expect(await verdictOf("packages", gcc, { layers: hidden })).toMatch(/^met/);
    expect(await verdictOf("packages", anywhere, { layers: hidden })).toBe(
      "not-yet: Gone from view, still in layer 0: gcc 1.",
    );
  });

  test("what the base hides is the base's affair", async () => {
    expect(await verdictOf("packages", anywhere, { base: hidden })).toMatch(/^met/);
    expect(
      await verdictOf("packages", anywhere, { base: hidden.slice(0, 1), layers: hidden.slice(1) }),
    ).toMatch(/^met/);
  });

  test("what is hidden in nobody knows whose layer could not be checked", async () => {
    expect(await verdictOf("packages", anywhere, { base: hidden, baseIsKnown: false })).toMatch(
      /^could-not-check/,
    );
    expect(await verdictOf("packages", gcc, { base: hidden, baseIsKnown: false })).toMatch(/^met/);
  });

  test("what a container sees is told before what is hidden, the learner's before the base's", async () => {
    const layers = [[dpkg("gcc", "cpp")], [dpkg("cpp"), python("gcc")]];
    const options = { absent: ["deb:gcc", "deb:cpp", "python:gcc"], anywhere: true };
    expect(await verdictOf("packages", options, { base: [[python("gcc", "opt/lib")]], layers })).toBe(
      "not-yet: installed: cpp 1, gcc 1",
    );
    const two = [[dpkg("gcc")], [dpkg("cpp")], [dpkg("libc6")]];
    expect(await verdictOf("packages", options, { layers: two })).toBe(
      "not-yet: Gone from view, still in layer 0: gcc 1.",
    );
  });

  test("what was never there is met, also in an image without any list", async () => {
    expect(await verdictOf("packages", anywhere, { layers: [[dpkg("gcc-14-base")]] })).toMatch(/^met/);
    expect(await verdictOf("packages", anywhere, { layers: [[file("app")]] })).toMatch(/^met/);
  });
});

test("a long list is said in part, and asked in full", async () => {
  const absent = [..."abcdefghij"].map((name) => `deb:${name}`);
  expect(await judged("packages", { absent }, { layers: [[dpkg("j")]] })).toMatchObject({
    expected: expect.stringMatching(/^no deb:a, .*no deb:h and 2 more$/),
    actual: "installed: j 1",
  });
});

describe("the list is not the package", () => {
  const base = [[dpkg("libc6", "gcc")]];
  test.each<[string, Entry[]]>([
    ["removed", [whiteout("var/lib/dpkg/status")]],
    ["removed with its folder", [whiteout("var/lib/dpkg")]],
    ["in a folder that was emptied", [opaque("var/lib/dpkg"), file("var/lib/dpkg/x")]],
    ["emptied", [file("var/lib/dpkg/status")]],
  ])("deb: a list that is %s", async (_, layer) => {
    expect(await judged("packages", { absent: ["deb:gcc"] }, { base, layers: [layer] })).toMatchObject({
      verdict: "not-yet",
      actual: "You removed the list, not the packages.",
      evidence: [
        {
          kind: "layer",
          where: "layer 1",
          text: expect.stringMatching(/^\/var\/lib\/dpkg(\/status)? was taken/),
        },
      ],
    });
  });

  test("deb: a list that is removed is told also where hidden packages count", async () => {
    const layers = [[dpkg("libc6", "gcc")], [whiteout("var/lib/dpkg")]];
    const options = { absent: ["deb:gcc"], anywhere: true };
    expect(await verdictOf("packages", options, { layers })).toBe(
      "not-yet: You removed the list, not the packages.",
    );
    const both = { absent: ["deb:gcc", "python:gcc"], anywhere: true };
    const installed = [...layers, [python("gcc", "opt/lib")]];
    expect(await verdictOf("packages", both, { layers: installed })).toBe("not-yet: installed: gcc 1");
  });

  test("apk: a list that is removed", async () => {
    const layers = [[apk("gcc")], [whiteout("lib/apk")]];
    expect(await verdictOf("packages", { absent: ["apk:gcc"] }, { layers })).toBe(
      "not-yet: You removed the list, not the packages.",
    );
  });

  test("deb: a package that was cut out of the list left its check sums", async () => {
    const layers = [[dpkg("libc6"), file("var/lib/dpkg/info/gcc-14:amd64.md5sums", "x")]];
    expect(await verdictOf("packages", { absent: ["deb:gcc-*"] }, { layers })).toBe(
      "not-yet: gcc-14: the files are here, and no list names them. You removed the evidence, not the package.",
    );
  });

  test("deb: a package that was removed, and not purged, left only a list of files", async () => {
    const layers = [[dpkg("libc6"), file("var/lib/dpkg/info/gcc.list", "x")]];
    expect(await verdictOf("packages", { absent: ["deb:gcc"], anywhere: true }, { layers })).toMatch(/^met/);
  });

  test("python: code without its dist-info is there all the same", async () => {
    const absent = { absent: ["python:poetry"] };
    expect(
      await verdictOf("packages", absent, { layers: [[code("poetry", "opt/p/lib/site-packages")]] }),
    ).toMatch(/^not-yet: poetry: the files are here/);
    const later = [[python("poetry"), code("poetry")], [whiteout(`${SITE}/poetry-1.dist-info`)]];
    expect(await verdictOf("packages", absent, { layers: later })).toMatch(
      /^not-yet: poetry: the files are here/,
    );
    const gone = [[python("poetry"), code("poetry")], [whiteout("usr/local/lib/python3.13")]];
    expect(await verdictOf("packages", absent, { layers: gone })).toMatch(/^met/);
    expect(await verdictOf("packages", { ...absent, anywhere: true }, { layers: gone })).toBe(
      "not-yet: Gone from view, still in layer 0: poetry 1.",
    );
  });

  test("python: a dist-info in other letters is a dist-info to pip, and hides no package here", async () => {
    const metadata = file(`${SITE}/poetry-1.DIST-INFO/METADATA`, "Name: poetry\nVersion: 1\n");
    const layers = [[metadata, code("poetry")]];
    expect(await verdictOf("packages", { absent: ["python:poetry"] }, { layers })).toMatch(
      /^not-yet: .*poetry/,
    );
  });

  test("python: what another package carries in itself is none", async () => {
    const layers = [
      [code("_vendor/poetry"), code("poetry", `${SITE}/pip/_vendor`), code("yaml"), python("PyYAML")],
    ];
    for (const absent of ["python:poetry", "python:y*", "python:pyyaml-extra"]) {
      expect(await verdictOf("packages", { absent: [absent] }, { layers })).toMatch(/^met/);
    }
  });
});

describe("a list that could not be read whole", () => {
  const huge = file("var/lib/dpkg/status", `Package: a\nVersion: 1\n\n${"#".repeat(33 << 20)}`);
  test.each([
    ["what must not be there", { absent: ["deb:gcc"] }, /^could-not-check/],
    ["what must be there, and is not in what was read", { present: ["deb:gcc"] }, /^could-not-check/],
  ])("could name %s", async (_, options, verdict) => {
    expect(await verdictOf("packages", options, { layers: [[huge]] })).toMatch(verdict);
  });

  test.each([
    ["what must be there", { present: ["deb:a"] }, /^met/],
    ["what must not be there", { absent: ["deb:a"] }, /^not-yet/],
  ])("names %s in what was read", async (_, options, verdict) => {
    expect(await verdictOf("packages", options, { layers: [[huge]] })).toMatch(verdict);
  });
});

test("what must be there is asked for first", async () => {
  const options = { present: ["python:flask"], absent: ["deb:gcc"] };
  expect(await judged("packages", options, { layers: [[dpkg("gcc")]] })).toMatchObject({
    expected: "python:flask, no deb:gcc",
    actual: "not installed: python:flask",
  });
});
