import { describe, expect, test } from "vitest";
import type { DockerApi, Engine, EngineSearch, FindOptions, ImageFacts } from "../../../src/context.ts";
import { baseInEngine } from "../../../src/inspect/base-image.ts";
import { readNeedles } from "../../../src/inspect/needles.ts";
import { findTarget, type Outside } from "../../../src/inspect/target.ts";
import { engineFacts, fakeDocker, fakeFiles } from "../../support/fakes.ts";

const facts = (id: string, changes: Partial<ImageFacts> = {}): ImageFacts => ({
  id,
  tags: [`${id}:latest`],
  digests: [],
  size: 100,
  labels: {},
  layers: [],
  ...changes,
});

function engine(name: string, images: readonly ImageFacts[], calls: Partial<DockerApi> = {}): Engine {
  const byName = (wanted: string) =>
    images.find(
      ({ id, tags }) => id === wanted || tags.includes(wanted) || tags.includes(`${wanted}:latest`),
    );
  const docker = fakeDocker({
    image: async (wanted) => byName(wanted) ?? null,
    listImages: async () => images.map(({ id, tags, labels, size }) => ({ id, tags, labels, size })),
    ...calls,
  });
  return { docker, facts: engineFacts, endpoint: { host: `unix:///${name}.sock` }, ours: name === "ours" };
}

/** A machine with files, and with a public and a private engine that hold images. */
function machine(files: Record<string, string>, publicly: Engine | null, ours: Engine | null = null) {
  const bytes: string[] = [];
  const outside = {
    files: {
      ...fakeFiles(files),
      kind: async (path: string) =>
        path in files
          ? "file"
          : Object.keys(files).some((known) => known.startsWith(`${path}/`))
            ? "folder"
            : null,
      stream: (path: string) => one(files[path] ?? ""),
      folder: () => ({ list: async () => [], open: () => one("") }),
      standardInput: () => ("-" in files ? one(files["-"] ?? "") : null),
    },
    engines: {
      find: async ({ privateOnly }: FindOptions): Promise<EngineSearch> => {
        const found = privateOnly ? ours : (publicly ?? ours);
        return { engine: found, tried: [{ place: "the default", host: "", reason: "there is no socket" }] };
      },
      imageBytes: async (from: Engine, id: string) => {
        bytes.push(`${from.endpoint.host} ${id}`);
        return one("");
      },
    },
    screen: { status: () => {} },
    signal: new AbortController().signal,
  } as unknown as Outside;
  return { outside, bytes };
}

async function* one(text: string) {
  yield Buffer.from(text);
}

describe("what a name means", () => {
  const both = machine(
    { "cat.tar": "x", nginx: "x", "layout/index.json": "{}", "-": "x" },
    engine("public", [facts("nginx"), facts("cat")]),
  );

  test.each([
    ["cat.tar", "archive", "cat.tar"],
    ["layout", "archive", "layout"],
    ["-", "archive", "standard input"],
    ["cat", "engine", "cat"],
    ["cat:latest", "engine", "cat:latest"],
  ])("%s is an %s", async (name, kind, shown) => {
    expect(await findTarget(both.outside, name, {})).toMatchObject({ kind, name: shown });
  });

  test("a bare name that is a file and an image is not guessed at", async () => {
    await expect(findTarget(both.outside, "nginx", {})).rejects.toMatchObject({
      message: "nginx is both a file here and an image of the Docker engine.",
      fix: "Say which: ./nginx is the file, nginx:latest the image.",
    });
  });

  test("a path that is not there is not looked for in an engine", async () => {
    const { outside } = machine({}, engine("public", [facts("./cat.tar")]));
    await expect(findTarget(outside, "./cat.tar", {})).rejects.toThrow("There is no file ./cat.tar.");
  });

  test("the image is opened by its number: a tag may move meanwhile", async () => {
    await (await findTarget(both.outside, "cat", {})).open();
    expect(both.bytes).toEqual(["unix:///public.sock cat"]);
  });
});

