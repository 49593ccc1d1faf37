import { describe, expect, test } from "vitest";
import type { ContainerFacts, DockerApi } from "../../../src/context.ts";
import { askPage, proveThatContainersMeet } from "../../../src/engine/ask-page.ts";
import { fakeDocker } from "../../support/fakes.ts";

const { signal } = new AbortController();
const GONE = "Somebody removed the private package feed of this workspace meanwhile.";

const APP: ContainerFacts = {
  ...{ id: "app", name: "", running: true, exitCode: 0, address: "10.0.0.3", imageId: "sha256:app" },
  ...{ labels: {}, publishedPort: null, health: null },
};

const failing = (calls: Partial<DockerApi>) =>
  fakeDocker({ exec: () => Promise.reject(new Error("(HTTP code 404) no such container")), ...calls });

describe("a feed that was removed while a check ran", () => {
  const docker = failing({ container: async () => null });

  test("is said where it should have asked a page", async () => {
    await expect(askPage(docker, "feed", APP, { seconds: 1, signal })).rejects.toThrow(GONE);
  });

  test("is said where it should have been the control", async () => {
    await expect(proveThatContainersMeet(docker, "feed", signal)).rejects.toThrow(GONE);
  });
});

test("another failure stays what it is while the feed is there", async () => {
  const docker = failing({ container: async () => APP });
  await expect(askPage(docker, "feed", APP, { seconds: 1, signal })).rejects.toThrow("HTTP code 404");
});
