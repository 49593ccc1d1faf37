import { expect, test } from "vitest";
import { guarded } from "../../../src/engine/guarded-docker.ts";
import { UserError } from "../../../src/errors.ts";
import { fakeDocker } from "../../support/fakes.ts";

const endpoint = { host: "unix:///e.sock" };
const failing = (properties: object, message = "odd words") => {
  const error = Object.assign(new Error(message), properties);
  return { error, docker: guarded(fakeDocker({ image: async () => Promise.reject(error) }), endpoint) };
};
const thrownBy = async (docker: ReturnType<typeof guarded>) =>
  docker.image("x").catch((error: unknown) => error);

test.each([
  ["a closed socket", { code: "ECONNREFUSED" }],
  ["a removed socket", { code: "ENOENT" }],
  ["an answer cut short", { code: "ECONNRESET" }],
  ["no answer in time", { name: "TimeoutError" }],
])("%s is an engine that no longer answers", async (_, properties) => {
  const thrown = await thrownBy(failing(properties).docker);
  expect(thrown).toBeInstanceOf(UserError);
  expect((thrown as Error).message).toBe("The Docker engine at unix:///e.sock no longer answers.");
});

test("a full disk is said in words, whatever the status", async () => {
  const thrown = await thrownBy(failing({ statusCode: 500 }, "write /x: no space left on device").docker);
  expect((thrown as Error).message).toBe("The disk of the Docker engine at unix:///e.sock is full.");
});

test("a failure of the engine's own is no bug of ours", async () => {
  expect(await thrownBy(failing({ statusCode: 500 }).docker)).toBeInstanceOf(UserError);
});

test("a wrong question of ours stays the bug it is", async () => {
  const { error, docker } = failing({ statusCode: 400 });
  expect(await thrownBy(docker)).toBe(error);
});

test("an export that is cut short says so, too", async () => {
  async function* cut() {
    yield Buffer.from("half");
    throw Object.assign(new Error("aborted"), { code: "ECONNRESET" });
  }
  const docker = guarded(fakeDocker({ save: async () => cut() }), endpoint);
  const read = async () => {
    for await (const chunk of await docker.save("x", new AbortController().signal))
      expect(String(chunk)).toBe("half");
  };
  await expect(read()).rejects.toThrow("no longer answers");
});
