import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { type EngineOptions, openWorkshop } from "../guide/bring-up.ts";
import { pageOf } from "../guide/lab-page.ts";
import { ownImage } from "../guide/own-image.ts";

export interface OpenOptions extends EngineOptions {
  readonly workspace?: string;
  readonly json?: boolean;
}

/** Runs the learner's image and opens its page in a browser, or prints the address where there is none. */
export async function open(ctx: Context, options: OpenOptions): Promise<number> {
  const { workspace, tag, lab } = await ownImage(ctx, options.workspace);
  const page = lab ? pageOf(lab) : {};
  if (page === null) {
    throw new UserError("The app of this lab has no page: it prints.", {
      fix: `Run it, and end it with Ctrl-C: docker run --rm --init -it ${tag}`,
    });
  }
  const workshop = await openWorkshop(ctx, workspace, options);
  if ((await workshop.engine.docker.image(tag)) === null) {
    throw new UserError(`There is no image ${tag} yet.`, { fix: "Build it: size-matters build" });
  }
  const address = await ctx.engines.serveApp(workshop, tag, page);
  const opened = await ctx.processes.openBrowser(address);
  ctx.screen.say(opened ? `The cat is at ${address}` : `Open this address in a browser: ${address}`);
  const remote = remoteHost(workshop.engine.endpoint.host);
  if (remote !== null)
    ctx.screen.say(`The engine is on ${remote}; bring its port here first: ${forward(remote, address)}`);
  if (options.json) ctx.screen.result({ schemaVersion: 1, address, opened });
  return 0;
}

/** The machine an engine runs on when it is not this one. */
function remoteHost(host: string): string | null {
  const [, kind, rest = ""] = /^(\w+):\/\/([^/]*)/.exec(host) ?? [];
  return kind === "ssh" || kind === "tcp" ? rest : null;
}

function forward(remote: string, address: string): string {
  const { port } = new URL(address);
  return `ssh -N -L ${port}:127.0.0.1:${port} ${remote.replace(/:\d+$/, "")}`;
}
