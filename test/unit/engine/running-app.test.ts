import { describe, expect, test } from "vitest";
import type { ContainerSpec, Workshop } from "../../../src/context.ts";
import { runApp } from "../../../src/engine/running-app.ts";
import { fakeDocker } from "../../support/fakes.ts";

const FACTS = {
  ...{ name: "", exitCode: 3, address: "10.0.0.3", imageId: "sha256:feed", labels: {} },
  ...{ publishedPort: null, health: null },
};
const SEEN = { uid: 1001, gid: 1001, listeners: [], writable: {} };

/** Runs an app that goes on, or has ended, or is refused; what stands beside it ends with this exit code. */
async function appThatIs({ running = true, refusal = "", exitCode = 0 }) {
  const specs: ContainerSpec[] = [];
  const docker = fakeDocker({
    createContainer: async (spec) => `container-${specs.push(spec)}`,
    startContainer: async (id) => {
      if (id === "container-1" && refusal) throw Object.assign(new Error(refusal), { statusCode: 400 });
    },
    container: async (id) => ({ ...FACTS, id, running: running || id !== "container-1" }),
    waitForContainer: async () => exitCode,
    logs: async (id) => (id === "container-1" ? "ImportError" : JSON.stringify(SEEN)),
    removeContainer: async () => {},
  });
  const workshop = {
    engine: { docker },
    feed: { container: "feed", address: "10.0.0.2" },
    secrets: { workspace: "test" },
  } as unknown as Workshop;
  const { signal } = new AbortController();
  return { app: await runApp({ signal }, workshop, "sha256:app"), specs };
}

describe("an app's processes", () => {
  test("are looked at from a container that shares them; who listens is waited for where it is asked for", async () => {
    const { app, specs } = await appThatIs({});
    expect(await app.look(["/app"])).toEqual(SEEN);
    await app.look(["/app"], "listener");
    expect(specs[1]).toMatchObject({ besideProcesses: "container-1" });
    expect(specs.slice(1).map(({ command }) => command?.slice(2))).toEqual([
      ["/app"],
      ["--listener-within", "30", "/app"],
    ]);
  });

  test("that have ended are told with the app's last words", async () => {
    const { app } = await appThatIs({ running: false, exitCode: 137 });
    const ended = { answers: false, problem: "it ended with exit code 3", log: "ImportError" };
    expect(await app.look([])).toEqual({ ended });
  });

  test("that never were are told with the engine's words", async () => {
    const { app } = await appThatIs({ running: false, refusal: "no such user" });
    expect(await app.look([])).toMatchObject({ ended: { problem: "it could not be started: no such user" } });
  });

  test("that run and cannot be looked at are our affair", async () => {
    const { app } = await appThatIs({ exitCode: 1 });
    await expect(app.look([])).rejects.toThrow("could not be looked at");
  });
});
