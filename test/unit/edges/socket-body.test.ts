import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { askSocket } from "../../../src/edges/socket-body.ts";

const BYTES = randomBytes(9 << 20);
// On Windows an engine listens on a named pipe.
const socketIn = (folder: string, name: string): string =>
  process.platform === "win32" ? `\\\\.\\pipe\\${basename(folder)}-${name}` : join(folder, name);
const never = new AbortController().signal;
let folder: string;
let socket: string;
let server: Server;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "size-matters-test-"));
  socket = socketIn(folder, "engine");
  server = createServer((request, response) => {
    if (request.url === "/refused") response.writeHead(404).end('{"message":"no such image"}');
    else if (request.url === "/cut") {
      response.write(BYTES.subarray(0, 1 << 20));
      setTimeout(() => response.destroy(), 50);
    } else if (request.url === "/silent") request.socket.destroy();
    else if (request.url === "/slow") response.write("begun");
    else response.end(BYTES);
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

async function bytesOf(body: AsyncIterable<Buffer>, wait = async () => {}): Promise<Buffer> {
  const copies: Buffer[] = [];
  for await (const chunk of body) {
    const copy = Buffer.from(chunk);
    await wait();
    // Until the next is asked for, a chunk stays as it is.
    expect(chunk.equals(copy)).toBe(true);
    copies.push(copy);
  }
  return Buffer.concat(copies);
}

test("a body arrives whole", async () => {
  const { head, body } = await askSocket(socket, "/all", never);
  expect(head).toEqual({ status: 200, words: "" });
  expect((await bytesOf(body)).equals(BYTES)).toBe(true);
});

test("a slow reader loses nothing", async () => {
  const { body } = await askSocket(socket, "/all", never);
  expect((await bytesOf(body, () => pause(1))).equals(BYTES)).toBe(true);
});

test("a refusal comes with the engine's words", async () => {
  const { head } = await askSocket(socket, "/refused", never);
  expect(head).toEqual({ status: 404, words: '{"message":"no such image"}' });
});

test("a body that is cut short ends there", async () => {
  const { body } = await askSocket(socket, "/cut", never);
  const read = await bytesOf(body).catch((error: unknown) => error);
  if (Buffer.isBuffer(read)) expect(read.length).toBe(1 << 20);
  else expect(read).toBeInstanceOf(Error);
});

test("no answer at all is an error", async () => {
  await expect(askSocket(socket, "/silent", never)).rejects.toThrow();
});

test("no socket at all is an error", async () => {
  await expect(askSocket(socketIn(folder, "absent"), "/all", never)).rejects.toThrow("ENOENT");
});

test("an interrupt ends a body that does not go on", async () => {
  const interrupt = new AbortController();
  const { body } = await askSocket(socket, "/slow", interrupt.signal);
  const reading = bytesOf(body);
  interrupt.abort(new Error("stopped"));
  await expect(reading).rejects.toThrow("stopped");
});
