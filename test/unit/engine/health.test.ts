import { describe, expect, test } from "vitest";
import type { ContainerSpec, Health, HealthFacts, Workshop } from "../../../src/context.ts";
import { healthOf } from "../../../src/engine/health.ts";
import { fakeDocker } from "../../support/fakes.ts";

const says = (status: Health["status"], failed = 0): Health => ({ status, failed, output: "" });

/** What is in the image, and what its health check says: of the app at the first look, the second, …, and of a sleep. */
interface Image {
  readonly programs?: readonly string[];
  readonly awake: (look: number) => Health | null;
  readonly asleep?: Health;
  readonly answers?: boolean;
  /** Whether its Python falls asleep, and what its health check says then. */
  readonly falls?: boolean;
  readonly own?: (look: number) => Health;
}

async function healthIn({
  programs = ["python"],
  awake,
  asleep = says("unhealthy"),
  answers = true,
  falls = true,
  own = () => says("unhealthy"),
}: Image) {
  const specs: ContainerSpec[] = [];
  const removed: string[] = [];
  const put: [string, string, string][] = [];
  let [looks, ownLooks] = [0, 0];
  const isApp = (id: string) => id === "container-1";
  const docker = fakeDocker({
    createContainer: async (spec) => `container-${specs.push(spec)}`,
    startContainer: async () => {
      const program = specs.at(-1)?.entrypoint?.[0];
      if (program === undefined || programs.includes(program)) return;
      throw Object.assign(new Error(`exec: "${program}": not found`), { statusCode: 400 });
    },
    container: async (id) => ({
      ...FACTS,
      id,
      running: answers || !isApp(id),
      address: id,
      health: isApp(id) ? awake(++looks) : id === "container-2" ? own(++ownLooks) : asleep,
    }),
    putFile: async (id, folder, { name }) => void put.push([id, folder, name]),
    exec: async (_, command) => {
      const isAwake = !falls || command.join(" ").includes("container-1");
      return { exitCode: 0, stdout: JSON.stringify({ ...PAGE, answered: isAwake }), stderr: "" };
    },
    logs: async () => "died",
    removeContainer: async (id) => void removed.push(id),
  });
  const workshop = {
    engine: { docker },
    feed: { container: "feed", address: "10.0.0.2" },
    secrets: { workspace: "test" },
  } as unknown as Workshop;
  const { signal } = new AbortController();
  const startedBy = { command: ["python", "app.py"], env: ["PYTHONPATH=/app", "A=b"] };
  const facts: HealthFacts = await healthOf({ signal }, workshop, "sha256:app", startedBy);
  return { facts, specs, removed, put };
}

const PAGE = { answered: true, status: 200, heading: "Random Cat Photo", fresh: true };
const FACTS = {
  ...{ name: "", exitCode: 1, address: "10.0.0.3", imageId: "sha256:feed", labels: {} },
  ...{ publishedPort: null },
};

test("the image's own check is run sooner, with the app and with the app asleep", async () => {
  const { facts, specs, removed, put } = await healthIn({
    awake: (look) => says(look < 4 ? "starting" : "healthy"),
  });
  expect(facts).toMatchObject({ awake: says("healthy"), asleep: says("unhealthy") });
  expect(specs.map(({ health }) => health)).toEqual([
    { every: 500, startPeriod: 1 },
    { every: 500, within: 3000, startPeriod: 1, retries: 1 },
  ]);
  expect(specs[1]).toMatchObject({ ownVolume: "/size-matters-asleep" });
  expect(specs[1]?.env).toContain("PYTHONPATH=/size-matters-asleep:/app");
  expect(specs[1]).not.toHaveProperty("entrypoint");
  expect(put).toEqual([["container-2", "/size-matters-asleep", "sitecustomize.py"]]);
  expect(removed).toEqual(["container-1", "container-2"]);
});

test("what is well later, as with the app, is found out", async () => {
  const { facts } = await healthIn({
    awake: () => says("healthy"),
    own: (look) => says(look < 3 ? "unhealthy" : "healthy"),
  });
  expect(facts.asleep?.status).toBe("healthy");
});

describe("a sleep in place of an app that does not fall asleep", () => {
  test("is called like the app, and looked for in the image", async () => {
    const { specs } = await healthIn({ awake: () => says("healthy"), falls: false, programs: ["sh"] });
    const programs = [undefined, undefined, "python", "python3", "sh"];
    expect(specs.map(({ entrypoint }) => entrypoint?.[0])).toEqual(programs);
    expect(specs.at(-1)?.command).toEqual(["-c", "sleep 600; :", "python", "app.py"]);
  });

  test("that is not there is no verdict", async () => {
    await expect(healthIn({ awake: () => says("healthy"), falls: false, programs: [] })).rejects.toThrow(
      "Nothing in the image could be made to sleep",
    );
  });

  test("is not tried where the check is not content with the app", async () => {
    const { facts, specs } = await healthIn({ awake: (look) => says("unhealthy", look) });
    expect(facts).toMatchObject({ awake: { status: "unhealthy" }, asleep: null });
    expect(specs).toHaveLength(1);
  });
});

test("what failed before the app answered counts for nothing", async () => {
  const awake = (look: number) => (look < 5 ? says("unhealthy", 10) : says("healthy"));
  expect((await healthIn({ awake })).facts.awake).toEqual(says("healthy"));
});

test("an image without a health check, and an app that does not answer, have no health", async () => {
  expect((await healthIn({ awake: () => null })).facts).toMatchObject({ awake: null, asleep: null });
  const dead = await healthIn({ awake: () => says("starting"), answers: false });
  expect(dead.facts).toMatchObject({ answer: { answers: false }, awake: null, asleep: null });
  expect(dead.removed).toEqual(["container-1"]);
});
