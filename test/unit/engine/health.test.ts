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
}

async function healthIn({ programs = ["python"], awake, asleep = says("unhealthy"), answers = true }: Image) {
  const specs: ContainerSpec[] = [];
  const removed: string[] = [];
  let looks = 0;
  const isApp = (id: string) => id === "container-1";
  const docker = fakeDocker({
    createContainer: async (spec) => `container-${specs.push(spec)}`,
    startContainer: async (id) => {
      const program = specs.at(-1)?.entrypoint?.[0];
      if (isApp(id) || programs.includes(program ?? "")) return;
      throw Object.assign(new Error(`exec: "${program}": not found`), { statusCode: 400 });
    },
    container: async (id) => ({
      ...FACTS,
      id,
      running: answers || !isApp(id),
      health: isApp(id) ? awake(++looks) : asleep,
    }),
    exec: async () => ({ exitCode: 0, stdout: JSON.stringify(PAGE), stderr: "" }),
    logs: async () => "died",
    removeContainer: async (id) => void removed.push(id),
  });
  const workshop = {
    engine: { docker },
    feed: { container: "feed", address: "10.0.0.2" },
    secrets: { workspace: "test" },
  } as unknown as Workshop;
  const { signal } = new AbortController();
  const work = healthOf({ signal }, workshop, "sha256:app", ["python", "app.py"]);
  const facts: HealthFacts = await work;
  return { facts, specs, removed };
}

const PAGE = { answered: true, status: 200, heading: "Random Cat Photo", fresh: true };
const FACTS = {
  ...{ name: "", exitCode: 1, address: "10.0.0.3", imageId: "sha256:feed", labels: {} },
  ...{ publishedPort: null },
};

test("the image's own check is run sooner, beside the app and beside a sleep that is called like the app", async () => {
  const { facts, specs, removed } = await healthIn({
    awake: (look) => says(look < 4 ? "starting" : "healthy"),
  });
  expect(facts).toMatchObject({ awake: says("healthy"), asleep: says("unhealthy") });
  expect(specs.map(({ health }) => health)).toEqual([
    { every: 1000, startPeriod: 1 },
    { every: 1000, within: 3000, startPeriod: 1, retries: 1 },
  ]);
  expect(specs[1]).toMatchObject({
    entrypoint: ["python"],
    command: ["-c", "import time; time.sleep(600)", "python", "app.py"],
  });
  expect(removed).toEqual(["container-1", "container-2"]);
});

describe("a sleep", () => {
  test("is looked for in the image", async () => {
    const { specs } = await healthIn({ awake: () => says("healthy"), programs: ["sh"] });
    expect(specs.map(({ entrypoint }) => entrypoint?.[0])).toEqual([undefined, "python", "python3", "sh"]);
  });

  test("that is not there is no verdict", async () => {
    await expect(healthIn({ awake: () => says("healthy"), programs: [] })).rejects.toThrow(
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
