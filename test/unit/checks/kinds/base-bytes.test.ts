import { describe, expect, test } from "vitest";
import { file } from "../../../support/archives/entries.ts";
import { judged, verdictOf } from "../judged.ts";

const A = `sha256:${"a".repeat(64)}`;
const BASE = [[file("bin/sh", 600)], [file("usr/bin/python3", 400)]];
const most = (written: unknown) => ({ "at-most": written });
const naive = (bytes: number, baseBytes: number) => ({
  earlier: async () => ({ bytes, baseBytes, whose: "your own naive image" }),
});

describe("the base's layers", () => {
  test("count, and the learner's own do not", async () => {
    const pieces = { base: BASE, layers: [[file("app", 5000)]] };
    expect(await verdictOf("base-bytes", most("1000"), pieces)).toBe("met: 1.00 kB, python:3.13-slim");
    expect(await judged("base-bytes", most("999"), pieces)).toMatchObject({
      verdict: "not-yet",
      expected: "at most 999 B",
      evidence: [{ where: "Dockerfile:1", text: "FROM python:3.13-slim" }],
      next: {
        text: "The same image comes in smaller variants; what it lacks, your Dockerfile can add.",
        command: "docker image ls python",
      },
    });
  });

  test("are a share of the earlier base, not of the earlier image", async () => {
    const pieces = { base: BASE, ...naive(100_000, 4000) };
    const share = (percent: number) => most({ "share-of": "naive", percent });
    expect(await verdictOf("base-bytes", share(25), pieces)).toMatch(/^met/);
    const { verdict, expected } = await judged("base-bytes", share(24), pieces);
    expect(verdict).toBe("not-yet");
    expect(expected).toBe("at most 24 % of the base of your own naive image (4.00 kB): 960 B");
  });

  test("could not be checked where the engine does not know them", async () => {
    const { verdict, next } = await judged("base-bytes", most("1"), { base: BASE, baseIsKnown: false });
    expect([verdict, next?.command]).toEqual(["could-not-check", "docker pull python:3.13-slim"]);
  });

  test("are measured by nothing where the earlier base is not known: that is no learner's fault", async () => {
    const judging = judged("base-bytes", most({ "share-of": "naive", percent: 25 }), {
      base: BASE,
      ...naive(100_000, 0),
    });
    await expect(judging).rejects.toThrow(
      "How large the base of your own naive image is could not be found out.",
    );
  });
});

describe("a tag beside a digest", () => {
  const told = async (reference: string, names: string[]) =>
    (await judged("base-bytes", most("1"), { base: BASE, reference, names })).next?.text;

  test("is decoration where the digest is another image's", async () => {
    expect(await told(`python:3.13-slim@${A}`, ["python:3.13", `python@${A}`])).toBe(
      "With a digest the tag is decoration: you got python:3.13.",
    );
    expect(await told(`python:3.13-slim@${A}`, [`python@${A}`])).toBe(
      "With a digest the tag is decoration: the builder read the digest alone.",
    );
  });

  test.each([
    ["the digest is that tag's", `python:3.13-slim@${A}`, ["python:3.13-slim"]],
    ["the tag is spelled otherwise", `docker.io/library/python:3.13-slim@${A}`, ["python:3.13-slim"]],
    ["there is no tag", `python@${A}`, ["python:3.13"]],
    ["there is no digest", "python:3.13", ["python:3.13"]],
  ])("is not spoken of where %s", async (_, reference, names) => {
    expect(await told(reference, names)).toMatch(/^The same image comes in smaller variants/);
  });

  test("the engine's images are listed by the name alone", async () => {
    const reference = `localhost:5000/cat/python:3.13@${A}`;
    const { next } = await judged("base-bytes", most("1"), { base: BASE, reference });
    expect(next?.command).toBe("docker image ls localhost:5000/cat/python");
  });
});

describe("a base that is hidden in the learner's own layers", () => {
  test("a whole file system upon a small base counts", async () => {
    const pieces = {
      base: [[file("bin/busybox", 10)]],
      layers: [[file("usr/bin/python3", 990)], [file("app", 500)]],
      made: ["COPY / / # buildkit", "COPY app /app # buildkit"],
      dockerfile: "FROM python:3.13 AS full\nFROM alpine\nCOPY --from=full / /\nCOPY app /app\n",
    };
    expect(await verdictOf("base-bytes", most("1000"), pieces)).toMatch(/^met: 1.00 kB/);
    expect(await judged("base-bytes", most("999"), pieces)).toMatchObject({
      verdict: "not-yet",
      evidence: [{ kind: "layer", where: "layer 1" }],
      next: { text: expect.stringContaining("A file system that you copy in whole is a base, too.") },
    });
  });

  test("nothing lies below FROM scratch: the image is its own base", async () => {
    const layers = [[file("usr/bin/python3", 990)], [file("app", 10)]];
    expect(await verdictOf("base-bytes", most("1000"), { layers })).toMatch(/^met/);
    expect(await verdictOf("base-bytes", most("999"), { layers })).toBe(
      "not-yet: 1.00 kB, all of it yours: nothing lies below FROM scratch",
    );
  });

  test("a folder of another stage, or the whole context, is no base", async () => {
    const pieces = {
      base: [[file("bin/busybox", 10)]],
      layers: [[file("app/.venv/x", 900)], [file("app/y", 900)]],
      made: ["COPY /app /app # buildkit", "COPY / / # buildkit"],
      dockerfile: "FROM python AS full\nFROM alpine\nCOPY --from=full /app /app\nCOPY / /\n",
    };
    expect(await verdictOf("base-bytes", most("10"), pieces)).toMatch(/^met: 10 B/);
  });
});
