import { expect, test } from "vitest";
import type { Engine, ImageFacts, RunResult, Workshop } from "../../../src/context.ts";
import { provideLabBase } from "../../../src/engine/lab-base.ts";
import { UserError } from "../../../src/errors.ts";
import { engineFacts, fakeDocker, fakeFiles, fakeHost } from "../../support/fakes.ts";

const GO = "golang:1.24";
const STAND_IN = { "size-matters.stand-in": "true" };
const image = (labels: Record<string, string> = {}) => ({ id: "sha256:1", labels }) as unknown as ImageFacts;

/** An engine with or without the base, a registry that gives it or does not, and a builder that makes what it is told. */
function at({ held, gives = false, ours = true }: { held?: ImageFacts; gives?: boolean; ours?: boolean }) {
  const done: string[] = [];
  let here = held ?? null;
  const docker = fakeDocker({
    image: async () => here,
    pull: async () => {
      done.push("pull");
      if (!gives) throw new Error("no such host");
      here = image();
    },
  });
  const run = async (_: string, args: readonly string[]): Promise<RunResult> => {
    done.push(`build ${args.at(-1)}`);
    here = image({ ...STAND_IN, made: "now" });
    return { exitCode: 0, stdout: "", stderr: "", timedOut: false };
  };
  const folder = () => ({ list: async () => ["Dockerfile"] });
  const files = { ...fakeFiles(), folder, readBytes: async () => Buffer.from("FROM debian") };
  const outside = { files, run, host: fakeHost(), signal: new AbortController().signal };
  const engine: Engine = { docker, endpoint: { host: "unix:///e.sock" }, facts: engineFacts, ours };
  const workshop = { engine, builder: { path: "docker", env: {} }, bases: [] } as unknown as Workshop;
  const provide = (standIn: string | null = "labs/23-go/stand-ins/golang") =>
    provideLabBase(outside as never, workshop, { reference: GO, standIn }, () => {});
  return { provide, done };
}

test("a real one that is here stays, and nobody is asked", async () => {
  const { provide, done } = at({ held: image() });
  await provide();
  expect(done).toEqual([]);
});

test("what the registry gives is taken, and no stand-in is made", async () => {
  const { provide, done } = at({ gives: true });
  await provide();
  expect(done).toEqual(["pull"]);
});

test("where the registry refuses, our own engine gets a stand-in", async () => {
  const { provide, done } = at({});
  await provide();
  expect(done).toEqual(["pull", "build /opt/size-matters/labs/23-go/stand-ins/golang"]);
});

test("a stand-in of another recipe is made anew in our own engine, and taken as it is in any other", async () => {
  const ours = at({ held: image(STAND_IN) });
  await ours.provide();
  expect(ours.done).toEqual(["build /opt/size-matters/labs/23-go/stand-ins/golang"]);
  const foreign = at({ held: image(STAND_IN), ours: false });
  await foreign.provide();
  expect(foreign.done).toEqual([]);
});

test.each([
  ["in a foreign engine", false, "labs/23-go/stand-ins/golang"],
  ["without a recipe", true, null],
])("where the registry refuses there is none %s", async (_, ours, standIn) => {
  const error = await at({ ours })
    .provide(standIn)
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).message).toContain("golang:1.24: no such host");
});
