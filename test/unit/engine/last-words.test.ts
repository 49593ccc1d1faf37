import { expect, test } from "vitest";
import type { ContainerFacts, DockerApi } from "../../../src/context.ts";
import { lastWords } from "../../../src/engine/last-words.ts";

const never = new AbortController().signal;

/** A container whose log is another one each time somebody reads it. */
function printing(logs: readonly string[], running = true): Pick<DockerApi, "container" | "logs"> {
  let read = 0;
  return {
    container: async () => ({ running }) as ContainerFacts,
    logs: async () => logs[Math.min(read++, logs.length - 1)] ?? "",
  };
}

test("a reason that comes after the answer is heard", async () => {
  const docker = printing(["GET / 500\n", "GET / 500\nErrno 13\n"]);
  expect(await lastWords(docker, "app", never)).toBe("GET / 500\nErrno 13\n");
});

test("who has ended prints nothing more", async () => {
  expect(await lastWords(printing(["one\n", "two\n"], false), "app", never)).toBe("one\n");
});

test("an app that goes on printing is not listened to for ever", async () => {
  const logs = Array.from({ length: 100 }, (_, line) => `${line}\n`);
  expect(await lastWords(printing(logs), "app", never)).toBe("5\n");
});

test("an interrupt ends the waiting", async () => {
  const stopped = AbortSignal.abort(new Error("stop"));
  await expect(lastWords(printing(["", ""]), "app", stopped)).rejects.toThrow();
});
