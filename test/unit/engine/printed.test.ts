import { expect, test } from "vitest";
import type { ContainerFacts, DockerApi } from "../../../src/context.ts";
import { printed } from "../../../src/engine/printed.ts";

const ID = "0123456789abcdef";
const never = new AbortController().signal;

/** A container whose log is another one each time somebody looks, and that ends with the last. */
function printing(...logs: string[]): Pick<DockerApi, "container" | "logs"> {
  let looked = -1;
  return {
    container: async () => {
      looked++;
      return { running: looked < logs.length - 1 } as ContainerFacts;
    },
    logs: async () => logs[Math.min(looked, logs.length - 1)] ?? "",
  };
}

test("it waits for the line, and gives it with those around it", async () => {
  const docker = printing("", "one\n", "one\nuid 7\nthree\n", "more\n");
  expect(await printed(docker, ID, /^uid/, never)).toEqual({
    line: "uid 7",
    log: "one\nuid 7\nthree",
    running: true,
    host: "0123456789ab",
  });
});

test("what has ended prints nothing more", async () => {
  const docker = printing("one\n", "two\nlast words\n");
  expect(await printed(docker, ID, /^uid/, never)).toMatchObject({
    line: null,
    log: "two\nlast words",
    running: false,
  });
});

test("an interrupt ends the waiting", async () => {
  await expect(printed(printing("", "", ""), ID, /x/, AbortSignal.abort(new Error("stop")))).rejects.toThrow(
    "stop",
  );
});
