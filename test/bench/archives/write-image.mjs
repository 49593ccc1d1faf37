import { createHash } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { entriesOf } from "./plan.mjs";
import { END_OF_TAR, headerOf, paddingOf, spaceFor } from "./tar.mjs";
import { textOf } from "./text.mjs";

const CHUNK_BYTES = 1 << 20;

/**
 * Writes a generated image as `docker save` does: a folder for each layer, its configuration and the manifest last.
 * Only one chunk of it is in memory.
 *
 * @param {string} path
 * @param {import("./plan.mjs").Plan} plan
 */
export function writeImage(path, plan) {
  const out = bufferedFile(path);
  const diffIds = plan.layers.map((_, layer) => writeLayer(out, plan, layer));
  const config = configOf(diffIds);
  const name = `${createHash("sha256").update(config).digest("hex")}.json`;
  writeDocument(out, name, config);
  const layers = diffIds.map((_, layer) => `${layer}/layer.tar`);
  const manifest = [{ Config: name, RepoTags: ["size-matters-bench:generated"], Layers: layers }];
  writeDocument(out, "manifest.json", JSON.stringify(manifest));
  out.write(END_OF_TAR);
  out.end();
}

/** Returns its diff id. */
function writeLayer(out, plan, layer) {
  let size = END_OF_TAR.length;
  for (const entry of entriesOf(plan, layer)) size += spaceFor(entry.size ?? 0);
  out.write(headerOf({ name: `${layer}/`, folder: true }));
  out.write(headerOf({ name: `${layer}/layer.tar`, size }));
  const hash = createHash("sha256");
  out.tee(hash);
  for (const entry of entriesOf(plan, layer)) {
    out.write(headerOf(entry));
    if (entry.size) for (const piece of textOf(entry.index, entry.size)) out.write(piece);
    out.write(paddingOf(entry.size ?? 0));
  }
  out.write(END_OF_TAR);
  out.tee(null);
  out.write(paddingOf(size));
  return `sha256:${hash.digest("hex")}`;
}

function writeDocument(out, name, text) {
  const body = Buffer.from(text);
  for (const part of [headerOf({ name, size: body.length }), body, paddingOf(body.length)]) out.write(part);
}

function configOf(diffIds) {
  const created = "2026-01-01T00:00:00Z";
  return JSON.stringify({
    architecture: "amd64",
    os: "linux",
    created,
    config: { User: "1001", Env: ["PATH=/usr/bin:/bin"], Cmd: ["/bin/true"] },
    rootfs: { type: "layers", diff_ids: diffIds },
    history: diffIds.map((_, layer) => ({ created, created_by: `RUN generate layer ${layer} # buildkit` })),
  });
}

/** A file written in large chunks; `tee` gives all that follows to a hash, too. */
function bufferedFile(path) {
  const file = openSync(path, "w");
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let [filled, hash] = [0, null];
  const flush = () => {
    const piece = chunk.subarray(0, filled);
    hash?.update(piece);
    for (let done = 0; done < filled; ) done += writeSync(file, piece, done);
    filled = 0;
  };
  return {
    write: (bytes) => {
      for (let rest = bytes; rest.length > 0; ) {
        const copied = rest.copy(chunk, filled);
        filled += copied;
        rest = rest.subarray(copied);
        if (filled === CHUNK_BYTES) flush();
      }
    },
    tee: (next) => {
      flush();
      hash = next;
    },
    end: () => {
      flush();
      closeSync(file);
    },
  };
}
