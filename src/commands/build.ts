import type { BuildResult, Context } from "../context.ts";
import { formatBytes, formatSeconds } from "../figures.ts";
import { type EngineOptions, openWorkshop } from "../guide/bring-up.ts";
import { pageOf } from "../guide/lab-page.ts";
import { buildOwn, type OwnImage, ownImage } from "../guide/own-image.ts";
import { inWorkspace } from "../guide/workspace.ts";

export interface BuildOptions extends EngineOptions {
  readonly workspace?: string;
  readonly json?: boolean;
}

/** Builds the learner's image and prints the docker command for it. Exit code 1 when the build fails. */
export async function build(ctx: Context, options: BuildOptions): Promise<number> {
  const own = await ownImage(ctx, options.workspace);
  const { workspace, tag } = own;
  return inWorkspace(ctx, workspace, async () => {
    const workshop = await openWorkshop(ctx, workspace, options);
    const { screen } = ctx;
    const built = await buildOwn(ctx, workshop, own, (line) => screen.say(line));
    const facts = built.ok ? await workshop.engine.docker.image(tag) : null;
    const standIns = workshop.bases.some(({ standIn }) => standIn);
    screen.say();
    screen.say(`The command was:\n${built.command}`);
    screen.say();
    screen.say(built.ok ? success(tag, built, facts?.size ?? 0, standIns) : failure(built));
    if (built.ok && hasPage(own)) screen.say("See the cat: size-matters open");
    if (options.json) screen.result(document(tag, built, facts?.size ?? null, standIns));
    return built.ok ? 0 : 1;
  });
}

function hasPage({ lab }: OwnImage): boolean {
  return lab === null || pageOf(lab) !== null;
}

function success(tag: string, { seconds }: BuildResult, size: number, standIns: boolean): string {
  const base = standIns ? ", on a stand-in base" : "";
  return `Built ${tag} in ${formatSeconds(seconds)}: ${formatBytes(size)} by the engine's count${base}.`;
}

function failure({ seconds }: BuildResult): string {
  return `The build failed after ${formatSeconds(seconds)}. The builder's words stand above; mend the Dockerfile and type: size-matters build`;
}

function document(tag: string, built: BuildResult, engineBytes: number | null, standIns: boolean): object {
  const { ok, seconds, command } = built;
  const image = built.ok ? { id: built.imageId, tag, engineBytes, standIns } : null;
  return { schemaVersion: 1, built: ok, image, seconds, command, words: built.ok ? null : built.words };
}
