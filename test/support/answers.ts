import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { docker, home, onTestEngine, socket } from "./engine.ts";
import { testEnvironment } from "./engine-setup.ts";
import { sizeMatters } from "./program.ts";

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
  dive: async (id) => {
    const image = `size-matters/${id}:dive-riddle`;
    return [await wastedByDive(image), await wastedInLayers(image), "/srv/drafts"];
  },
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
  syft: async (id) => [await pythonPackages(`size-matters/${id}:syft`), "python", "pip"],
  trivy: async (id) => [await unmendedByTrivy(`size-matters/${id}:trivy`), "/srv/deploy.env"],
  "alpine-or-not": async (id) => [
    `${await docker("image", "inspect", "-f", "{{.Size}}", "python:3.13-slim")} bytes`,
    await compiledFiles(`size-matters/${id}:alpine-or-not`),
    "false",
    "false",
    "true",
  ],
  fastapi: async () => ["h"],
  inspect: async (id) => {
    const listed = await docker("run", "--rm", `size-matters/${id}:inspect-riddle`, "ls", "/srv/paws");
    const database = listed.split("\n").find((name) => name.endsWith(".db"));
    return [`/srv/paws/${database}`, "clean-up", "non-root, run-time-secrets, nice-to-haves and poetry"];
  },
};

/** The labs whose files must be mended before their questions are answered. */
export const MENDED_FIRST: ReadonlySet<string> = new Set([
  "alpine-or-not",
  "dive",
  "fastapi",
  "syft",
  "trivy",
]);

/** How many folders of Python say what is installed beside them. */
async function pythonPackages(image: string): Promise<string> {
  const find = ["find", image, "/", "-xdev", "-type", "d", "-name", "*.dist-info"];
  const names = await docker("run", "--rm", "--user", "0", "--entrypoint", ...find);
  return String(names.split("\n").length);
}

/** How many compiled files of packages lie below /app. */
async function compiledFiles(image: string): Promise<string> {
  const find = ["find", image, "/app", "-type", "f", "-name", "*.so"];
  const names = await docker("run", "--rm", "--entrypoint", ...find);
  return String(names.split("\n").length);
}

/** As dive's report says it. */
async function wastedByDive(image: string): Promise<string> {
  const words = ["run", "--private-engine", "dive", "--ci", image];
  const { stdout } = await sizeMatters(words, { cwd: home, env: testEnvironment(home) });
  const [, bytes] = /wastedBytes: (\d+) bytes/.exec(stdout) ?? [];
  if (bytes === undefined) throw new Error(`dive says no wastedBytes: ${stdout}`);
  return `${bytes} bytes`;
}

/** All findings, without those that are left with --ignore-unfixed: the lines that begin with Total. */
async function unmendedByTrivy(image: string): Promise<string> {
  const total = async (...flags: string[]) => {
    const words = ["run", "--private-engine", "trivy", "image", "--scanners", "vuln", ...flags, image];
    const { stdout } = await sizeMatters(words, { cwd: home, env: testEnvironment(home) });
    return [...stdout.matchAll(/^Total: (\d+)/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
  };
  return String((await total()) - (await total("--ignore-unfixed")));
}

/** The Waste column of the layers, added up. */
async function wastedInLayers(image: string): Promise<string> {
  const { stdout } = await onTestEngine(["inspect", image, "--json"]);
  const { layers } = JSON.parse(stdout) as { layers: { wastedBytes: number }[] };
  return `${layers.reduce((sum, { wastedBytes }) => sum + wastedBytes, 0)} bytes`;
}

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
