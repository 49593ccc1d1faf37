import { closeSync, constants, createReadStream, fstatSync, openSync, readSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { createGunzip } from "node:zlib";

/** One line of a recipe: bytes of the tar as they are (2), or the body of a file (1). */
interface Line {
  readonly type: 1 | 2;
  /** Base64; of a file only its checksum. */
  readonly payload: string | null;
  readonly name?: string;
  /** Base64, for a name that is no UTF-8. */
  readonly name_raw?: string;
  readonly size?: number;
}

const CHUNK_BYTES = 1 << 20;

/**
 * The very tar that a layer came as, put together again from Docker's recipe for it (`tar-split.json.gz`, see
 * https://github.com/vbatts/tar-split) and the files of the layer's folder, in chunks of 1 MiB that are reused: each is
 * good until the next is asked for. Rejects when a file is not as the recipe says.
 */
export async function* splitTar(recipe: string, folder: string): AsyncGenerator<Buffer> {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const root = realpathSync(folder);
  const inside = insideChecker(root);
  let filled = 0;
  for await (const line of linesOf(recipe)) {
    if (line.type === 2) {
      for (let rest = Buffer.from(line.payload ?? "", "base64"); rest.length > 0; ) {
        const copied = rest.copy(chunk, filled);
        rest = rest.subarray(copied);
        filled += copied;
        if (filled < CHUNK_BYTES) continue;
        yield chunk;
        filled = 0;
      }
    } else if ((line.size ?? 0) > 0) {
      const body = openBody(root, line, inside);
      try {
        for (let left = body.bytes; left > 0; ) {
          const read = readSync(body.file, chunk, filled, Math.min(left, CHUNK_BYTES - filled), null);
          if (read === 0) throw new Error(`${body.name} ends too early`);
          left -= read;
          filled += read;
          if (filled < CHUNK_BYTES) continue;
          yield chunk;
          filled = 0;
        }
      } finally {
        closeSync(body.file);
      }
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}

async function* linesOf(recipe: string): AsyncGenerator<Line> {
  let rest = "";
  for await (const text of createReadStream(recipe).pipe(createGunzip()).setEncoding("utf8")) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line !== "") yield JSON.parse(line) as Line;
  }
  if (rest !== "") yield JSON.parse(rest) as Line;
}

function openBody(root: string, line: Line, inside: (folder: string) => boolean) {
  const name = line.name ?? Buffer.from(line.name_raw ?? "", "base64").toString("latin1");
  // A name that is no UTF-8 is found by its bytes.
  const path = line.name === undefined ? rawPath(root, line.name_raw ?? "") : join(root, name);
  if (!inside(dirname(path.toString()))) throw new Error(`${name} does not lie in its layer`);
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  const { size } = fstatSync(file);
  if (size === line.size) return { name, file, bytes: size };
  closeSync(file);
  throw new Error(`${name} has ${size} bytes and not ${line.size}`);
}

function rawPath(root: string, nameRaw: string): Buffer {
  return Buffer.concat([Buffer.from(`${root}/`), Buffer.from(nameRaw, "base64")]);
}

/** A layer may hold a link in place of a folder: followed, it would lead out to files of this machine. */
function insideChecker(root: string): (folder: string) => boolean {
  const known = new Map<string, boolean>();
  return (folder) => {
    let inside = known.get(folder);
    if (inside === undefined) {
      inside = (folder === root || folder.startsWith(`${root}/`)) && realpathSync(folder) === folder;
      known.set(folder, inside);
    }
    return inside;
  };
}
