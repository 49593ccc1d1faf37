import type { Engines, Machine } from "../context.ts";
import { BASES, presentBases, provideBases, registryRefusal } from "./bases.ts";
import { bringUp, planBringUp } from "./bring-up.ts";
import { buildImage } from "./build-image.ts";
import { itemsToClean } from "./clean.ts";
import { startFeed } from "./feed.ts";
import { findBuilder } from "./find-builder.ts";
import { findEngine } from "./find-engine.ts";
import { guarded } from "./guarded-docker.ts";
import { healthOf } from "./health.ts";
import { withArchive } from "./image-archive.ts";
import { imageBytes } from "./image-bytes.ts";
import { askWithKey } from "./keyed-app.ts";
import { presentLabBase, provideLabBase } from "./lab-base.ts";
import { lendToken } from "./lend-token.ts";
import { serveApp } from "./run-app.ts";
import { askApp, runApp, runCommand } from "./running-app.ts";
import { filledToolCache, fillToolCache } from "./tool-cache.ts";
import { presentToolbox, toolboxImage } from "./toolbox-image.ts";
import { inToolbox, runInToolbox, showInToolbox } from "./toolbox-run.ts";
import { fetchVendorImage, presentVendorImage, recordVendorImage } from "./vendor-image.ts";

/** The door of this room: everything that others may ask of engines. */
export function dockerEngines(outside: Machine): Engines {
  return {
    until: (signal) => dockerEngines({ ...outside, signal: AbortSignal.any([outside.signal, signal]) }),
    find: (options) => findEngine(outside, options),
    plan: (options) => planBringUp(outside, options),
    bringUp: (plan, report) => bringUp(outside, plan, report),
    findBuilder: (engine, options) => findBuilder(outside, engine, options),
    provideBases: (engine, builder, report) => provideBases(outside, engine, builder, report),
    provideLabBase: (workshop, base, report) => provideLabBase(outside, workshop, base, report),
    presentBases,
    presentLabBase,
    baseReferences: () => Object.values(BASES),
    registryRefusal: (engine) => registryRefusal(outside, engine),
    startFeed: (engine, builder, bases, secrets, report) =>
      startFeed(outside, engine, builder, bases, secrets, report),
    makeToolbox: (workshop, report) => toolboxImage(outside, workshop, report),
    presentToolbox: (engine, bases) => presentToolbox(outside, { engine, bases }),
    presentVendorImage: (engine, references) => presentVendorImage(outside, engine, references),
    recordVendorImage: (image) => recordVendorImage(outside, image),
    fetchVendorImage: (engine, references, report) => fetchVendorImage(outside, engine, references, report),
    runInToolbox: (engine, job, tell) => runInToolbox(outside, engine, job, tell),
    fillToolCache: (engine, folder, job) => fillToolCache(outside, engine, folder, job),
    filledToolCache: (engine) => filledToolCache(outside, engine),
    inToolbox: (engine, job, work) => inToolbox(outside, engine, job, work),
    showInToolbox: (engine, builder, job) => showInToolbox(outside, engine, builder, job),
    build: (workshop, request) => buildImage(outside, workshop, request),
    askApp: (workshop, image) => askApp(outside, workshop, image),
    runApp: (workshop, image, options) => runApp(outside, workshop, image, options),
    runCommand: (workshop, image, command) => runCommand(outside, workshop, image, command),
    askWithKey: (workshop, image, place) => askWithKey(outside, workshop, image, place),
    healthOf: (workshop, image, startedBy) => healthOf(outside, workshop, image, startedBy),
    lendToken: (workshop, work) => lendToken(outside, workshop, work),
    serveApp: (workshop, image, page) => serveApp(outside, workshop, image, page),
    moved: async (engine, endpoint) => ({
      ...engine,
      endpoint,
      docker: guarded(await outside.connect(endpoint), endpoint),
    }),
    itemsToClean: (options) => itemsToClean(outside, options),
    withArchive: (engine, imageId, work) => withArchive(outside, engine, imageId, work),
    imageBytes: (engine, imageId) => imageBytes(outside, engine, imageId),
  };
}
