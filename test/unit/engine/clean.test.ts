import { expect, test } from "vitest";
import type { Machine } from "../../../src/context.ts";
import { itemsToClean } from "../../../src/engine/clean.ts";
import { labelled, SHARED } from "../../../src/engine/labels.ts";
import { engineFacts, fakeDocker, fakeFiles, fakeHost } from "../../support/fakes.ts";

const container = (workspace: string) => ({
  ...{ id: `${workspace}-feed`, name: `${workspace}-feed`, image: "feed" },
  labels: labelled(workspace, "feed"),
});

/** What `clean` takes in the workspace `mine`, on an engine with these workspaces' containers. */
async function takenBeside(...workspaces: string[]): Promise<string[]> {
  const docker = fakeDocker({
    ping: async () => {},
    facts: async () => engineFacts,
    listContainers: async () => workspaces.map(container),
    // Without a label: somebody else's, so that the engine itself stays.
    listImages: async (label) =>
      label ? [] : [{ id: "sha256:x", tags: ["somebody-elses:1"], labels: {}, size: 1 }],
    listVolumes: async () => [
      { name: "size-matters-tool-archive-1", labels: labelled(SHARED, "tool-archive") },
      { name: "size-matters-apt-cache", labels: labelled(SHARED, "apt-cache") },
    ],
  });
  const outside = {
    ...{ host: fakeHost(), files: fakeFiles(), connect: async () => docker },
    signal: new AbortController().signal,
  } as unknown as Machine;
  const options = { workspace: "mine", all: false, privateOnly: true };
  return (await itemsToClean(outside, options)).items.map(({ says }) => says);
}

test("what all workspaces share stays for the others, but no archive of an image does", async () => {
  expect(await takenBeside("mine", "theirs")).toEqual([
    "container mine-feed",
    "volume size-matters-tool-archive-1",
  ]);
});

test("the last one takes everything", async () => {
  expect(await takenBeside("mine")).toEqual([
    "container mine-feed",
    "volume size-matters-tool-archive-1",
    "volume size-matters-apt-cache",
  ]);
});
