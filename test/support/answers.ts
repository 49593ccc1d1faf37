import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { docker, socket } from "./engine.ts";

const run = promisify(execFile);

/** The answers to a lab's questions, in their order, found as a learner finds them: by docker and tar. */
export const ANSWERS: Readonly<Record<string, (id: string) => Promise<string[]>>> = {
  naive: async (id) => {
    const layers = await docker(
      "image",
      "inspect",
      "-f",
      "{{len .RootFS.Layers}}",
      `size-matters/${id}:naive`,
    );
    return [layers, await largestRow(`size-matters/${id}:naive`), "environment, history and configuration"];
  },
  layers: async (id) => [
    await wordIn(`size-matters/${id}:riddle`),
    "COPY note.txt /srv/",
    "RUN rm /srv/note.txt",
  ],
  "alpine-or-not": async (id) => [
    `${await docker("image", "inspect", "-f", "{{.Size}}", "python:3.13-slim")} bytes`,
    await compiledFiles(`size-matters/${id}:alpine-or-not`),
    "false",
    "false",
    "true",
  ],
};

/** The labs whose files must be mended before their questions are answered. */
export const MENDED_FIRST: ReadonlySet<string> = new Set(["alpine-or-not"]);

/** How many compiled files of packages lie below /app. */
async function compiledFiles(image: string): Promise<string> {
  const find = ["find", image, "/app", "-type", "f", "-name", "*.so"];
  const names = await docker("run", "--rm", "--entrypoint", ...find);
  return String(names.split("\n").length);
}

/** The instruction behind the largest row that is not the base's. */
async function largestRow(image: string): Promise<string> {
  const history = async (name: string) =>
    (
      await docker("history", "--no-trunc", "--human=false", "--format", "{{.Size}}\t{{.CreatedBy}}", name)
    ).split("\n");
  const [rows, base] = [await history(image), await history("python:3.13")];
  const own = rows.slice(0, rows.length - base.length).map((row) => row.split("\t"));
  const [largest] = own.sort(([a], [b]) => Number(b) - Number(a));
  return (largest?.[1] ?? "").replace(/^RUN .*?\/bin\/sh -c /, "RUN ").replace(/ # buildkit$/, "");
}

/** Saves the image, and reads the file in the layer that brought it. */
async function wordIn(image: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "riddle-"));
  try {
    const save = `docker save ${image} | tar -x`;
    await run("sh", ["-c", save], { cwd: folder, env: { ...process.env, DOCKER_HOST: `unix://${socket}` } });
    const [{ Layers }] = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
    for (const layer of Layers) {
      const found = await run("tar", ["-xOf", join(folder, layer), "srv/note.txt"]).catch(() => null);
      if (found) return found.stdout.trim();
    }
    throw new Error("no layer holds srv/note.txt");
  } finally {
    await rm(folder, { recursive: true });
  }
}
