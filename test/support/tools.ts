import { join } from "node:path";
import type { Engines, ToolPlace, Tools } from "../../src/context.ts";
import { connectDocker } from "../../src/edges/docker.ts";
import { diskFiles } from "../../src/edges/files.ts";
import { network } from "../../src/edges/network.ts";
import { processes, runProgram } from "../../src/edges/processes.ts";
import { dockerEngines } from "../../src/engine/engines.ts";
import { ensureMirror } from "../../src/engine/mirror.ts";
import { knownTools } from "../../src/tools/tools.ts";
import { home } from "./engine.ts";
import { fakeHost } from "./fakes.ts";
import { root } from "./references.ts";

interface OnTestEngine {
  readonly tools: Tools;
  readonly place: ToolPlace;
  readonly engines: Engines;
  /** The registry that the engine asks first, which does not run until somebody needs it. Gives its `host:port`. */
  readonly mirror: () => Promise<string>;
}

/** The tools as the program has them on the tests' own engine, and where they run. */
export async function toolsOnTestEngine(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<OnTestEngine> {
  const outside = {
    ...{ files: diskFiles, run: runProgram, processes, network, connect: connectDocker },
    host: fakeHost({
      ...{ env, home, cwd: home, packageFolder: root, uid: process.getuid?.() ?? -1 },
      ...{ dataFolder: join(home, "data", "size-matters"), cacheFolder: join(home, "cache", "size-matters") },
    }),
    signal: new AbortController().signal,
  };
  const engines = dockerEngines(outside);
  const { engine } = await engines.find({ privateOnly: true });
  if (!engine) throw new Error("the tests' engine does not answer");
  const place = { engine, bases: await engines.presentBases(engine) };
  const mirror = () => ensureMirror(outside);
  return { tools: knownTools({ ...outside, engines }), place, engines, mirror };
}
