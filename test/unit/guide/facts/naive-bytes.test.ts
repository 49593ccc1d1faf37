import { expect, test } from "vitest";
import { naiveBytes } from "../../../../src/guide/facts/naive-bytes.ts";
import { fakeDocker, fakeFiles, fakeHost } from "../../../support/fakes.ts";

const KEPT = "/home/cat/.cache/size-matters/references.json";

/** The naive image's size where the engine holds an image of that id, and this was written down about the lab. */
function asked(held: string, build: { of: string; bytes: number } | null) {
  const files = fakeFiles({ [KEPT]: JSON.stringify({ "sha256:prepared": { bytes: 900, baseBytes: 0 } }) });
  const docker = fakeDocker({
    image: async (name: string) => (name === "size-matters/1a2b:naive" ? { id: held } : null) as never,
  });
  const workspace = { id: "1a2b", progress: { of: () => ({ build }) } };
  const about = {
    workspace,
    workshop: { engine: { docker } },
    labs: [{ id: "naive", folder: "/labs/02-naive" }],
  };
  return naiveBytes({ files, host: fakeHost() } as never, about as never);
}

test("it is what was measured when the lab was met, as long as the image is that one", async () => {
  expect(await asked("sha256:own", { of: "sha256:own", bytes: 1200 })).toBe(1200);
  expect(await asked("sha256:prepared", { of: "sha256:own", bytes: 1200 })).toBe(900);
});

test("an image that was read before is not read again", async () => {
  expect(await asked("sha256:prepared", null)).toBe(900);
});
