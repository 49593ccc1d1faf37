/**
 * What a generated image holds. Its files are numbered through all layers; each layer takes away the first files of the
 * one below.
 *
 * @typedef {object} Plan
 * @property {readonly { files: number, removes: number }[]} layers
 * @property {(index: number) => number} bytesOf the size of a file
 */

const FILES_IN_FOLDER = 100;

/** Files of a kilobyte, about, spread evenly, and a tenth of them removed. @returns {Plan} */
export function evenPlan({ files, layers = 50, bytesOf = smallFile }) {
  const share = (whole, part, parts) =>
    Math.floor((whole * (part + 1)) / parts) - Math.floor((whole * part) / parts);
  return {
    bytesOf,
    layers: Array.from({ length: layers }, (_, index) => ({
      files: share(files, index, layers),
      removes: index === 0 ? 0 : share(files / 10, index - 1, layers - 1),
    })),
  };
}

/** @param {number} index */
export const smallFile = (index) => 100 + ((index * 7919) % 1900);

/** What a right answer says of the image. @param {Plan} plan */
export function truthOf({ layers, bytesOf }) {
  const truth = { layers: layers.length, files: 0, bytes: 0, wastedBytes: 0 };
  let first = 0;
  for (const [index, { files }] of layers.entries()) {
    const removed = layers[index + 1]?.removes ?? 0;
    for (let number = 0; number < files; number++) {
      truth.bytes += bytesOf(first + number);
      if (number < removed) truth.wastedBytes += bytesOf(first + number);
    }
    truth.files += files - removed;
    first += files;
  }
  return truth;
}

/**
 * The entries of one layer in the order of its tar.
 *
 * @param {Plan} plan
 * @param {number} layer
 * @returns {Generator<{ name: string, size?: number, folder?: boolean, index?: number }>}
 */
export function* entriesOf({ layers, bytesOf }, layer) {
  yield { name: "srv/", folder: true };
  yield* inFolders(layer - 1, layers[layer].removes, (number) => ({ name: `.wh.file-${number}.txt` }));
  const first = layers.slice(0, layer).reduce((sum, { files }) => sum + files, 0);
  yield* inFolders(layer, layers[layer].files, (number) => {
    const index = first + number;
    return { name: `file-${number}.txt`, size: bytesOf(index), index };
  });
}

function* inFolders(layer, count, entryOf) {
  if (count > 0) yield { name: `srv/layer-${layer}/`, folder: true };
  for (let number = 0; number < count; number++) {
    const folder = `srv/layer-${layer}/${Math.floor(number / FILES_IN_FOLDER)}/`;
    if (number % FILES_IN_FOLDER === 0) yield { name: folder, folder: true };
    const entry = entryOf(number);
    yield { ...entry, name: folder + entry.name };
  }
}
