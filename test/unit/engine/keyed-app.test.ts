import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { ContainerSpec, PutFile, Workshop } from "../../../src/context.ts";
import { askWithKey } from "../../../src/engine/keyed-app.ts";
import { fakeDocker } from "../../support/fakes.ts";

const PLACE = { path: "/etc/cat/key", uid: 1001 };

/** How an app behaves that is given the key. */
interface App {
  readonly sends?: (key: string) => string | null;
  readonly prints?: (key: string) => string;
  readonly shown?: readonly string[];
  readonly holds?: boolean;
  readonly ended?: boolean;
}

/** Asks such an app; gives what came of it, and all that was told to the engine but the file itself. */
async function asked({
  sends = (key) => key,
  prints = () => "",
  shown = [],
  holds = false,
  ended = false,
}: App) {
  const told: unknown[] = [];
  const put: (PutFile & { container: string; folder: string })[] = [];
  const removed: string[] = [];
  const key = () => put[0]?.text ?? "";
  const digest = (text: string | null) => text && createHash("sha256").update(text).digest("hex");
  const page = () => ({
    answered: true,
    status: 200,
    heading: "Random Cat Photo",
    fresh: true,
    holds,
    key: digest(sends(key())),
  });
  const docker = fakeDocker({
    createContainer: async (spec: ContainerSpec) => `container-${told.push(spec)}`,
    putFile: async (container, folder, file) => void put.push({ container, folder, ...file }),
    startContainer: async () => {},
    container: async (id) => ({ ...FACTS, id, running: !(ended && id === "container-1") }),
    exec: async (_, command) => {
      told.push(command);
      return { exitCode: 0, stdout: JSON.stringify(page()), stderr: "" };
    },
    waitForContainer: async () => 0,
    logs: async (id) => (id === "container-1" ? prints(key()) : JSON.stringify({ shown })),
    removeContainer: async (id) => void removed.push(id),
  });
  const workshop = {
    engine: { docker },
    feed: { container: "feed", address: "10.0.0.2" },
    secrets: { workspace: "test" },
  } as unknown as Workshop;
  const use = await askWithKey({ signal: new AbortController().signal }, workshop, "sha256:app", PLACE);
  return { use, told: JSON.stringify(told), put, key: key(), removed };
}

const FACTS = {
  ...{ name: "", exitCode: 1, address: "10.0.0.3", imageId: "sha256:feed", labels: {} },
  ...{ publishedPort: null, health: null },
};

test("the key is in a file of a volume that one user may read, and in nothing that the engine is told", async () => {
  const { use, told, put, key, removed } = await asked({});
  expect(put).toEqual([
    { container: "container-1", folder: "/etc/cat", name: "key", text: key, mode: 0o400, owner: 1001 },
  ]);
  expect(key).toMatch(/^key-[0-9a-f]{48}$/);
  expect(told).not.toContain(key);
  expect(told.match(/"--digest","[0-9a-f]{64}","--length","52"/g)).toHaveLength(2);
  expect(told).toContain('"ownVolume":"/etc/cat"');
  expect(use).toMatchObject({ sent: "this", shown: [], answer: { answers: true } });
  expect(removed).toContain("container-1");
});

test("each time it is another key", async () => {
  expect((await asked({})).key).not.toBe((await asked({})).key);
});

describe("is told apart", () => {
  test.each([
    ["another key", () => "live_old", "another"],
    ["no key", () => null, "none"],
    ["a part of the key", (key: string) => key.slice(1), "another"],
  ])("%s", async (_, sends, sent) => {
    expect((await asked({ sends })).use).toMatchObject({ sent, shown: [] });
  });

  test("a key that stands in an environment, and one that is printed", async () => {
    const shown = ["the variable KEY of process 1"];
    expect((await asked({ shown })).use.shown).toEqual(shown);
    expect((await asked({ holds: true })).use.shown).toEqual(["the page that it answers with"]);
    const prints = (key: string) => `starting with ${key}\n`;
    expect((await asked({ shown, prints })).use.shown).toEqual([...shown, "what the app prints"]);
  });
});

test("an app that died is told with its last words, without the key", async () => {
  const { use, key, removed } = await asked({ ended: true, prints: (text) => `bad key ${text}` });
  expect(use).toMatchObject({
    sent: "none",
    shown: [],
    answer: { answers: false, problem: "it ended with exit code 1", log: "bad key ***" },
  });
  expect(JSON.stringify(use)).not.toContain(key);
  expect(removed).toEqual(["container-1"]);
});
