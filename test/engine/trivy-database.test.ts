import { mkdir, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { databaseFiles } from "../../src/tools/demonstration-database.ts";
import { databaseRegistry } from "../support/database-registry.ts";
import { docker, home, newFolder } from "../support/engine.ts";
import { testEnvironment } from "../support/engine-setup.ts";
import { type Ended, sizeMatters } from "../support/program.ts";
import { toolsOnTestEngine } from "../support/tools.ts";

const SUBJECT = "size-matters-database-test:latest";
/** In no database of the workshop's own. */
const ADVISORY = {
  ...{
    id: "CVE-2099-12345",
    ecosystem: "pypi" as const,
    package: "flask",
    vulnerable: ["<3.2.0"],
    fixed: ["3.2.0"],
  },
  ...{ severity: "HIGH" as const, title: "Made up", published: "2099-01-01", source: "https://example.org" },
};
const VOLUMES = ["volume", "ls", "-q", "--filter", "label=size-matters.role=tool-cache"];

let folder: string;
let registry: Awaited<ReturnType<typeof databaseRegistry>>;
let gateway: string;
beforeAll(async () => {
  folder = await newFolder();
  await mkdir(join(folder, "app"));
  const files = databaseFiles({ collected: "2099-01-02", advisories: [ADVISORY] }, "");
  const named = Object.entries(files).map(([path, content]) => [path.replace("/db/", ""), content]);
  registry = await databaseRegistry(Object.fromEntries(named));
  gateway = await docker("network", "inspect", "-f", "{{(index .IPAM.Config 0).Gateway}}", "bridge");
  const context = join(folder, "subject");
  await mkdir(context);
  await writeFile(join(context, "METADATA"), "Metadata-Version: 2.1\nName: Flask\nVersion: 3.1.3\n");
  const text = "FROM scratch\nCOPY METADATA /usr/lib/python3.13/site-packages/flask-3.1.3.dist-info/\n";
  await writeFile(join(context, "Dockerfile"), text);
  await docker("build", "-q", "-t", SUBJECT, "--label", "size-matters.workspace=database-test", context);
});
afterAll(async () => {
  await registry.close();
  await docker("image", "rm", "-f", SUBJECT);
  await rm(folder, { recursive: true });
});

/** Fetches trivy's own database as `prepare --trivy-database` does. */
async function fetched(repository: string, env: Record<string, string> = {}) {
  const named = { ...process.env, ...env, TRIVY_DB_REPOSITORY: repository };
  const { tools, place } = await toolsOnTestEngine(named);
  return tools.fetchOwnDatabase(place, () => {});
}

function run(words: string[], env: Record<string, string> = {}): Promise<Ended> {
  const args = ["run", "--private-engine", "--workspace", folder, ...words, SUBJECT];
  return sizeMatters(args, { cwd: folder, env: { ...testEnvironment(home), ...env } });
}

test("without it there is a sentence with the command that fetches it", async () => {
  const { exitCode, stderr } = await run(["--own-database", "trivy"]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("Trivy's own database is not here.");
  expect(stderr).toContain("size-matters prepare --trivy-database");
  expect((await run(["--own-database", "dive"])).stderr).toContain("dive has no database of its own.");
});

test("the toolbox's trivy judges by it when asked to, and keeps it when another one cannot be had", async () => {
  expect(await fetched(`${gateway}:${registry.port}/trivy-db:2`)).toEqual({ date: "2099-01-02" });
  const refused = fetched("127.0.0.1:1/trivy-db:2");
  await expect(refused).rejects.toThrow(
    /^Trivy's own database cannot be had:\n {2}127.0.0.1:1\/trivy-db:2: .*refused/,
  );
  expect((await docker(...VOLUMES)).split("\n")).toHaveLength(1);
  const { stdout, stderr } = await run(["--own-database", "trivy"]);
  expect(stdout).toContain(ADVISORY.id);
  expect(stderr).toContain("trivy's own database, as its vendor made it on 2099-01-02");
  const plain = await run(["trivy"]);
  expect(plain.stdout).not.toContain(ADVISORY.id);
  expect(plain.stderr).toContain("demonstration database");
  expect(await docker("ps", "-aq", "--filter", "label=size-matters.role=tool")).toBe("");
  await docker("volume", "rm", await docker(...VOLUMES));
});

test("a trivy of this machine has it in a folder of its own", async () => {
  const bin = join(folder, "bin");
  await mkdir(bin);
  const box = await docker("create", "size-matters/toolbox:latest");
  await docker("cp", `${box}:/opt/tools/bin/trivy`, join(bin, "trivy"));
  await docker("rm", box);
  const env = { PATH: `${bin}${delimiter}${process.env.PATH}` };
  expect(await fetched(`127.0.0.1:${registry.port}/trivy-db:2`, env)).toEqual({ date: "2099-01-02" });
  await expect(fetched("127.0.0.1:1/trivy-db:2", env)).rejects.toThrow("cannot be had");
  const { stdout, stderr } = await run(["--own-database", "trivy"], env);
  expect(stdout).toContain(ADVISORY.id);
  expect(stderr).toContain("made it on 2099-01-02");
  await rm(join(home, "cache", "size-matters", "trivy-database"), { recursive: true });
});
