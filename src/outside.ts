import { homedir } from "node:os";
import envPaths from "env-paths";
import type { Context, Host, Screen } from "./context.ts";
import { prompts } from "./edges/ask.ts";
import { connectDocker } from "./edges/docker.ts";
import { diskFiles } from "./edges/files.ts";
import { keyboard } from "./edges/keys.ts";
import { network } from "./edges/network.ts";
import { processes, runProgram } from "./edges/processes.ts";
import { progress } from "./edges/tasks.ts";
import { watchFolder } from "./edges/watch.ts";
import { dockerEngines } from "./engine/engines.ts";
import { knownTools } from "./tools/tools.ts";

/** What the program itself is. */
type OwnPackage = Pick<Host, "packageFolder" | "version">;

/** The outside world, made real. Edges, engine and tools meet here and nowhere else. */
export function realContext({
  screen,
  signal,
  package: own,
}: {
  screen: Screen;
  signal: AbortSignal;
  package: OwnPackage;
}): Context {
  const outside = {
    files: diskFiles,
    run: runProgram,
    processes,
    network,
    connect: connectDocker,
    host: thisHost(own),
    signal,
  };
  const engines = dockerEngines(outside);
  return {
    ...outside,
    screen,
    ask: prompts(screen, signal),
    keys: keyboard(screen.accessible),
    watch: watchFolder,
    tasks: progress(screen, signal),
    engines,
    tools: knownTools({ ...outside, engines }),
  };
}

function thisHost(own: OwnPackage): Host {
  const folders = envPaths("size-matters", { suffix: "" });
  return {
    platform: process.platform,
    env: process.env,
    home: homedir(),
    cwd: process.cwd(),
    uid: process.getuid?.() ?? -1,
    dataFolder: folders.data,
    cacheFolder: folders.cache,
    nodeVersion: process.version,
    ...own,
  };
}
