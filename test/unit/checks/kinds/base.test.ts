import { describe, expect, test } from "vitest";
import { file } from "../../../support/archives/entries.ts";
import { judged, verdictOf } from "../judged.ts";

const A = `sha256:${"a".repeat(64)}`;
const BASE = [[file("bin/sh", 100)], [file("usr/bin/python3", 200)]];
const PINNED = { base: BASE, reference: `python:3.13-slim@${A}` };

describe("pinned", () => {
  test("a digest is met, with the layers that are the base's", async () => {
    expect(await judged("base", {}, PINNED)).toMatchObject({
      verdict: "met",
      evidence: [{ text: `FROM python:3.13-slim@${A}` }, { where: "the lowest 2 layers" }],
    });
  });

  test("one layer is one layer", async () => {
    const pieces = { ...PINNED, base: [[file("bin/sh", 1)]] };
    expect((await judged("base", {}, pieces)).evidence[1]).toMatchObject({
      where: "the lowest 1 layer",
      text: expect.stringMatching(/^is that of/),
    });
  });

  test("a tag alone is not yet, with the digest to write", async () => {
    const names = ["python:3.13-slim", `mirror.example/python@sha256:${"b".repeat(64)}`, `python@${A}`];
    expect(await judged("base", {}, { base: BASE, names })).toMatchObject({
      verdict: "not-yet",
      expected: "FROM an image, by its digest",
      actual: "python:3.13-slim, by its tag only. Tomorrow this tag may be another image.",
      evidence: [{ kind: "dockerfile", where: "Dockerfile:1", text: "FROM python:3.13-slim" }],
      next: {
        text: `Write FROM python:3.13-slim@${A}`,
        command: "docker image inspect -f '{{json .RepoDigests}}' python:3.13-slim",
      },
    });
  });

  test("a name without a tag means latest", async () => {
    expect(await verdictOf("base", {}, { base: BASE, reference: "python" })).toContain(
      "python without a tag, which means python:latest, by its tag only",
    );
  });

  test("where the engine knows no digest, the next step is to pull", async () => {
    const { next } = await judged("base", {}, { base: BASE, names: ["python:3.13-slim"] });
    expect(next).toEqual({
      text: "Your engine knows no digest of it yet: pull it, then RepoDigests has it.",
      command: "docker pull python:3.13-slim",
    });
  });

  test.each([A, "a".repeat(64)])("the image's ID %s is no digest", async (reference) => {
    expect(await judged("base", {}, { base: BASE, reference })).toMatchObject({
      verdict: "not-yet",
      actual: "That is the configuration's ID, and no digest.",
      next: { text: "Use what stands in RepoDigests: FROM name@sha256:…" },
    });
  });

  test("a registry's port is no tag", async () => {
    const pieces = { base: BASE, reference: "localhost:5000/python", names: [`localhost:5000/python@${A}`] };
    const { actual, next } = await judged("base", {}, pieces);
    expect(actual).toContain("localhost:5000/python without a tag");
    expect(next?.text).toBe(`Write FROM localhost:5000/python@${A}`);
  });

  test("a base whose layers the engine does not have could not be checked", async () => {
    expect(await judged("base", {}, { base: BASE, baseIsKnown: false })).toMatchObject({
      verdict: "could-not-check",
      next: { command: "docker pull python:3.13-slim" },
    });
  });
});

describe("scratch", () => {
  test("has nothing below that could change", async () => {
    expect(await verdictOf("base", {}, { layers: [[file("app", 1)]] })).toBe(
      "met: scratch: there is nothing below",
    );
  });

  test("is not the base that a lab names", async () => {
    expect(await judged("base", { named: "python:3.13-slim" }, { layers: [] })).toMatchObject({
      verdict: "not-yet",
      actual: "scratch",
      next: { text: "Begin FROM with python:3.13-slim." },
    });
  });

  test.each([
    ["a stage", "FROM python:3.13 AS full\nFROM scratch\nCOPY --from=full / /\n"],
    ["an image", "FROM scratch\nCOPY --from=python:3.13 / /\n"],
    [
      "a stage that stands on another",
      "FROM python:3.13 AS a\nFROM a AS b\nFROM scratch\nCOPY --from=b . .\n",
    ],
  ])("with the whole file system of %s copied in, a tag is found there", async (_, dockerfile) => {
    const { verdict, actual } = await judged("base", {}, { layers: [[file("bin/sh", 1)]], dockerfile });
    expect([verdict, actual]).toEqual([
      "not-yet",
      "the whole file system of python:3.13 is copied in, and that is named by its tag only",
    ]);
  });

  test.each(["/usr", "usr", "/usr/", "/usr/."])("with all of %s copied in, too", async (from) => {
    const dockerfile = `FROM scratch\nCOPY --from=python:3.13 ${from} /usr\n`;
    expect(await verdictOf("base", {}, { layers: [[file("a", 1)]], dockerfile })).toMatch(/^not-yet/);
  });

  test.each(["/usr/bin/env", "/usrlocal", "/uv", "/usr/local/bin/*"])("a part is none: %s", async (from) => {
    const dockerfile = `FROM scratch\nCOPY --from=python:3.13 ${from} /x\n`;
    expect(await verdictOf("base", {}, { layers: [[file("a", 1)]], dockerfile })).toMatch(/^met/);
  });

  test("with it among other things, too", async () => {
    const dockerfile = "FROM scratch\nCOPY --from=python:3.13 /etc/os-release / /all/\n";
    expect(await verdictOf("base", {}, { layers: [[file("a", 1)]], dockerfile })).toMatch(/^not-yet/);
  });

  test("with a pinned file system copied in is met", async () => {
    const dockerfile = `FROM python:3.13@${A} AS full\nFROM scratch\nCOPY --from=full / /\n`;
    expect(await verdictOf("base", {}, { layers: [[file("bin/sh", 1)]], dockerfile })).toMatch(/^met/);
  });
});

describe("named", () => {
  test.each([
    "python:3.13-slim",
    "python:3.13-slim-trixie",
    "docker.io/library/python:3.13-slim",
    "library/python:3.13-slim",
    `index.docker.io/library/python:3.13-slim@${A}`,
  ])("%s is python:3.13-slim", async (reference) => {
    const options = { named: "python:3.13-slim", pinned: false };
    expect(await verdictOf("base", options, { base: BASE, reference })).toMatch(/^met/);
  });

  test("another image is not yet", async () => {
    const options = { named: "python:3.13-slim", pinned: false };
    expect(await judged("base", options, { base: BASE, reference: "debian:trixie" })).toMatchObject({
      verdict: "not-yet",
      expected: "FROM python:3.13-slim",
      actual: "debian:trixie",
    });
  });
});
