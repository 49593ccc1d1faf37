import { expect, test } from "vitest";
import type { ContainerFacts, RunOptions, Workshop } from "../../../src/context.ts";
import { buildCommand, buildImage } from "../../../src/engine/build-image.ts";
import { fakeDocker, fakeFiles } from "../../support/fakes.ts";

const TOKEN = "cat-0123456789abcdef";
let feedRuns = true;
const secrets = { workspace: "w1", userFile: "/w/user", tokenFile: "/w/token", netrcFile: "/w/netrc" };
const workshop = {
  engine: {
    docker: fakeDocker({
      ping: async () => {},
      container: async () => ({ running: feedRuns }) as ContainerFacts,
    }),
    endpoint: { host: "unix:///e.sock" },
    facts: { version: "20.10.24" },
  },
  builder: {
    path: "/usr/bin/docker",
    version: "20.10",
    env: { DOCKER_HOST: "unix:///e.sock", DOCKER_CONTEXT: undefined },
  },
  bases: [
    { name: "slim", reference: "python:3.13-slim", pinned: "python:3.13-slim@sha256:abc", standIn: true },
  ],
  feed: { container: "f", address: "172.31.250.3" },
  secrets,
} as unknown as Workshop;
const request = { dockerfile: "/d/my Dockerfile", context: "/c", tag: "size-matters/w1:mine" };
const outside = (run: (file: string, args: readonly string[], options?: RunOptions) => Promise<unknown>) =>
  ({ run, files: fakeFiles({ "/w/token": `${TOKEN}\n` }), signal: new AbortController().signal }) as never;

test("a build is given feed, apt cache, digest, secrets and the token by name", () => {
  const { args } = buildCommand(workshop, request);
  expect(args.join(" ")).toBe(
    "build --file /d/my Dockerfile --tag size-matters/w1:mine --label size-matters.workspace=w1 " +
      "--label size-matters.role=app --add-host feed:172.31.250.3 " +
      "--build-arg http_proxy=http://172.31.250.3:3142 --build-arg no_proxy=feed --build-arg TOKEN " +
      "--build-arg SLIM=python:3.13-slim@sha256:abc --secret id=user,src=/w/user --secret id=token,src=/w/token " +
      "--secret id=netrc,src=/w/netrc --progress plain /c",
  );
});

test("a build with nothing cached shares no step with another one of the same moment", () => {
  const hosts = [1, 2].map(() => buildCommand(workshop, { ...request, noCache: true }).args[3]);
  expect(hosts[0]).toMatch(/^build-\w{12}\.invalid:127\.0\.0\.1$/);
  expect(hosts[1]).not.toBe(hosts[0]);
});

test("the token is in the environment of the builder and in nothing that is shown", async () => {
  const lines: string[] = [];
  const failed = await buildImage(
    outside(async (_, args, options) => {
      expect(args.join(" ")).not.toContain(TOKEN);
      expect(options?.env?.TOKEN).toBe(TOKEN);
      options?.onLine?.(`#8 0.1 password ${TOKEN}`);
      return { exitCode: 1, stdout: "", stderr: `#8 ERROR\nwrong: ${TOKEN}`, timedOut: false };
    }),
    workshop,
    { ...request, onLine: (line) => lines.push(line) },
  );
  expect(lines).toEqual(["#8 0.1 password ***"]);
  expect(failed).toMatchObject({ ok: false, words: "#8 ERROR\nwrong: ***" });
  expect(JSON.stringify(failed)).not.toContain(TOKEN);
});

test("the command that is printed can be typed in a shell", async () => {
  const { command } = await buildImage(
    outside(async () => ({ exitCode: 1, stdout: "", stderr: "#1 [internal] load", timedOut: false })),
    workshop,
    request,
  );
  expect(command).toContain(
    "DOCKER_HOST=unix:///e.sock TOKEN=\"$(cat /w/token)\" /usr/bin/docker build --file '/d/my Dockerfile'",
  );
});

