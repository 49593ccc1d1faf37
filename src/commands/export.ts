import { dirname, join, resolve } from "node:path";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { lookAtLab } from "../guide/current-lab.ts";
import { journeyOf } from "../guide/take-along/journey-of.ts";
import { masked } from "../guide/take-along/masked.ts";
import { MARK, pageOf } from "../guide/take-along/page.ts";
import { workspaceId } from "../guide/workspace.ts";

export interface ExportOptions {
  readonly workspace?: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

const STANDARD_OUTPUT = "-";

/** Writes what the learner did as one page, without any secret. Makes no workspace and asks no engine. */
export async function exportPage(ctx: Context, options: ExportOptions): Promise<number> {
  const { labs, workspace } = await lookAtLab(ctx, options.workspace);
  if ((await workspaceId(ctx, workspace.folder)) === null) {
    throw new UserError(`There is no workspace in ${workspace.folder}.`, {
      fix: "Begin with: size-matters start; or name yours: --workspace DIR",
    });
  }
  const { folder, progress } = workspace;
  const token = (await ctx.files.read(join(folder, ".size-matters", "secrets", "token")))?.trim() ?? "";
  const secrets = [token, ...labs.map(({ id }) => progress.of(id).word ?? "")];
  const page = masked(pageOf(await journeyOf(ctx, labs, workspace), ctx.host.version), secrets);
  const toScreen = options.out === STANDARD_OUTPUT;
  const path = toScreen ? null : resolve(ctx.host.cwd, options.out ?? join(folder, "report.md"));
  if (path) await writePage(ctx, path, page, options.force ?? false);
  if (options.json) ctx.screen.result({ schemaVersion: 1, file: path, markdown: page });
  else ctx.screen.say(path ? `Written: ${path}` : page.trimEnd());
  return 0;
}

async function writePage({ files }: Context, path: string, page: string, force: boolean): Promise<void> {
  const kind = await files.kind(path);
  if (kind === "folder") {
    throw new UserError(`${path} is a folder.`, { fix: "Name a file in it: --out FILE" });
  }
  const isOurs = (await files.read(path))?.startsWith(MARK) ?? false;
  if (kind !== null && !isOurs && !force) {
    throw new UserError(`${path} is there already, and size-matters did not write it.`, {
      fix: "Choose another file with --out FILE, or write over it with --force.",
    });
  }
  await files.makeFolder(dirname(path));
  await files.write(path, page);
}
