const BLOCK = 512;
const ZEROS = Buffer.alloc(BLOCK);
/** The size field holds eleven octal figures. */
const MOST_BYTES = 8 ** 11 - 1;

/** Two empty blocks end a tar. */
export const END_OF_TAR = Buffer.alloc(2 * BLOCK);

/**
 * The header of one entry.
 *
 * @param {{ name: string, size?: number, folder?: boolean }} entry names have at most 100 bytes
 */
export function headerOf({ name, size = 0, folder = false }) {
  if (Buffer.byteLength(name) > 100 || size > MOST_BYTES)
    throw new Error(`no header holds ${name} of ${size} bytes`);
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  header.write(folder ? "0000755" : "0000644", 100);
  for (const owner of [108, 116]) header.write("0000000", owner);
  header.write(size.toString(8).padStart(11, "0"), 124);
  header.write("14371573000", 136);
  header.write(" ".repeat(8), 148);
  header.write(folder ? "5" : "0", 156);
  header.write("ustar", 257);
  header.write("00", 263);
  header.write(checksumOf(header), 148);
  return header;
}

function checksumOf(header) {
  let sum = 0;
  for (const byte of header) sum += byte;
  return `${sum.toString(8).padStart(6, "0")}\u0000 `;
}

/** What fills the last block of a body. @param {number} size */
export const paddingOf = (size) => ZEROS.subarray(0, (BLOCK - (size % BLOCK)) % BLOCK);

/** How many bytes an entry takes, header and padding and all. @param {number} size */
export const spaceFor = (size) => BLOCK + size + paddingOf(size).length;
