import { expect, test } from "vitest";
import type { Builder, Engine, ImageFacts } from "../../../src/context.ts";
import { presentBases, provideBases } from "../../../src/engine/bases.ts";
import { UserError } from "../../../src/errors.ts";
import { engineFacts, fakeDocker, fakeFiles, fakeHost } from "../../support/fakes.ts";

const image = (changes: Partial<ImageFacts> = {}): ImageFacts => ({
  id: "sha256:1",
  tags: [],
  digests: [],
  size: 1,
  labels: {},
  layers: [],
  ...changes,
});

/** A foreign engine that holds some images, and a registry that has others or refuses. */
function engineWith(
  held: Record<string, ImageFacts>,
  registry: Record<string, ImageFacts> = {},
): Engine & { pulled: string[] } {
  const images = { ...held };
  const pulled: string[] = [];
  const docker = fakeDocker({
    image: async (reference) => images[reference] ?? null,
    pull: async (reference) => {
      const found = registry[reference];
      if (found === undefined) throw new Error("registry says no");
      pulled.push(reference);
      images[reference] = found;
    },
  });
  return { docker, endpoint: { host: "unix:///e.sock" }, facts: engineFacts, ours: false, pulled };
}

const provide = (engine: Engine) => {
  const outside = { files: fakeFiles(), host: fakeHost(), signal: new AbortController().signal };
  return provideBases(outside as never, engine, {} as Builder, () => {});
};
const both = { "python:3.13-slim": image(), "python:3.13": image() };

test("bases that are here are taken as they are, and the registry is not asked", async () => {
  const engine = engineWith(both);
  expect((await provide(engine)).map(({ reference }) => reference)).toEqual([
    "python:3.13-slim",
    "python:3.13",
  ]);
  expect(engine.pulled).toEqual([]);
});

test("a missing base is pulled", async () => {
  const engine = engineWith({ "python:3.13": image() }, both);
  await provide(engine);
  expect(engine.pulled).toEqual(["python:3.13-slim"]);
});

test("a registry that refuses is quoted, and no stand-in is put into a foreign engine", async () => {
  const error = await provide(engineWith({ "python:3.13": image() })).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).message).toContain("python:3.13-slim: registry says no");
  expect((error as UserError).fix).toContain("--private-engine");
});

test("a base is named by the digest of its own repository, and a stand-in by its label", async () => {
  const engine = engineWith({
    "python:3.13-slim": image({
      digests: ["127.0.0.1:5000/library/python@sha256:aaa", "python@sha256:bbb"],
      labels: { "size-matters.stand-in": "true" },
    }),
    "python:3.13": image({ digests: ["127.0.0.1:5000/library/python@sha256:ccc"] }),
  });
  expect(await presentBases(engine)).toEqual([
    { name: "slim", reference: "python:3.13-slim", pinned: "python:3.13-slim@sha256:bbb", standIn: true },
    { name: "full", reference: "python:3.13", pinned: "python:3.13", standIn: false },
  ]);
});
