import type { CleanItem, CleanOptions, CleanPlan, Engine, Machine } from "../context.ts";
import { ARCHIVE_ROLE } from "./archive-volume.ts";
import { BASES } from "./bases.ts";
import { foldersToClean } from "./clean-folders.ts";
import { findEngine } from "./find-engine.ts";
import { ROLE_LABEL, SHARED, WORKSPACE_LABEL } from "./labels.ts";
import { privateEnginePids, removePrivateData, stopPrivateEngine } from "./private-engine.ts";
import { privateFolders } from "./private-folders.ts";
import { ROOT_REFERENCE } from "./root-file-system.ts";

/** How a base is named on its way through the registry mirror. */
const IN_MIRROR = /^127\.0\.0\.1:\d+\/library\//;

/**
 * Everything of this workspace, what all workspaces share when no other workspace is left, and our own engine when
 * nothing else is in it. With `all`: every workspace's. Goes by our label alone.
 */
export async function itemsToClean(outside: Machine, options: CleanOptions): Promise<CleanPlan> {
  const engines = await enginesToClean(outside, options.privateOnly);
  const items: CleanItem[] = [];
  const stays: string[] = [];
  for (const engine of engines) {
    const going = await labelledItems(engine, options);
    const others = engine.ours ? await othersIn(engine, going, options.labBases) : [];
    const wholeEngine = engine.ours && others.length === 0;
    items.push(...(wholeEngine ? [ownEngine(outside, going)] : going));
    if (others.length > 0) stays.push(`our own Docker engine, which holds ${others.join(", ")}`);
  }
  const stopped = !engines.some(({ ours }) => ours) && (await remainsOfOwnEngine(outside));
  if (stopped) items.push(ownEngine(outside, []));
  items.push(...(await foldersToClean(outside, options)));
  return { items, stays };
}

/** The engine in use, and our own one beside it. */
async function enginesToClean(outside: Machine, privateOnly: boolean): Promise<Engine[]> {
  const searches = [await findEngine(outside, { privateOnly: true })];
  if (!privateOnly) searches.unshift(await findEngine(outside, { privateOnly: false }));
  const found = searches.flatMap(({ engine }) => engine ?? []);
  return found.filter(({ facts }, at) => found.findIndex((other) => other.facts.id === facts.id) === at);
}

async function labelledItems({ docker }: Engine, { workspace, all }: CleanOptions): Promise<CleanItem[]> {
  const [containers, images, volumes] = await Promise.all([
    docker.listContainers(WORKSPACE_LABEL),
    docker.listImages(WORKSPACE_LABEL),
    docker.listVolumes(WORKSPACE_LABEL),
  ]);
  const owners = new Set([...containers, ...images].map(({ labels }) => labels[WORKSPACE_LABEL]));
  const othersLeft = [...owners].some((owner) => owner !== workspace && owner !== SHARED);
  const goes = ({ labels }: { labels: Readonly<Record<string, string>> }) => {
    const owner = labels[WORKSPACE_LABEL];
    if (all || owner === workspace) return true;
    // An archive holds what its image holds, whosever that is; another workspace's tool makes it anew.
    return owner === SHARED && (!othersLeft || labels[ROLE_LABEL] === ARCHIVE_ROLE);
  };
  return [
    ...containers.filter(goes).map(({ id, name }) => ({
      kind: "container" as const,
      id,
      says: `container ${name}`,
      remove: () => docker.removeContainer(id),
    })),
    ...images.filter(goes).map(({ id, tags }) => ({
      kind: "image" as const,
      id,
      says: `image ${tags[0] ?? id.slice(7, 19)}`,
      remove: () => docker.removeImage(id),
    })),
    ...volumes.filter(goes).map(({ name }) => ({
      kind: "volume" as const,
      id: name,
      says: `volume ${name}`,
      remove: () => docker.removeVolume(name),
    })),
  ];
}

/** What our own engine holds beside what goes anyway and the bases that it pulled. */
async function othersIn(
  { docker }: Engine,
  going: readonly CleanItem[],
  labBases: readonly string[] = [],
): Promise<string[]> {
  const ids = new Set(going.map(({ id }) => id));
  const bases = new Set<string>([...Object.values(BASES), ...labBases, ROOT_REFERENCE]);
  const containers = (await docker.listContainers()).filter(({ id }) => !ids.has(id));
  const images = (await docker.listImages()).filter(
    ({ id, tags }) => !ids.has(id) && !tags.every((tag) => bases.has(tag.replace(IN_MIRROR, ""))),
  );
  return [
    ...containers.map(({ name }) => `the container ${name}`),
    ...images.map(({ id, tags }) => `the image ${tags[0] ?? id.slice(7, 19)}`),
  ];
}

/** A private engine that does not answer: stopped by a restart of the machine, or hanging. */
async function remainsOfOwnEngine(outside: Machine): Promise<boolean> {
  return (
    (await privateEnginePids(outside)).length > 0 || outside.files.exists(privateFolders(outside.host).folder)
  );
}

function ownEngine(outside: Machine, inIt: readonly CleanItem[]): CleanItem {
  const { folder } = privateFolders(outside.host);
  const count = (kind: CleanItem["kind"]) => inIt.filter((item) => item.kind === kind).length;
  return {
    kind: "engine",
    id: folder,
    says: `our own Docker engine with ${count("image")} images, ${count("container")} containers and ${count("volume")} volumes, in ${folder}`,
    remove: async () => {
      await stopPrivateEngine(outside);
      await removePrivateData(outside);
    },
  };
}
