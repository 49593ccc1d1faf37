import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareDocument, type InspectDocument, inspectDocument } from "../../src/inspect/document-schema.ts";
import { docker, idOf, newFolder, onTestEngine, socket, workspace } from "../support/engine.ts";
import { sizeMatters } from "../support/program.ts";

const run = promisify(execFile);
const onSocket = { ...process.env, DOCKER_HOST: `unix://${socket}` };
const token = join(workspace, ".size-matters", "secrets", "token");
let naive: string;
let last: string;
let folder: string;
beforeAll(async () => {
  const id = await idOf(workspace);
  naive = `size-matters/${id}:tour-original`;
  last = `size-matters/${id}:tour-nice-to-haves`;
  folder = await newFolder();
});
afterAll(() => rm(folder, { recursive: true }));

const inspect = async (image: string, ...args: string[]): Promise<InspectDocument> => {
  const ended = await onTestEngine(["inspect", image, "--json", "--all", "--find", token, ...args]);
  expect(ended.stderr).toBe("");
  return inspectDocument.parse(JSON.parse(ended.stdout));
};
/**
 * Without what is known of a held image only (whose a layer is, and so which lab mends what it wastes), and without the name
 * of the configuration, which archives choose.
 */
const content = ({ source: _, base: __, image, layers, waste, leaks, ...rest }: InspectDocument) => ({
  ...rest,
  image: { ...image, engineBytes: null, tags: [] },
  layers: layers.map((layer) => ({ ...layer, owner: null })),
  waste: waste.map((one) => ({ ...one, owner: null, lab: null })),
  leaks: leaks.map((leak) => ({
    ...{ ...leak, owner: null, lab: null },
    path: leak.place === "config" ? null : leak.path,
  })),
});

describe("an image of our own engine, read in place", () => {
  test("is in every figure and finding what docker save says it is", async () => {
    const saved = join(folder, "naive.tar");
    await docker("save", naive, "-o", saved);
    const [inPlace, archive] = [await inspect(naive), await inspect(saved)];
    expect(content(inPlace)).toEqual(content(archive));
    expect(inPlace.leaks.length).toBeGreaterThan(3);
    expect(inPlace.packages.length).toBeGreaterThan(300);
    expect(inPlace.image.bytes).toBe(inPlace.image.finalBytes + inPlace.image.wastedBytes);
    await rm(saved);
  });

  test("keeps the digests that its configuration lists: the tar is the very one it came as", async () => {
    const { layers } = await inspect(last, "--verify");
    const listed = await docker("image", "inspect", "-f", "{{json .RootFS.Layers}}", last);
    expect(layers.map(({ diffId }) => diffId)).toEqual(JSON.parse(listed));
  });

  test("says whose each layer is, and the engine's own figure", async () => {
    const { base, image, layers } = await inspect(naive);
    expect(base?.name).toBe("python:3.13");
    expect(layers.filter(({ owner }) => owner === "base")).toHaveLength(base?.layers ?? 0);
    expect(image.engineBytes).toBe(Number(await docker("image", "inspect", "-f", "{{.Size}}", naive)));
    expect(image.tags).toEqual([naive]);
  });
});

describe("an image of somebody's engine", () => {
  const foreign = (args: readonly string[]) =>
    sizeMatters(args, {
      cwd: folder,
      env: { HOME: folder, XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder, DOCKER_HOST: `unix://${socket}` },
    });

  test("is read from the engine's stream, and nothing is written", async () => {
    const { exitCode, stdout, stderr } = await foreign(["inspect", last, "--json", "--all", "--find", token]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(content(inspectDocument.parse(JSON.parse(stdout)))).toEqual(content(await inspect(last)));
  });

  test("that goes away in mid-stream is exit code 2 with a sentence", async () => {
    const id = (await docker("image", "inspect", "-f", "{{.Id}}", naive)).split(":")[1];
    // A proxy that cuts the line: the engine itself is the tests' own.
    const script = join(folder, "cut.mjs");
    await writeFile(script, CUT);
    const proxy = join(folder, "cut.sock");
    const child = execFile(process.execPath, [script, socket, proxy, `/images/sha256:${id}/get`]);
    await new Promise((resolve) => child.stdout?.once("data", resolve));
    const { exitCode, stdout, stderr } = await sizeMatters(["inspect", naive], {
      cwd: folder,
      env: { HOME: folder, XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder, DOCKER_HOST: `unix://${proxy}` },
    });
    child.kill();
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^Problem: /m);
    expect(stderr).not.toContain("    at ");
  });
});

describe("against the plain tools", () => {
  test("files, layers and sizes are those of docker inspect and tar", async () => {
    const { image, layers } = await inspect(last);
    const saved = join(folder, "last");
    await mkdir(saved);
    const unpack = 'docker save "$1" | tar -x -C "$2"';
    await run("sh", ["-c", unpack, "sh", last, saved], { env: onSocket });
    // Engines before 25 save layers as ID/layer.tar, later ones as blobs.
    const [{ Layers }] = JSON.parse(await readFile(join(saved, "manifest.json"), "utf8"));
    const sum = "for layer; do tar -tvf \"$layer\"; done | awk '/^-/ { sum += $3 } END { print sum }'";
    const { stdout } = await run("sh", ["-c", sum, "sh", ...Layers], { cwd: saved });
    expect(image.bytes).toBe(Number(stdout.trim()));
    expect(layers).toHaveLength(
      Number(await docker("image", "inspect", "-f", "{{len .RootFS.Layers}}", last)),
    );
    expect(image.user).toBe(await docker("image", "inspect", "-f", "{{.Config.User}}", last));
  });
});

describe("compare", () => {
  test("the naive image and the last: the token is gone, and nothing is named that holds it", async () => {
    const { stdout, exitCode } = await onTestEngine(["compare", naive, last, "--json", "--find", token]);
    expect(exitCode).toBe(0);
    const compared = compareDocument.parse(JSON.parse(stdout));
    expect(compared.leaks.gone.length).toBeGreaterThan(3);
    expect(compared.leaks.added.filter(({ rule }) => rule === "find")).toEqual([]);
    expect(compared.bytesAdded).toBeLessThan(-1e9);
    expect(stdout).not.toContain((await readFile(token, "utf8")).trim());
  });
});

test("an image that no engine has is not fetched, and the flag that would is named", async () => {
  const images = async () => (await docker("image", "ls", "-q")).split("\n").sort();
  const before = await images();
  const { exitCode, stderr } = await onTestEngine(["inspect", "busybox:no-such-tag"]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("size-matters inspect --pull busybox:no-such-tag");
  expect(await images()).toEqual(before);
});

/** Passes everything on to the engine, but cuts the answer to one path after a megabyte. */
const CUT = `
import net from "node:net";
const [, , engine, proxy, path] = process.argv;
net.createServer((client) => {
  const server = net.connect(engine);
  let left = Infinity;
  client.on("data", (bytes) => {
    if (bytes.includes(path)) left = 1 << 20;
    server.write(bytes);
  });
  server.on("data", (bytes) => {
    left -= bytes.length;
    if (left < 0) client.destroy(); else client.write(bytes);
  });
  for (const side of [client, server]) side.on("error", () => {}).on("close", () => { client.destroy(); server.destroy(); });
}).listen(proxy, () => console.log("ready"));
`;
