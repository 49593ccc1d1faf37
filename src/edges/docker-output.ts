import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { finished } from "node:stream/promises";
import type Docker from "dockerode";
import type { ExecResult } from "../context.ts";
import { absentIsNull } from "./docker.ts";

/** Runs a command in a running container. */
export async function exec(
  docker: Docker,
  container: string,
  command: readonly string[],
  signal: AbortSignal,
): Promise<ExecResult> {
  signal.throwIfAborted();
  const call = await docker
    .getContainer(container)
    .exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true });
  const stream = await call.start({ hijack: true, stdin: false });
  const [out, err] = [new PassThrough(), new PassThrough()];
  docker.modem.demuxStream(stream, out, err);
  const stop = () => stream.destroy(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  // It may have been aborted while the engine was asked.
  if (signal.aborted) stop();
  const ended = finished(stream, { writable: false }).finally(() => {
    signal.removeEventListener("abort", stop);
    out.end();
    err.end();
  });
  const [stdout, stderr] = await Promise.all([text(out), text(err), ended]);
  const { ExitCode } = await call.inspect();
  return { exitCode: ExitCode ?? -1, stdout, stderr };
}

/** The last lines of both streams, in order of time as the engine kept them. */
export async function logs(docker: Docker, container: string, lines: number): Promise<string> {
  const found = await absentIsNull(() =>
    docker.getContainer(container).logs({ stdout: true, stderr: true, tail: lines }),
  );
  return found === null ? "" : Buffer.concat(piecesOf(found).map(({ piece }) => piece)).toString("utf8");
}

/** All that a container has printed. */
export async function output(
  docker: Docker,
  container: string,
): Promise<Pick<ExecResult, "stdout" | "stderr">> {
  const pieces = piecesOf(await docker.getContainer(container).logs({ stdout: true, stderr: true }));
  const of = (wanted: number) =>
    Buffer.concat(pieces.filter(({ stream }) => stream === wanted).map(({ piece }) => piece)).toString(
      "utf8",
    );
  return { stdout: of(STDOUT), stderr: of(STDERR) };
}

const [STDOUT, STDERR] = [1, 2];

/** The pieces of a multiplexed log, each behind a header of 8 bytes. https://docs.docker.com/reference/api/engine/ (attach) */
function piecesOf(log: Buffer): { stream: number; piece: Buffer }[] {
  const pieces: { stream: number; piece: Buffer }[] = [];
  let at = 0;
  while (at + 8 <= log.length) {
    const length = log.readUInt32BE(at + 4);
    pieces.push({ stream: log.readUInt8(at), piece: log.subarray(at + 8, at + 8 + length) });
    at += 8 + length;
  }
  return pieces;
}
