import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { placesToLook } from "../../../src/engine/places.ts";
import { fakeFiles, fakeHost } from "../../support/fakes.ts";

const contextFile = (name: string) =>
  `/home/cat/.docker/contexts/meta/${createHash("sha256").update(name).digest("hex")}/meta.json`;
const meta = (host: string) => JSON.stringify({ Endpoints: { docker: { Host: host } } });

const look = async (
  env: Record<string, string>,
  texts: Record<string, string> = {},
  platform: NodeJS.Platform = "linux",
) =>
  (await placesToLook({ files: fakeFiles(texts) as never, host: fakeHost({ env, platform }) })).map(
    (place) => ("endpoint" in place ? [place.place, place.endpoint.host] : [place.place, place.reason]),
  );

test("DOCKER_HOST comes first, then DOCKER_CONTEXT, then the known sockets", async () => {
  const places = await look(
    { DOCKER_HOST: "tcp://team:2375", DOCKER_CONTEXT: "lab" },
    { [contextFile("lab")]: meta("ssh://cat@lab") },
  );
  expect(places.slice(0, 3)).toEqual([
    ["DOCKER_HOST", "tcp://team:2375"],
    ['DOCKER_CONTEXT "lab"', "ssh://cat@lab"],
    ["the system's engine", "unix:///var/run/docker.sock"],
  ]);
});

test("the current context counts only where no variable names one", async () => {
  const texts = {
    "/home/cat/.docker/config.json": JSON.stringify({ currentContext: "colima" }),
    [contextFile("colima")]: meta("unix:///home/cat/.colima/default/docker.sock"),
    [contextFile("lab")]: meta("unix:///lab.sock"),
  };
  expect((await look({}, texts))[0]).toEqual([
    'current docker context "colima"',
    "unix:///home/cat/.colima/default/docker.sock",
  ]);
  expect((await look({ DOCKER_CONTEXT: "lab" }, texts))[0]).toEqual([
    'DOCKER_CONTEXT "lab"',
    "unix:///lab.sock",
  ]);
});

test("a socket that two places name is looked at once", async () => {
  const places = await look({ DOCKER_HOST: "unix:///var/run/docker.sock" });
  expect(places.filter(([, host]) => host === "unix:///var/run/docker.sock")).toEqual([
    ["DOCKER_HOST", "unix:///var/run/docker.sock"],
  ]);
});

test.each([
  ["a context that does not exist", {}, "there is no context of that name"],
  ["one without an endpoint", { [contextFile("lab")]: "{}" }, "the context names no docker endpoint"],
  [
    "one that is no JSON",
    { [contextFile("lab")]: "{" },
    expect.stringContaining("its meta.json cannot be read"),
  ],
])("%s is a reason, not a crash", async (_, texts, reason) => {
  expect((await look({ DOCKER_CONTEXT: "lab" }, texts as never))[0]).toEqual([
    'DOCKER_CONTEXT "lab"',
    reason,
  ]);
});

test("a context with TLS keys brings its folder of certificates", async () => {
  const id = createHash("sha256").update("team").digest("hex");
  const folder = `/home/cat/.docker/contexts/tls/${id}/docker`;
  const files = fakeFiles({ [contextFile("team")]: meta("tcp://team:2376"), [`${folder}/ca.pem`]: "" });
  const [place] = await placesToLook({
    files: files as never,
    host: fakeHost({ env: { DOCKER_CONTEXT: "team" } }),
  });
  expect(place).toMatchObject({ endpoint: { host: "tcp://team:2376", certFolder: folder } });
});

test("Windows is looked at through its pipes", async () => {
  expect(await look({}, {}, "win32")).toEqual([
    ["Docker on Windows", "npipe:////./pipe/docker_engine"],
    ["Docker Desktop", "npipe:////./pipe/dockerDesktopLinuxEngine"],
  ]);
});
