import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import type { Needle } from "../image/image-reading.ts";

type Outside = Pick<Context, "files">;

/** The name of a given value in what is found. */
const RULE = "find";
const MOST_BYTES = 64 << 10;
const SHORTEST = 4;

/**
 * The values to look for, each the content of a file (`-` is standard input) without the line end behind it. From a
 * file, because a value on a command line stands in the process list and in the shell's history.
 * @throws UserError for a file that is not there, or holds too little or too much
 */
export async function readNeedles(outside: Outside, paths: readonly string[]): Promise<Needle[]> {
  const needles: Needle[] = [];
  for (const path of paths) needles.push({ rule: RULE, value: await valueIn(outside, path) });
  return needles;
}

async function valueIn({ files }: Outside, path: string): Promise<Buffer> {
  const source = path === "-" ? files.standardInput() : files.stream(path);
  if (path !== "-" && (await files.kind(path)) !== "file") {
    throw new UserError(`There is no file ${path} with a value to look for.`, {
      fix: "Write the value into a file and name that: --find FILE",
    });
  }
  const value = withoutLineEnd(await collected(source ?? [], path));
  if (value.length >= SHORTEST) return value;
  throw new UserError(`The value to look for in ${path} is too short: ${value.length} bytes.`, {
    fix: `Give a value of at least ${SHORTEST} bytes; shorter ones stand everywhere by chance.`,
  });
}

async function collected(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  path: string,
): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const part of source) {
    parts.push(part);
    total += part.length;
    if (total > MOST_BYTES) {
      throw new UserError(`The value to look for in ${path} is longer than ${MOST_BYTES} bytes.`, {
        fix: "Give a file that holds the secret and nothing else.",
      });
    }
  }
  return Buffer.concat(parts);
}

function withoutLineEnd(value: Buffer): Buffer {
  const end = value.at(-1) !== 0x0a ? value.length : value.length - (value.at(-2) === 0x0d ? 2 : 1);
  return value.subarray(0, end);
}
