import { join } from "node:path";
import type { Base, Context, Workshop } from "../context.ts";
import { UserError } from "../errors.ts";
import { readLadder } from "../guide/ladder.ts";
import { openWorkspace, type Workspace } from "../guide/workspace.ts";
import type { Values } from "../labs/fill.ts";
import type { Lab } from "../labs/lab.ts";

type Outside = Pick<Context, "engines" | "files" | "host" | "signal" | "tools">;

/** A place to prove labs at: a workspace of its own on an engine, with a feed that all benches share. */
export interface Bench {
  readonly labs: readonly Lab[];
  readonly workshop: Workshop;
  readonly workspace: Workspace;
  readonly values: Values;
}

/**
 * Does `work` at so many benches. Their workspaces stay, so that their token does too: what the builder has in its cache
 * from the last time counts again. Everything that was made on the engine is taken away in the end.
 */
export async function atBenches(
  outside: Outside,
  beside: Workshop,
  { labs, lanes: count }: { labs: readonly Lab[]; lanes: number },
  work: (benches: readonly Bench[]) => Promise<void>,
): Promise<void> {
  const [first, ...others] = await openLanes(outside, count);
  if (!first) return;
  const { engine, builder, bases } = beside;
  const lanes = [first, ...others];
  const feed = await outside.engines.startFeed(engine, builder, bases, first.secrets, () => {});
  try {
    await work(lanes.map((workspace) => benchAt(labs, { ...beside, feed }, workspace, first)));
  } finally {
    for (const { id } of lanes) await clear(outside, beside, id);
  }
}

/**
 * Does `work` while nobody else on this machine proves labs: the lanes' workspaces are there once.
 * @throws UserError while somebody does
 */
export async function provingAlone<T>(
  { files, host, signal }: Pick<Outside, "files" | "host" | "signal">,
  work: () => Promise<T>,
): Promise<T> {
  const folder = join(host.dataFolder, "prove");
  const fail = () =>
    new UserError("Another size-matters proves labs on this machine.", { fix: "Wait until it has ended." });
  await files.makeFolder(folder, 0o711);
  return files.locked(join(folder, "lock"), { signal, busy: { fail } }, work);
}

async function openLanes(outside: Outside, count: number): Promise<Workspace[]> {
  const lanes: Workspace[] = [];
  for (let lane = 1; lane <= count; lane++) lanes.push(await openLane(outside, lane));
  return lanes;
}

/** The workspace of a lane, from 1: in the program's own folder, and in none of the learner's. */
export async function openLane(
  outside: Pick<Outside, "files" | "host" | "signal">,
  lane: number,
): Promise<Workspace> {
  const [naive] = await readLadder(outside);
  const folder = join(outside.host.dataFolder, "prove", `lane-${lane}`);
  return openWorkspace(outside, folder, naive?.path ?? "");
}

/** All benches give the first one's token to their builds, and so share what is cached. */
function benchAt(labs: readonly Lab[], workshop: Workshop, workspace: Workspace, first: Workspace): Bench {
  const secrets = { ...first.secrets, workspace: workspace.id };
  return {
    labs,
    workshop: { ...workshop, secrets },
    workspace: { ...workspace, secrets },
    values: digestsOf(workshop.bases),
  };
}

async function clear({ engines }: Outside, { engine }: Workshop, workspace: string): Promise<void> {
  const { items } = await engines.itemsToClean({ workspace, all: false, privateOnly: engine.ours });
  for (const { kind, remove } of items) if (kind !== "engine") await remove();
}

/** What stands for `{{digest.slim}}`: the reference of a base, by its digest. */
function digestsOf(bases: readonly Base[]): Values {
  const pinned = (wanted: Base["name"]) => bases.find(({ name }) => name === wanted)?.pinned ?? "";
  return {
    "digest.slim": pinned("slim"),
    "digest.full": pinned("full"),
    "digest.full-as-slim": `python:3.13-slim@${pinned("full").split("@")[1] ?? ""}`,
  };
}
