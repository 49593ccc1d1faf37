import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import type { Context, Engine, ToolboxJob, ToolSaid } from "../context.ts";
import { certificateBundle } from "./certificates.ts";
import { labelled, ROLE_LABEL, SHARED } from "./labels.ts";
import { proxyEnvironment } from "./proxies.ts";
import { runInToolbox } from "./toolbox-run.ts";

type Outside = Pick<Context, "files" | "host" | "signal">;

const ROLE = "tool-cache";
const CERTIFICATES = "certificates.pem";

/** Which volume holds the cache, and what the tool wrote down of it. */
const filled = z.object({ volume: z.string(), written: z.string() });

/**
 * Does a job with the network, whose tool fills a cache and writes down what it filled it with. When it succeeds, the
 * cache takes the place of an older one; else nothing changes.
 */
export async function fillToolCache(
  outside: Outside,
  engine: Engine,
  folder: string,
  job: ToolboxJob,
): Promise<ToolSaid> {
  const { docker } = engine;
  const volume = `size-matters-${ROLE}-${randomBytes(3).toString("hex")}`;
  await docker.ensureVolume(volume, labelled(SHARED, ROLE));
  let isFilled = false;
  try {
    const said = await runInToolbox(outside, engine, await withNetwork(outside, volume, folder, job));
    isFilled = said.exitCode === 0 && said.written !== null;
    if (isFilled) await remember(outside, engine, { volume, written: said.written ?? "" });
    return said;
  } finally {
    if (!isFilled) await docker.removeVolume(volume);
  }
}

/** The cache that was filled last, and what was written down; null where there is none. */
export async function filledToolCache(
  outside: Pick<Outside, "files" | "host">,
  engine: Engine,
): Promise<z.infer<typeof filled> | null> {
  const text = await outside.files.read(memoryOf(outside, engine));
  const { data } = filled.safeParse(JSON.parse(text ?? "null"));
  if (data === undefined) return null;
  const there = await engine.docker.listVolumes(`${ROLE_LABEL}=${ROLE}`);
  return there.some(({ name }) => name === data.volume) ? data : null;
}

/** The machine's own certificates go with it: some networks intercept TLS. */
async function withNetwork(
  outside: Outside,
  volume: string,
  folder: string,
  job: ToolboxJob,
): Promise<ToolboxJob> {
  const { files, host } = outside;
  const bundle = await certificateBundle(outside);
  const certificates = bundle && (await files.read(bundle));
  return {
    ...job,
    ...{ online: true, cache: { volume, folder } },
    env: [
      ...(job.env ?? []),
      ...proxyEnvironment(host.env),
      ...(certificates ? [`SSL_CERT_FILE=/work/${CERTIFICATES}`] : []),
    ],
    files: { ...job.files, ...(certificates ? { [CERTIFICATES]: certificates } : {}) },
  };
}

/** The older ones go, but for one that a tool reads just now: it goes the next time. */
async function remember(outside: Outside, engine: Engine, cache: z.infer<typeof filled>): Promise<void> {
  const { files, host } = outside;
  await files.makeFolder(join(host.dataFolder, "tool-caches"), 0o711);
  await files.write(memoryOf(outside, engine), JSON.stringify(cache));
  const all = await engine.docker.listVolumes(`${ROLE_LABEL}=${ROLE}`);
  const older = all.filter(({ name }) => name !== cache.volume);
  await Promise.allSettled(older.map(({ name }) => engine.docker.removeVolume(name)));
}

/** One file for each engine. */
function memoryOf({ host }: Pick<Outside, "host">, { facts }: Engine): string {
  const name = createHash("sha256").update(facts.id).digest("hex").slice(0, 16);
  return join(host.dataFolder, "tool-caches", `${name}.json`);
}
