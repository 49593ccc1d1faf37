import { expect, test } from "vitest";
import type { ContainerFacts, Workshop } from "../../../src/context.ts";
import { blameOurselves } from "../../../src/engine/whose-fault.ts";
import { engineFacts, fakeDocker } from "../../support/fakes.ts";

const outside = { signal: new AbortController().signal };

/** A workshop whose registry answers, or refuses. */
function workshop(standIn: boolean, refusal: string | null): Workshop {
  const docker = fakeDocker({
    ping: async () => {},
    container: async () => ({ running: true }) as ContainerFacts,
    askRegistry: async () => {
      if (refusal !== null) throw new Error(refusal);
    },
  });
  return {
    engine: { docker, endpoint: { host: "unix:///e.sock" }, facts: engineFacts },
    feed: { container: "f", address: "172.31.0.2" },
    bases: [{ name: "slim", reference: "python:3.13-slim", pinned: "python:3.13-slim@sha256:a", standIn }],
  } as unknown as Workshop;
}

const failed = (words: string) => ({
  exitCode: 1,
  stdout: "",
  stderr: `#2 [internal] load metadata\n${words}`,
  timedOut: false,
});
const NO_BASE =
  "failed to solve with frontend dockerfile.v0: failed to create LLB definition: docker.io/library/alpine:3: not found";

test.each([
  ["no registry answers", false, "no such host"],
  ["the only registry is the one of the stand-ins", true, null],
])("a base that cannot be fetched because %s is nobody's not-yet", async (_, standIn, refusal) => {
  const blamed = blameOurselves(outside, workshop(standIn, refusal), failed(NO_BASE), "FROM alpine:3");
  await expect(blamed).rejects.toThrow("no registry can be reached here");
});

test("a base that a registry that answers does not have is the Dockerfile's", async () => {
  await expect(
    blameOurselves(outside, workshop(false, null), failed(NO_BASE), "FROM alpine:3"),
  ).resolves.toBeUndefined();
});

test("a file that is not in the context is the Dockerfile's, whatever the registry says", async () => {
  const words = 'failed to compute cache key: "/nothing" not found: not found';
  await expect(
    blameOurselves(outside, workshop(true, "down"), failed(words), "COPY nothing /"),
  ).resolves.toBeUndefined();
});
