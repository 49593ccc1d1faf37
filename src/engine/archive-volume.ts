import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import type { Context, Engine } from "../context.ts";
import { KEPT_ARCHIVES, withArchive } from "./image-archive.ts";
import { labelled, ROLE_LABEL, SHARED } from "./labels.ts";

type Outside = Pick<Context, "files" | "host" | "signal">;

/** An image's archive in a volume of the engine. Only one that was filled to its end is remembered. */
const remembered = z.array(z.object({ imageId: z.string(), volume: z.string() }));
type Held = z.infer<typeof remembered>[number];

/** What the label of such a volume says that it is for. */
export const ARCHIVE_ROLE = "tool-archive";

/** Where a volume is found in a container, and how the archive in it is called. */
export const IN_CONTAINER = { folder: "/archive", name: "image.tar" };

/** What is wanted: an image's archive; the volume is filled through a container of `box` that never runs. */
export interface Wanted {
  readonly imageId: string;
  readonly box: string;
}

/**
 * Gives the name of a volume with an image's archive to `hold`, which makes the container that has it mounted: until
 * then nobody takes the volume away, and from then on the engine refuses to. One that was filled for another tool serves
 * again; the ones that were used least lately go.
 */
export async function withArchiveVolume<T>(
  outside: Outside,
  engine: Engine,
  wanted: Wanted,
  hold: (volume: string) => Promise<T>,
): Promise<T> {
  const { files, signal } = outside;
  const folder = memoryFolder(outside);
  await files.makeFolder(folder, 0o700);
  return files.locked(join(folder, "archives"), { signal, busy: { wait: () => {} } }, async () => {
    const held = await heldVolumes(outside, engine);
    const known = held.find(({ imageId }) => imageId === wanted.imageId);
    const one = known ?? (await filled(outside, engine, wanted));
    const others = held.filter((other) => other !== known);
    await remember(outside, engine, known ? [one, ...others] : await withoutOldest(engine, [one, ...others]));
    return hold(one.volume);
  });
}

/** Those that this user has filled and that are there still, the one used last first. */
async function heldVolumes(outside: Outside, engine: Engine): Promise<Held[]> {
  const [text, there] = await Promise.all([
    outside.files.read(memoryOf(outside, engine)),
    engine.docker.listVolumes(`${ROLE_LABEL}=${ARCHIVE_ROLE}`),
  ]);
  const names = new Set(there.map(({ name }) => name));
  const { data = [] } = remembered.safeParse(JSON.parse(text ?? "null"));
  return data.filter(({ volume }) => names.has(volume));
}

/** Under a name of its own: what is filled half, by whomever, is never taken for whole. */
async function filled(outside: Outside, engine: Engine, { imageId, box }: Wanted): Promise<Held> {
  const { docker } = engine;
  const volume = `size-matters-${ARCHIVE_ROLE}-${randomBytes(6).toString("hex")}`;
  await docker.ensureVolume(volume, labelled(SHARED, ARCHIVE_ROLE));
  let isWhole = false;
  try {
    await withArchive(outside, engine, imageId, (path) => fill(outside, engine, { volume, box, path }));
    isWhole = true;
    return { imageId, volume };
  } finally {
    if (!isWhole) await docker.removeVolume(volume);
  }
}

async function fill(
  { files }: Outside,
  { docker }: Engine,
  { volume, box, path }: { volume: string; box: string; path: string },
): Promise<void> {
  const { folder, name } = IN_CONTAINER;
  const id = await docker.createContainer({
    ...{ image: box, command: ["true"], offline: true },
    labels: labelled(SHARED, "tool"),
    volumes: [{ name: volume, target: folder }],
  });
  try {
    const content = { bytes: await files.bytes(path), chunks: files.stream(path) };
    await docker.putBytes(id, folder, name, content);
  } finally {
    await docker.removeContainer(id);
  }
}

/** One that a tool looks at just now stays: it goes the next time. */
async function withoutOldest({ docker }: Engine, held: readonly Held[]): Promise<Held[]> {
  const older = held.slice(KEPT_ARCHIVES);
  const removals = await Promise.allSettled(older.map(({ volume }) => docker.removeVolume(volume)));
  const inUse = older.filter((_, index) => removals[index]?.status === "rejected");
  return [...held.slice(0, KEPT_ARCHIVES), ...inUse];
}

function remember(outside: Outside, engine: Engine, held: readonly Held[]): Promise<void> {
  return outside.files.write(memoryOf(outside, engine), JSON.stringify(held));
}

/** Not a cache: who empties those would leave volumes behind that nobody knows. */
function memoryFolder({ host }: Pick<Outside, "host">): string {
  return join(host.dataFolder, "tool-archives");
}

/** One file for each engine. */
function memoryOf(outside: Pick<Outside, "host">, { facts }: Engine): string {
  const name = createHash("sha256").update(facts.id).digest("hex").slice(0, 16);
  return join(memoryFolder(outside), `${name}.json`);
}
