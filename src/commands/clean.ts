import type { CleanItem, Context } from "../context.ts";
import { messageOf, UserError } from "../errors.ts";
import { workspaceFolder, workspaceId } from "../guide/workspace.ts";
import { readAllLabs } from "../labs/read-labs.ts";

export interface CleanCommandOptions {
  readonly yes?: boolean;
  readonly all?: boolean;
  readonly privateEngine?: boolean;
  readonly workspace?: string;
  readonly json?: boolean;
}

/** Lists what the workshop made on the engine, asks, and removes that and nothing else. The learner's files stay. */
export async function clean(ctx: Context, options: CleanCommandOptions): Promise<number> {
  const { screen, ask, engines } = ctx;
  const workspace = await workspaceId(ctx, await workspaceFolder(ctx, options.workspace));
  const privateOnly = options.privateEngine ?? false;
  const labBases = (await readAllLabs(ctx)).labs.flatMap(({ file }) => file.bases);
  const { items, stays } = await engines.itemsToClean({
    workspace,
    all: options.all ?? false,
    privateOnly,
    labBases,
  });
  for (const { says } of items) screen.say(`  ${says}`);
  for (const says of stays) screen.say(`This stays: ${says}`);
  const agreed = items.length > 0 && (options.yes || (await ask.confirm("Remove all of this?", "--yes")));
  if (agreed) await removeAll(ctx, items);
  screen.say(lastLine(items, agreed));
  if (options.json) {
    const listed = items.map(({ kind, id, says }) => ({ kind, id, says }));
    screen.result({ schemaVersion: 1, items: listed, stays, removed: agreed });
  }
  return 0;
}

function lastLine(items: readonly CleanItem[], removed: boolean): string {
  if (items.length === 0) return "There is nothing of the workshop here to remove.";
  return removed ? "Removed. Your own files in the workspace are untouched." : "Nothing was removed.";
}

/** Goes on where one thing cannot be removed. @throws UserError that names what is left */
async function removeAll({ tasks }: Context, items: readonly CleanItem[]): Promise<void> {
  const left: string[] = [];
  const work = items.map(({ says, remove }) => ({
    title: `Removing ${says}`,
    work: () => remove().catch((error: unknown) => void left.push(`  ${says}: ${messageOf(error)}`)),
  }));
  await tasks.run(work);
  if (left.length === 0) return;
  throw new UserError(`Not everything could be removed:\n${left.join("\n")}`, {
    fix: "Mend what it says, and type: size-matters clean",
  });
}
