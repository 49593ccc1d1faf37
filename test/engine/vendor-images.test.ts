import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Engines, ToolPlace, Tools } from "../../src/context.ts";
import { docker, home, newFolder, onTestEngine } from "../support/engine.ts";
import { testEnvironment } from "../support/engine-setup.ts";
import { sizeMatters } from "../support/program.ts";
import { toolsOnTestEngine } from "../support/tools.ts";

/** As the engine itself names them. */
const DIVE = "wagoodman/dive:v0.13.1";
const HADOLINT = "hadolint/hadolint:v2.15.1";
/** Nobody's, so that the tests' registry keeps nothing under a vendor's name. */
const PULLED = "docker.io/size-matters-test/dive:v0.13.1";

const RECORDS = join(home, "data", "size-matters", "vendor-images");
const LABEL = ["--label", "size-matters.workspace=vendor-test"];
const SUBJECT = "size-matters-vendor-test:latest";

let tools: Tools;
let place: ToolPlace;
let engines: Engines;
let mirror: () => Promise<string>;
let folder: string;
let imageId: string;
beforeAll(async () => {
  ({ tools, place, engines, mirror } = await toolsOnTestEngine());
  folder = await newFolder();
  await mkdir(join(folder, "app"));
  const context = join(folder, "subject");
  await mkdir(context);
  await writeFile(join(context, "file"), "1".repeat(50_000));
  await writeFile(join(context, "Dockerfile"), "FROM scratch\nCOPY file /a\nCOPY file /a\n");
  await docker("build", "-q", "-t", SUBJECT, ...LABEL, context);
  imageId = await docker("image", "inspect", "-f", "{{.Id}}", SUBJECT);
});
afterEach(async () => {
  await docker("image", "rm", "-f", DIVE, HADOLINT);
  await rm(RECORDS, { recursive: true, force: true });
});
afterAll(async () => {
  await docker("image", "rm", "-f", SUBJECT);
  await rm(folder, { recursive: true });
});

/** As vendors publish it: the program out of the toolbox, and nothing beside it, not even a shell. Gives its id. */
async function publish(tag: string, program: string, lines: readonly string[]): Promise<string> {
  const context = join(folder, "published");
  await mkdir(context, { recursive: true });
  const copied = `COPY --from=size-matters/toolbox:latest /opt/tools/bin/${program}`;
  const text = ["FROM scratch", `${copied} /bin/${program}`, ...lines, ""].join("\n");
  await writeFile(join(context, "Dockerfile"), text);
  await docker("build", "-q", "-t", tag, context);
  return docker("image", "inspect", "-f", "{{.Id}}", tag);
}
const DIVE_FIRST = ['ENTRYPOINT ["/bin/dive"]'];
/** Behind a tool's name all words are the tool's. */
const run = (words: string[]) =>
  sizeMatters(["run", "--private-engine", ...words], { cwd: folder, env: testEnvironment(home) });

describe("an image that the engine holds under the vendor's reference", () => {
  test("is run before the toolbox, says the same, and what it is is kept", async () => {
    const { by: _, ...inToolbox } = await tools.dive(place, imageId);
    const id = await publish(DIVE, "dive", DIVE_FIRST);
    const { by, ...said } = await tools.dive(place, imageId);
    expect(by).toBe(`dive 0.13.1 in docker.io/${DIVE}, the image of wagoodman/dive`);
    expect(said).toEqual(inToolbox);
    const [record = ""] = await readdir(RECORDS);
    expect(JSON.parse(await readFile(join(RECORDS, record), "utf8"))).toEqual({ digest: id, id });
    expect(await docker("ps", "-aq", "--filter", "label=size-matters.role=tool")).toBe("");
    expect(await docker("image", "inspect", "-f", "{{.Id}}", DIVE)).toBe(id);
  });

  test("is run by its command where it has no entrypoint", async () => {
    await publish(HADOLINT, "hadolint", ['CMD ["/bin/hadolint", "-"]']);
    const { by, findings } = await tools.hadolint(place, "FROM debian\n", { pragmas: false });
    expect(by).toContain("the image of hadolint/hadolint");
    expect(findings.map(({ code }) => code)).toEqual(["DL3006"]);
  });

  test("is refused when it is another one under the same version, until it is the first again", async () => {
    const first = await publish(DIVE, "dive", DIVE_FIRST);
    await tools.dive(place, imageId);
    const second = await publish(DIVE, "dive", [...DIVE_FIRST, "LABEL pushed=again"]);
    const { exitCode, stderr } = await run(["dive", "--ci", SUBJECT]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`it was ${first}, and is ${second} now. It is not run.`);
    expect(stderr).toContain(`docker image rm docker.io/${DIVE}`);
    expect((await onTestEngine(["doctor"])).stdout).toContain(`and is ${second} now`);
    await docker("tag", first, DIVE);
    expect((await tools.dive(place, imageId)).by).toContain(DIVE);
    await docker("image", "rm", second);
  });
});

test("a registry's image is known by its digest, and refused when another one is pulled", async () => {
  const mirrored = `${await mirror()}/size-matters-test/dive:v0.13.1`;
  const references = ["127.0.0.1:1/nobody/dive:v0.13.1", PULLED];
  const fetchAfter = async (lines: readonly string[]) => {
    await publish(mirrored, "dive", lines);
    await docker("push", "-q", mirrored);
    await docker("image", "rm", mirrored);
    return engines.fetchVendorImage(place.engine, references, () => {});
  };
  const first = await fetchAfter(DIVE_FIRST);
  expect(first).toMatchObject({ reference: PULLED, firstDigest: null });
  expect(first.digest).not.toBe(first.id);
  await engines.recordVendorImage(first);
  const second = await fetchAfter([...DIVE_FIRST, "LABEL pushed=again"]);
  expect(second.firstDigest).toBe(first.digest);
  await docker("image", "rm", "-f", first.id, second.id);
});

test("a registry that does not answer is said, each with its reason", async () => {
  const references = ["127.0.0.1:1/a/dive:v1", "127.0.0.1:2/b/dive:v1"];
  const refused = engines.fetchVendorImage(place.engine, references, () => {});
  await expect(refused).rejects.toThrow(/127\.0\.0\.1:1\/a.*refused[\s\S]*127\.0\.0\.1:2\/b.*refused/);
});
