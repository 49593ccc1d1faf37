import { expect, test } from "vitest";
import type { Connect, DockerApi } from "../../../src/context.ts";
import { findEngine } from "../../../src/engine/find-engine.ts";
import { Cancelled } from "../../../src/errors.ts";
import { engineFacts, fakeDocker, fakeFiles, fakeHost } from "../../support/fakes.ts";

const failing = (code: string) =>
  fakeDocker({ ping: async () => Promise.reject(Object.assign(new Error("odd words"), { code })) });
const answering = fakeDocker({ ping: async () => {}, facts: async () => engineFacts });

const search = (
  engines: Record<string, DockerApi>,
  options = { privateOnly: false },
  signal = new AbortController().signal,
) => {
  const connect: Connect = async ({ host }) => engines[host] ?? failing("ENOENT");
  const host = fakeHost({ env: { DOCKER_HOST: "unix:///first.sock" } });
  return findEngine({ files: fakeFiles() as never, host, connect, signal }, options);
};

test("the first engine that answers is taken, with the reasons for those before it", async () => {
  const { engine, tried } = await search({
    "unix:///first.sock": failing("ECONNREFUSED"),
    "unix:///var/run/docker.sock": answering,
  });
  expect(engine).toMatchObject({ endpoint: { host: "unix:///var/run/docker.sock" }, ours: false });
  expect(tried).toEqual([
    {
      place: "DOCKER_HOST",
      host: "unix:///first.sock",
      reason: "nothing answers there: the engine is not running",
    },
    { place: "the system's engine", host: "unix:///var/run/docker.sock", reason: null },
  ]);
});

test("where none answers every place has its reason", async () => {
  const { engine, tried } = await search({ "unix:///var/run/docker.sock": failing("EACCES") });
  expect(engine).toBeNull();
  expect(tried.map(({ place, reason }) => [place, reason])).toContainEqual([
    "the system's engine",
    "you may not use this socket: join the group that owns it (docker), and log in again",
  ]);
  expect(tried.at(-1)?.place).toBe("size-matters' own engine");
  expect(tried.every(({ reason }) => reason !== null)).toBe(true);
});

test("our own engine is known as ours, and with privateOnly no other is asked", async () => {
  const own = "unix:///home/cat/.local/share/size-matters/engine/docker.sock";
  const { engine, tried } = await search(
    { [own]: answering, "unix:///first.sock": answering },
    { privateOnly: true },
  );
  expect(engine?.ours).toBe(true);
  expect(tried).toHaveLength(1);
});

test("Podman is passed over by name", async () => {
  const podman = fakeDocker({
    ping: async () => {},
    facts: async () => ({ ...engineFacts, product: "Podman Engine" }),
  });
  const { tried } = await search({ "unix:///first.sock": podman });
  expect(tried[0]?.reason).toContain("Podman answers here; it has no BuildKit");
});

test("an interrupt ends the search and is not a reason", async () => {
  const interrupt = new AbortController();
  interrupt.abort(new Cancelled());
  await expect(search({}, { privateOnly: false }, interrupt.signal)).rejects.toBeInstanceOf(Cancelled);
});
