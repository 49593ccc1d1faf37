import { connect } from "node:net";

const SLOTS = 8;
const SLOT_BYTES = 256 << 10;
const LONGEST_HEAD = 64 << 10;

/** What a server said before its body. */
interface Head {
  readonly status: number;
  /** The body of a refusal; empty for a good answer. */
  readonly words: string;
}

/** An answer whose body is given in chunks, each good until the next is asked for. */
export interface SocketAnswer {
  readonly head: Head;
  readonly body: AsyncIterable<Buffer>;
}

/**
 * Asks a server on a Unix socket or a named pipe, and gives its body as it lies in the kernel's buffers. For images of gigabytes:
 * Node's own client takes the chunks of HTTP/1.1 apart and makes a new object for each 32 kB, which costs as much as to
 * read what is in them. HTTP/1.0 has no chunks: the body ends with the connection.
 * https://www.rfc-editor.org/rfc/rfc1945#section-7.2.2
 * @throws Error when the connection fails
 */
export async function askSocket(
  socketPath: string,
  path: string,
  signal: AbortSignal,
): Promise<SocketAnswer> {
  const chunks = socketChunks(socketPath, `GET ${path} HTTP/1.0\r\nHost: docker\r\n\r\n`, signal);
  const body = chunks[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  for (let end = -1; end < 0; end = head.indexOf("\r\n\r\n")) {
    const { value, done } = await body.next();
    if (done || head.length > LONGEST_HEAD)
      throw new Error("the engine closed the connection without an answer");
    head = Buffer.concat([head, value]);
  }
  const at = head.indexOf("\r\n\r\n") + 4;
  const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(head.toString("latin1", 0, at))?.[1] ?? 0);
  const rest = withFirst(head.subarray(at), body);
  return { head: { status, words: status === 200 ? "" : await textOf(rest) }, body: rest };
}

async function* withFirst(first: Buffer, others: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (first.length > 0) yield first;
    yield* { [Symbol.asyncIterator]: () => others };
  } finally {
    await others.return?.();
  }
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  let text = "";
  for await (const chunk of body) if (text.length < LONGEST_HEAD) text += chunk.toString();
  return text;
}

/** Reads into slots, each of which is used again once its bytes were taken and another was asked for. */
async function* socketChunks(path: string, request: string, signal: AbortSignal): AsyncGenerator<Buffer> {
  const slots = Array.from({ length: SLOTS }, () => Buffer.allocUnsafe(SLOT_BYTES));
  const filled: Buffer[] = [];
  let next = 0;
  let ended = false;
  let failure: Error | undefined;
  let wake = (): void => {};
  const take = (bytes: number, slot: Uint8Array): boolean => {
    filled.push(Buffer.from(slot.buffer, slot.byteOffset, bytes));
    next = (next + 1) % SLOTS;
    wake();
    // One slot is the reader's, and one is to be filled when it goes on.
    return filled.length < SLOTS - 2;
  };
  const socket = connect({ path, signal, onread: { buffer: () => slots[next] as Buffer, callback: take } });
  socket.once("error", (error) => {
    failure = error;
  });
  socket.once("close", () => {
    ended = true;
    wake();
  });
  socket.write(request);
  try {
    while (filled.length > 0 || !ended) {
      const chunk = filled.shift();
      if (chunk) yield chunk;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      socket.resume();
    }
    signal.throwIfAborted();
    if (failure) throw failure;
  } finally {
    socket.destroy();
  }
}
