import { expect, test } from "vitest";
import { privateEnginePids } from "../../../src/engine/private-engine.ts";
import { processesWhere } from "../../../src/engine/process-list.ts";
import { fakeFiles, fakeHost } from "../../support/fakes.ts";

const folder = "/home/cat/.local/share/size-matters/engine";
const machine = (lines: Readonly<Record<string, string>>) => ({
  host: fakeHost(),
  files: fakeFiles(
    Object.fromEntries(Object.entries(lines).map(([pid, line]) => [`/proc/${pid}/cmdline`, line])),
  ) as never,
});

test("our own engine is found before it has written its pid file, and sudo with it", async () => {
  const outside = machine({
    "1200": `dockerd\0--data-root=${folder}/data\0--pidfile=${folder}/dockerd.pid\0`,
    "999": `sudo\0-n\0dockerd\0--pidfile=${folder}/dockerd.pid\0`,
    "7": "dockerd\0--pidfile=/var/run/docker.pid\0",
    self: `dockerd\0--pidfile=${folder}/dockerd.pid\0`,
  });
  expect(await privateEnginePids(outside)).toEqual([999, 1200]);
});

test("a process that ends while it is looked at is not found", async () => {
  const gone = { list: async () => ["7"], read: () => Promise.reject(new Error("ESRCH")) };
  expect(await processesWhere({ files: gone as never }, (words) => words.includes("dockerd"))).toEqual([]);
});

test("a program that was given the pid file's path as anything else is not ours to end", async () => {
  const outside = machine({ "7": `less\0${folder}/dockerd.pid\0` });
  expect(await privateEnginePids(outside)).toEqual([]);
});
