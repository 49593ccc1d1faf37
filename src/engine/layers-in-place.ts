import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Context, Engine, ImageFolder } from "../context.ts";
import { privateFolders } from "./private-folders.ts";

type Outside = Pick<Context, "files" | "host">;

/** A layer where the engine keeps it: the recipe of its tar, and the folder with its files. */
interface StoredLayer {
  readonly diffId: string;
  readonly recipe: string;
  readonly folder: string;
}

/**
 * The files of an image's archive, put together from where our own engine keeps its layers: the same bytes as those of
 * `docker save`, without the copy that it writes first. Null where that cannot be: another's engine or store, another's
 * folders, a layer that is not where it should be.
 */
export async function imageInPlace(
  outside: Outside,
  engine: Engine,
  imageId: string,
): Promise<ImageFolder | null> {
  if (!engine.ours || engine.facts.storage !== "overlay2" || outside.host.uid !== 0) return null;
  const store = join(privateFolders(outside.host).data, "image", "overlay2");
  const config = await outside.files.read(join(store, "imagedb", "content", ...imageId.split(":")));
  if (config === null) return null;
  const layers = await storedLayers(outside, store, diffIdsOf(config));
  return layers && folderOf(outside, config, layers);
}

function diffIdsOf(config: string): string[] {
  const { rootfs } = JSON.parse(config) as { rootfs?: { diff_ids?: string[] | null } };
  return rootfs?.diff_ids ?? [];
}

async function storedLayers(
  { files, host }: Outside,
  store: string,
  diffIds: readonly string[],
): Promise<StoredLayer[] | null> {
  const layers: StoredLayer[] = [];
  let chainId = "";
  for (const diffId of diffIds) {
    chainId = nextChainId(chainId, diffId);
    const entry = join(store, "layerdb", ...chainId.split(":"));
    const recipe = join(entry, "tar-split.json.gz");
    const [diff, cacheId] = [
      await files.read(join(entry, "diff")),
      await files.read(join(entry, "cache-id")),
    ];
    if (diff !== diffId || cacheId === null || !(await files.exists(recipe))) return null;
    layers.push({ diffId, recipe, folder: join(privateFolders(host).data, "overlay2", cacheId, "diff") });
  }
  return layers;
}

/** https://github.com/opencontainers/image-spec/blob/main/config.md#layer-chainid */
function nextChainId(below: string, diffId: string): string {
  if (below === "") return diffId;
  return `sha256:${createHash("sha256").update(`${below} ${diffId}`).digest("hex")}`;
}

function folderOf({ files }: Outside, config: string, layers: readonly StoredLayer[]): ImageFolder {
  const names = layers.map((_, index) => `${index}/layer.tar`);
  const manifest = JSON.stringify([{ Config: "config.json", RepoTags: null, Layers: names }]);
  const texts = new Map([
    ["manifest.json", manifest],
    ["config.json", config],
  ]);
  return {
    list: async () => [...texts.keys(), ...names],
    open: (name) => {
      const layer = layers[names.indexOf(name)];
      return layer ? files.splitTar(layer.recipe, layer.folder) : once(texts.get(name) ?? "");
    },
    diffIdOf: (name) => layers[names.indexOf(name)]?.diffId ?? null,
  };
}

async function* once(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}
