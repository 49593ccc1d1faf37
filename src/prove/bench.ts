import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Base, Context, Report, Workshop } from "../context.ts";
import { readLadder } from "../guide/ladder.ts";
import { openWorkspace, type Workspace } from "../guide/workspace.ts";
import type { Values } from "../labs/fill.ts";

type Outside = Pick<Context, "engines" | "files" | "host" | "signal">;

/** A place to prove labs at: a workspace of its own, with a feed of its own, on an engine that all share. */
export interface Bench {
  readonly workshop: Workshop;
  readonly workspace: Workspace;
  readonly values: Values;
  /** Takes away the workspace and everything that carries its label. */
  clear(): Promise<void>;
}

/** Sets a bench up beside another workshop. */
export async function setUpBench(outside: Outside, beside: Workshop, report: Report): Promise<Bench> {
  const { engines, files } = outside;
  const [naive] = await readLadder(outside);
  const folder = join(tmpdir(), `size-matters-prove-${randomBytes(4).toString("hex")}`);
  const workspace = await openWorkspace(outside, folder, naive?.path ?? "");
  const { engine, builder, bases } = beside;
  const feed = await engines.startFeed(engine, builder, bases, workspace.secrets, report);
  return {
    workshop: { ...beside, feed, secrets: workspace.secrets },
    workspace,
    values: digestsOf(bases),
    clear: async () => {
      const items = await engines.itemsToClean({
        workspace: workspace.id,
        all: false,
        privateOnly: engine.ours,
      });
      for (const { kind, remove } of items) if (kind !== "engine") await remove();
      await files.remove(folder);
    },
  };
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