describe("engines", () => {
  test("an image that the first engine lacks is looked for in our own", async () => {
    const { outside } = machine({}, engine("public", []), engine("ours", [facts("cat")]));
    expect((await findTarget(outside, "cat", {})).held?.engine.ours).toBe(true);
  });

  test("an image that no engine has is not fetched unless told", async () => {
    const pulled: string[] = [];
    const images: ImageFacts[] = [];
    const pull = async (name: string) => {
      pulled.push(name);
      images.push(facts("cat"));
    };
    const { outside } = machine({}, engine("public", images, { pull }));
    await expect(findTarget(outside, "cat", {})).rejects.toMatchObject({
      message: "There is no file cat, and the Docker engine at unix:///public.sock has no image cat.",
      fix: expect.stringContaining("size-matters inspect --pull cat"),
    });
    expect(pulled).toEqual([]);
    expect((await findTarget(outside, "cat", { pull: true })).held?.facts.id).toBe("cat");
    expect(pulled).toEqual(["cat:latest"]);
  });

  test("a registry that refuses is named with the engine's words", async () => {
    const pull = async () => {
      throw new Error("toomanyrequests");
    };
    const { outside } = machine({}, engine("public", [], { pull }));
    await expect(findTarget(outside, "cat", { pull: true })).rejects.toThrow(
      "The Docker engine could not fetch cat: toomanyrequests",
    );
  });

  test("a name that no image can have is a sentence, not a bug", async () => {
    const image = async () => {
      throw Object.assign(new Error("invalid reference format"), { statusCode: 400 });
    };
    const { outside } = machine({}, engine("public", [], { image }));
    await expect(findTarget(outside, "Cat App", {})).rejects.toThrow("an image cannot have this name");
  });

  test("without an engine the places that were looked at are named", async () => {
    await expect(findTarget(machine({}, null).outside, "cat", {})).rejects.toThrow(
      /There is no file cat, and no Docker engine answers.*\n {2}the default: there is no socket/,
    );
  });
});

describe("the base of a held image", () => {
  const mine = facts("mine", { tags: ["team/app:2"], layers: ["a", "b", "c", "d"] });
  const on = (...others: ImageFacts[]) =>
    baseInEngine({ engine: engine("public", [mine, ...others]), facts: mine });

  test("is the one with the most of its lowest layers", async () => {
    expect(await on(facts("debian", { layers: ["a"] }), facts("python", { layers: ["a", "b"] }))).toEqual({
      name: "python:latest",
      diffIds: ["a", "b"],
    });
  });

  test("is no image with other layers, without layers, or with all of them", async () => {
    expect(
      await on(
        facts("x", { layers: ["b"] }),
        facts("y", { layers: [] }),
        facts("z", { layers: mine.layers }),
      ),
    ).toBeUndefined();
  });

  test("is no earlier build of the same name, and no image without a name", async () => {
    const earlier = facts("old", { tags: ["team/app:1"], layers: ["a", "b", "c"] });
    expect(await on(earlier, facts("half", { tags: [], layers: ["a", "b"] }))).toBeUndefined();
  });

  test("came from a registry rather than out of the same build", async () => {
    const stage = facts("stage", { layers: ["a", "b", "c"] });
    const python = facts("python", { layers: ["a", "b"], digests: ["python@sha256:1"] });
    expect(await on(stage, python)).toMatchObject({ name: "python:latest" });
  });
});

describe("values to look for", () => {
  const { outside } = machine(
    {
      token: "s3cret-value\n",
      windows: "s3cret\r\n",
      short: "abc\n",
      "-": "piped-value\n",
      long: "x".repeat(70_000),
    },
    null,
  );
  const values = async (...paths: string[]) =>
    (await readNeedles(outside, paths)).map(({ value }) => value.toString());

  test("are the files' contents without the line end", async () => {
    expect(await values("token", "windows", "-")).toEqual(["s3cret-value", "s3cret", "piped-value"]);
  });

  test.each([
    ["short", "The value to look for in short is too short: 3 bytes."],
    ["long", "The value to look for in long is longer than 65536 bytes."],
    ["absent", "There is no file absent with a value to look for."],
  ])("%s is refused", async (path, problem) => {
    await expect(values(path)).rejects.toThrow(problem);
  });
});
