import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ContainerFacts } from "../../../src/context.ts";
import { stopApp } from "../../../src/engine/stop-app.ts";
import { fakeDocker } from "../../support/fakes.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** An engine that takes so many seconds to stop the app, and a process of our own. */
function engine({ app, own = 0, exitCode = 0, ownExitCode = 0 }: Record<string, number>) {
  const calls: string[] = [];
  const docker = fakeDocker({
    stopContainer: async (id) => {
      calls.push(`stop ${id}`);
      vi.advanceTimersByTime((id === "app" ? (app ?? 0) : own) * 1000);
    },
    container: async (id) =>
      ({ running: false, exitCode: id === "app" ? exitCode : ownExitCode, labels: {} }) as ContainerFacts,
    createContainer: async () => "own",
    startContainer: async () => {},
    logs: async () => "ready\n",
    removeContainer: async (id) => {
      calls.push(`remove ${id}`);
    },
  });
  const stopped = () =>
    stopApp(docker, { id: "app", feed: "feed", patience: 10 }, new AbortController().signal);
  return { calls, stopped };
}

test("an app that ends soon is compared with nothing", async () => {
  const { calls, stopped } = engine({ app: 0.9 });
  expect(await stopped()).toEqual({ seconds: 0.9, exitCode: 0, killed: false });
  expect(calls).toEqual(["stop app"]);
});

test("what the engine takes itself is no time of the app's", async () => {
  const { calls, stopped } = engine({ app: 2.8, own: 2.5 });
  expect((await stopped()).seconds).toBeCloseTo(0.3);
  expect(calls).toEqual(["stop app", "stop own", "remove own"]);
});

test("an app that takes its time does so beside a quick engine", async () => {
  expect((await engine({ app: 5, own: 0.4 }).stopped()).seconds).toBeCloseTo(4.6);
});

test("an app that was killed is, whatever the engine takes", async () => {
  const { calls, stopped } = engine({ app: 10.4, exitCode: 137 });
  expect(await stopped()).toEqual({ seconds: 10.4, exitCode: 137, killed: true });
  expect(calls).toEqual(["stop app"]);
});

test("where our own process is killed, too, nothing can be told", async () => {
  await expect(engine({ app: 2.8, own: 10, ownExitCode: 137 }).stopped()).rejects.toThrow(
    "A process of our own did not end",
  );
});
