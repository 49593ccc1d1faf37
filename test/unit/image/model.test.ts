import { describe, expect, test } from "vitest";
import { file, folder, hardLink, opaque, symlink, whiteout } from "../../support/archives/entries.ts";
import { readSpec } from "../../support/archives/read.ts";
import type { Entry } from "../../support/archives/tar.ts";

/** A plain model of a file system: paths to what lies there; a number is a file's identity. */
type Model = Map<string, number | "folder" | "link">;

const PATHS = ["a", "b", "c", "a/x", "a/y", "b/x", "b/x/1", "b/x/2", "c/.env", "c/deep/er/z"];

function below(model: Model, path: string): string[] {
  return [...model.keys()].filter((key) => path === "" || key.startsWith(`${path}/`));
}

function put(model: Model, path: string, what: number | "folder" | "link"): void {
  const parts = path.split("/");
  for (let i = 1; i < parts.length; i++) {
    const parent = parts.slice(0, i).join("/");
    if (model.get(parent) !== "folder") model.set(parent, "folder");
  }
  if (what !== "folder") for (const key of below(model, path)) model.delete(key);
  model.set(path, what);
}

function apply(model: Model, layer: Entry[], sizes: number[]): void {
  for (const { path } of layer) {
    const [, folderPath = "", name = ""] = /^(.*?)\/?\.wh\.(.+)$/.exec(path) ?? [];
    if (name === "") continue;
    const target = name === ".wh..opq" ? folderPath : [folderPath, name].filter(Boolean).join("/");
    for (const key of below(model, target)) model.delete(key);
    if (name !== ".wh..opq") model.delete(target);
  }
  for (const { path, type, body } of layer) {
    if (path.includes(".wh.")) continue;
    if (type === "5") put(model, path.slice(0, -1), "folder");
    else if (type === "2") put(model, path, "link");
    else if (type !== "1") put(model, path, sizes.push((body as Buffer).length) - 1);
  }
  for (const { path, type, link = "" } of layer) {
    const target = model.get(link);
    if (type === "1" && target !== undefined && target !== "folder" && path !== link)
      put(model, path, target);
  }
}

function randomLayers(random: (below: number) => number): Entry[][] {
  const path = () => PATHS[random(PATHS.length)] ?? "a";
  const entry = (): Entry => {
    const kind = random(10);
    if (kind < 4) return file(path(), Buffer.alloc(1 + random(50)), { mtime: random(9) });
    if (kind < 6) return whiteout(path());
    if (kind < 7) return opaque(random(6) === 0 ? "" : path());
    if (kind < 8) return folder(path());
    return kind < 9 ? symlink(path(), "x") : hardLink(path(), path());
  };
  return Array.from({ length: 1 + random(5) }, () => Array.from({ length: random(8) }, entry));
}

function lcg(seed: number): (below: number) => number {
  let state = seed + 1;
  return (limit) => {
    state = (state * 48271) % 2147483647;
    return state % limit;
  };
}

describe("random layers, laid upon a plain model", () => {
  test.each([0, 1, 2, 3])("series %i", async (series) => {
    for (let round = 0; round < 150; round++) {
      const layers = randomLayers(lcg(series * 1000 + round));
      const model: Model = new Map();
      const sizes: number[] = [];
      for (const layer of layers) apply(model, layer, sizes);
      const names = [...model.values()].filter((what): what is number => typeof what === "number");
      const finalBytes = [...new Set(names)].reduce((total, id) => total + (sizes[id] ?? 0), 0);
      const bytes = sizes.reduce((total, size) => total + size, 0);
      const { image, waste } = await readSpec({ layers });
      const told = { bytes: image.bytes, finalBytes: image.finalBytes, files: image.files };
      expect({ series, round, ...told }).toEqual({ series, round, bytes, finalBytes, files: names.length });
      expect(waste.reduce((total, one) => total + one.bytes, 0)).toBe(bytes - finalBytes);
    }
  });
});
