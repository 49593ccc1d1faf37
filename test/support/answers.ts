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
    return [
      layers,
      await largestRow(`size-matters/${id}:naive`, "python:3.13"),
      "environment, history and configuration",
    ];
  },
  layers: async (id) => [
    await wordIn(`size-matters/${id}:layers-riddle`),
    "COPY note.txt /srv/",
    "RUN rm /srv/note.txt",
  ],
  interview: async (id) => {
    const [naive, own] = [`size-matters/${id}:naive`, `size-matters/${id}:interview`];
    const facts = (image: string, of: string) => docker("image", "inspect", "-f", `{{${of}}}`, image);
    const [before, after] = [Number(await facts(naive, ".Size")), Number(await facts(own, ".Size"))];
    const rows = await ownRows(own, "python:3.13-slim");
    return [
      `${before} bytes to ${after} bytes`,
      `${(100 - (after / before) * 100).toFixed(1)} %`,
      await largestRow(own, "python:3.13-slim"),
      `${rows.reduce((sum, [size]) => sum + Number(size), 0)} bytes`,
      "0 bytes",
      (await facts(own, ".Config.User")).split(":")[0] ?? "",
      "once",
    ];
  },
  inspect: async (id) => {
    const listed = await docker("run", "--rm", `size-matters/${id}:inspect-riddle`, "ls", "/srv/paws");
    const database = listed.split("\n").find((name) => name.endsWith(".db"));
    return [`/srv/paws/${database}`, "clean-up", "non-root, run-time-secrets, nice-to-haves and poetry"];
  },
};

/** The rows of an image's history that are not its base's: size, and what made it. */
async function ownRows(image: string, baseImage: string): Promise<string[][]> {
  const history = async (name: string) =>
    (
      await docker("history", "--no-trunc", "--human=false", "--format", "{{.Size}}\t{{.CreatedBy}}", name)
    ).split("\n");
  const [rows, base] = [await history(image), await history(baseImage)];
  return rows.slice(0, rows.length - base.length).map((row) => row.split("\t"));
}

/** The instruction behind the largest row that is not the base's. */
async function largestRow(image: string, base: string): Promise<string> {
  const own = await ownRows(image, base);
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
