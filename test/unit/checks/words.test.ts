import { describe, expect, test } from "vitest";
import { counted } from "../../../src/checks/counted.ts";
import { familiar, isImageId, readReference } from "../../../src/checks/image-reference.ts";
import { isNamed } from "../../../src/checks/package-names.ts";
import { fewOf, instructionAt, layerEvidence } from "../../../src/checks/places.ts";
import { typed } from "../../../src/checks/typed.ts";
import { pythonName } from "../../../src/image/python-name.ts";
import { readSpec } from "../../support/archives/read.ts";

test("numbers and what they count", () => {
  expect([0, 1, 2].map((count) => counted(count, "layer"))).toEqual(["0 layers", "1 layer", "2 layers"]);
  expect(counted(1, "file is", "files are")).toBe("1 file is");
});

test("a few names of many, each once", () => {
  expect(fewOf(["a"])).toBe("a");
  expect(fewOf(["a", "b", "a", "c"])).toBe("a, b, c");
  expect(fewOf(["a", "b", "c", "d"])).toBe("a, b, c and 1 more");
});

test.each([
  [["docker", "run", "a/b:c"], "docker run a/b:c"],
  [["python", "-c", "print(6 * 7)"], "python -c 'print(6 * 7)'"],
  [["echo", "it's", "$HOME", ""], "echo 'it'\\''s' '$HOME' ''"],
])("%j is typed as %s", (words, line) => {
  expect(typed(words)).toBe(line);
});

describe("an image's name", () => {
  test.each([
    ["python", "python", null, null],
    ["python:3.13-slim", "python", "3.13-slim", null],
    ["python@sha256:ab", "python", null, "sha256:ab"],
    ["python:3@sha256:ab", "python", "3", "sha256:ab"],
    ["localhost:5000/a/python", "localhost:5000/a/python", null, null],
    ["localhost:5000/python:3@sha256:ab", "localhost:5000/python", "3", "sha256:ab"],
  ])("%s", (reference, name, tag, digest) => {
    expect(readReference(reference)).toEqual({ name, tag, digest });
  });

  test("as people call it", () => {
    expect(familiar("docker.io/library/python:3")).toBe("python:3");
    expect(familiar("docker.io/cats/app")).toBe("cats/app");
    expect(familiar("ghcr.io/library/python")).toBe("ghcr.io/library/python");
  });

  test("is an ID where it is a hash", () => {
    expect(["sha256:ab12", "a".repeat(64)].map(isImageId)).toEqual([true, true]);
    expect(["abad1dea", "python@sha256:ab12", "python"].map(isImageId)).toEqual([false, false, false]);
  });
});

test("packages by their names", () => {
  const deb = (name: string) => ({ type: "deb", name }) as const;
  expect(isNamed(deb("gcc-14"), "deb:gcc-??")).toBe(true);
  expect(isNamed(deb("gcc-14-base"), "deb:gcc-??")).toBe(false);
  expect(isNamed(deb("gcc-14-base"), "deb:gcc*")).toBe(true);
  expect(isNamed(deb("libstdc++6"), "deb:libstdc++6")).toBe(true);
  expect(isNamed(deb("GCC"), "deb:gcc")).toBe(false);
  expect(isNamed({ type: "python", name: "Ruamel.yaml" }, "python:ruamel_YAML")).toBe(true);
  expect(pythonName("A__b-.c")).toBe("a-b-c");
});

describe("a layer", () => {
  const readingWith = async (line: string | null) => {
    const history = line === null ? [] : [{ created_by: line }];
    const reading = await readSpec({ layers: [[]], history }, { list: () => false });
    return { ...reading, entries: reading.entries ?? [] };
  };

  test("is told with its instruction", async () => {
    const reading = await readingWith("RUN /bin/sh -c apt-get update # buildkit");
    expect(layerEvidence(reading, 0)).toEqual({
      kind: "layer",
      where: "layer 0",
      text: "RUN apt-get update",
    });
    expect(layerEvidence(reading, 0, "12 MB").text).toBe("12 MB (RUN apt-get update)");
  });

  test("is told without, where the image does not tell", async () => {
    const reading = await readingWith(null);
    expect(instructionAt(reading, 0)).toBeNull();
    expect(layerEvidence(reading, 0, "12 MB").text).toBe("12 MB (its instruction is not known)");
  });

  test("has an instruction that fits a line", async () => {
    const line = instructionAt(await readingWith(`RUN ${"x".repeat(500)}`), 0) ?? "";
    expect([line.length, line.at(-1)]).toEqual([100, "…"]);
  });
});