test("a build that fails because the feed stopped is nobody's not-yet", async () => {
  feedRuns = false;
  const run = async () => ({ exitCode: 1, stdout: "", stderr: "connection refused", timedOut: false });
  await expect(buildImage(outside(run), workshop, request)).rejects.toThrow(
    "The private package feed stopped",
  );
  feedRuns = true;
});

test("a docker that refuses its own arguments is nobody's not-yet", async () => {
  const run = async () => ({ exitCode: 125, stdout: "", stderr: "unknown flag: --secret", timedOut: false });
  await expect(buildImage(outside(run), workshop, request)).rejects.toThrow("before it began: unknown flag");
});

test("a secret in a folder with a comma, a blank and a quote in its name is named as CSV", () => {
  const secrets = { ...workshop.secrets, tokenFile: '/my "own", folder/token' };
  const { args } = buildCommand(workshop, { ...request, secrets });
  expect(args).toContain('id=token,"src=/my ""own"", folder/token"');
});

test("what the builder prints of the token is told, masked", async () => {
  const run = async () => ({ exitCode: 1, stdout: "", stderr: `#1 a\n#8 + echo ${TOKEN}`, timedOut: false });
  const { printed } = await buildImage(outside(run), workshop, request);
  expect(printed).toEqual(["#8 + echo ***"]);
});

test("what curl -v prints of it is told, too: base64 of a name, a colon and the token", async () => {
  const sent = Buffer.from(`learner:${TOKEN}`).toString("base64");
  const stderr = `#1 a\n#8 > Authorization: Basic ${sent}`;
  const run = async () => ({ exitCode: 1, stdout: "", stderr, timedOut: false });
  const failed = await buildImage(outside(run), workshop, request);
  expect(failed.printed).toHaveLength(1);
  expect(failed.printed[0]).toMatch(/^#8 > Authorization: Basic .*\*\*\*/);
  expect(JSON.stringify(failed)).not.toContain(Buffer.from(TOKEN).toString("base64").slice(4, -8));
});

test("a build is given a secret alone where the lab says so, and no token by name", async () => {
  const seen: (string | undefined)[] = [];
  const run = async (_: string, args: readonly string[], options?: RunOptions) => {
    seen.push(options?.env?.TOKEN);
    expect(args.join(" ")).not.toContain("--build-arg TOKEN");
    return { exitCode: 1, stdout: "", stderr: "#1 a", timedOut: false };
  };
  await buildImage(outside(run), workshop, { ...request, tokenArgument: false });
  expect(seen).toEqual([undefined]);
});

test.each([
  [
    "a frontend that cannot be fetched",
    "# syntax=docker/dockerfile:1\nFROM x",
    "resolve image config for docker.io/docker/dockerfile:1",
    "cannot",
  ],
  [
    "a heredoc for an old builder",
    "FROM x\nRUN <<EOF\ntrue\nEOF",
    "dockerfile parse error line 3: unknown instruction: TRUE",
    "knows no heredocs",
  ],
  ["no network", "FROM x\nRUN apt-get update", "Temporary failure resolving 'mirror.example'", "no network"],
])("a build that fails for %s is nobody's not-yet", async (_, dockerfile, words, says) => {
  const run = async () => ({ exitCode: 1, stdout: "", stderr: `#1 a\n${words}`, timedOut: false });
  const files = fakeFiles({ "/w/token": TOKEN, [request.dockerfile]: dockerfile });
  const around = { run, files, signal: new AbortController().signal } as never;
  await expect(buildImage(around, workshop, request)).rejects.toThrow(says);
});

test("a build that fails because the disk is full says so", async () => {
  const run = async () => ({
    exitCode: 1,
    stdout: "",
    stderr: "write /x: no space left on device",
    timedOut: false,
  });
  await expect(buildImage(outside(run), workshop, request)).rejects.toThrow("disk of the Docker engine");
});
