import { closeSync, constants, copyFileSync, openSync, readSync, writeSync } from "node:fs";

const BLOCK = 512;
const MOST_DOCUMENT_BYTES = 4 << 20;

/**
 * A copy of an archive whose history names no CMD. Trivy takes all layers below the last CMD but one for the base image
 * of somebody else, and looks for no secrets there (GuessBaseImageIndex in its source); in the copy it finds no such
 * place. Layers and sizes are untouched: a letter becomes a small one.
 *
 * @param {string} archive
 * @param {string} copy
 * @returns {boolean} whether there was anything to change; if not, both are the same
 */
export function copyWithoutBase(archive, copy) {
  copyFileSync(archive, copy, constants.COPYFILE_FICLONE);
  const file = openSync(copy, "r+");
  try {
    let changed = false;
    for (const { start, size } of documentsIn(file)) changed = hideCommands(file, start, size) || changed;
    return changed;
  } finally {
    closeSync(file);
  }
}

/** Where small files lie in a tar, among which the configuration is. */
function* documentsIn(file) {
  const header = Buffer.alloc(BLOCK);
  for (let place = 0; readSync(file, header, 0, BLOCK, place) === BLOCK && header[0] !== 0; ) {
    const size = sizeIn(header);
    place += BLOCK;
    if (size > 0 && size <= MOST_DOCUMENT_BYTES) yield { start: place, size };
    place += Math.ceil(size / BLOCK) * BLOCK;
  }
}

/** Octal figures, or, with the first bit set, a binary number. */
function sizeIn(header) {
  if (header[124] & 0x80) return Number(header.readBigUInt64BE(128));
  return Number.parseInt(header.toString("latin1", 124, 136), 8) || 0;
}

function hideCommands(file, start, size) {
  const document = Buffer.alloc(size);
  readSync(file, document, 0, size, start);
  const text = document.toString("latin1");
  if (!text.startsWith("{") || !text.includes('"rootfs"')) return false;
  const hidden = text.replaceAll(/("created_by":"(?:\/bin\/sh -c #\(nop\) {2})?)CMD/g, "$1cmd");
  writeSync(file, Buffer.from(hidden, "latin1"), 0, size, start);
  return hidden !== text;
}
