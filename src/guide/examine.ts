import { dirname } from "node:path";
import type { Base, Builder, Context, Engine } from "../context.ts";
import { formatBytes } from "../figures.ts";
import { engineLine } from "./tour-report.ts";

type Outside = Pick<Context, "engines" | "files" | "host" | "network">;

/** One thing the workshop needs, and whether it is here. */
export interface Finding {
  readonly id: string;
  readonly says: string;
  /** `ok`, `missing` (the workshop cannot run), or `later` (it will be fetched or made when it is needed). */
  readonly state: "ok" | "missing" | "later";
  /** What to type to mend it; null when nothing needs mending. */
  readonly fix: string | null;
}

const DISK_NEEDED = 8e9;

/** Looks at everything the workshop needs. Installs, starts and fetches nothing. */
export async function examine(outside: Outside, options: { privateOnly: boolean }): Promise<Finding[]> {
  const { engine, tried } = await outside.engines.find(options);
  const disk = await diskFinding(outside);
  const passedOver = tried
    .filter(({ reason }) => reason !== null)
    .map(({ place, reason }) => `${place}: ${reason}`);
  if (engine === null) {
    const says = ["no Docker engine answers", ...passedOver].join("\n    ");
    return [
      disk,
      {
        id: "engine",
        says,
        state: "missing",
        fix: "Start yours, or let the workshop bring one up: size-matters start",
      },
    ];
  }
  const line = `${engineLine(engine.facts, engine.ours)} at ${engine.endpoint.host}`;
  const found: Finding = { id: "engine", says: [line, ...passedOver].join("\n    "), state: "ok", fix: null };
  const { builder, finding } = await builderFinding(outside, engine);
  return [disk, found, finding, ...(await fetched(outside, engine, builder))];
}

async function builderFinding(
  outside: Outside,
  engine: Engine,
): Promise<{ builder: Builder | null; finding: Finding }> {
  const { builder, tried } = await outside.engines.findBuilder(engine);
  const passedOver = tried
    .filter(({ reason }) => reason !== null)
    .map(({ path, version, reason }) => `${path} ${version}: ${reason}`);
  const line = builder
    ? `${builder.path} ${builder.version} builds with BuildKit`
    : "no docker command here builds with BuildKit";
  const finding: Finding = {
    id: "builder",
    says: [line, ...passedOver].join("\n    "),
    state: builder ? "ok" : "missing",
    fix: builder ? null : "Install docker's buildx plugin: package docker-buildx or docker-buildx-plugin",
  };
  return { builder, finding };
}

async function fetched(
  { engines, network }: Outside,
  engine: Engine,
  builder: Builder | null,
): Promise<Finding[]> {
  const bases = await engines.presentBases(engine);
  const findings = engines.baseReferences().map((reference) => baseFinding(reference, bases));
  const port = await network.freePort();
  const portFinding: Finding = {
    id: "port",
    says: `port ${port} is free for the cat app`,
    state: "ok",
    fix: null,
  };
  if (builder === null || findings.every(({ state }) => state === "ok")) return [...findings, portFinding];
  const refusal = await engines.registryRefusal(engine);
  const standIns = engine.ours ? "; stand-ins will be made from Debian packages" : "";
  const registry: Finding = {
    id: "registry",
    says:
      refusal === null
        ? "the registry of the base images answers"
        : `the registry cannot be reached (${refusal})${standIns}`,
    state: refusal === null ? "ok" : engine.ours ? "later" : "missing",
    fix:
      refusal === null || engine.ours
        ? null
        : "Connect the engine to a registry, or add --private-engine for stand-ins",
  };
  return [...findings, portFinding, registry];
}

function baseFinding(reference: string, bases: readonly Base[]): Finding {
  const base = bases.find((candidate) => candidate.reference === reference);
  if (base === undefined) {
    return {
      id: `base ${reference}`,
      says: `${reference} is not here yet`,
      state: "later",
      fix: "size-matters prepare",
    };
  }
  return {
    id: `base ${reference}`,
    says: `${reference} is here${base.standIn ? " (stand-in)" : ""}`,
    state: "ok",
    fix: null,
  };
}

async function diskFinding({ files, host }: Outside): Promise<Finding> {
  let folder = host.dataFolder;
  while (!(await files.exists(folder)) && dirname(folder) !== folder) folder = dirname(folder);
  const free = await files.freeBytes(folder);
  const enough = free >= DISK_NEEDED;
  return {
    id: "disk",
    says: `${formatBytes(free)} free for ${folder}; the workshop needs up to ${formatBytes(DISK_NEEDED)}`,
    state: enough ? "ok" : "missing",
    fix: enough ? null : "Make room: docker system df shows what the engine holds",
  };
}
