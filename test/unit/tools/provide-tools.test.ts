import { expect, test } from "vitest";
import type { Engines, VendorImage, Workshop } from "../../../src/context.ts";
import { UserError } from "../../../src/errors.ts";
import { provideTools } from "../../../src/tools/provide-tools.ts";
import { fakeFiles, fakeHost } from "../../support/fakes.ts";

const WORKSHOP = { engine: {}, bases: [] } as unknown as Workshop;

/** A machine without tools whose registries give some of the images; what was done is in `done`. */
function machine(gives: (reference: string) => boolean, firstDigest: string | null = null) {
  const done: string[] = [];
  const engines: Partial<Engines> = {
    presentVendorImage: async () => null,
    presentToolbox: async () => null,
    fetchVendorImage: async (_, [reference = ""]) => {
      if (!gives(reference)) throw new UserError(`no such host for ${reference}`, { fix: "Connect it." });
      return { reference, id: "sha256:i", digest: "sha256:d", record: "/r", firstDigest } as VendorImage;
    },
    recordVendorImage: async ({ reference }) => void done.push(reference),
    makeToolbox: async () => {
      done.push("toolbox");
      return "sha256:box";
    },
  };
  const outside = { engines, files: fakeFiles(), host: fakeHost(), signal: new AbortController().signal };
  return { done, provide: () => provideTools(outside as never, WORKSHOP, () => {}) };
}

test("every vendor's image is fetched and kept in mind, and no toolbox is built", async () => {
  const { done, provide } = machine(() => true);
  expect(await provide()).toEqual([]);
  expect(done).toHaveLength(4);
  expect(done).not.toContain("toolbox");
});

test("where one cannot be had it is said, and the toolbox is built once", async () => {
  const { done, provide } = machine((reference) => reference.includes("hadolint"));
  const without = await provide();
  expect(without).toHaveLength(3);
  expect(without[0]).toContain("The image of wagoodman/dive is not here: no such host");
  expect(done).toEqual(["ghcr.io/hadolint/hadolint:v2.15.1", "toolbox"]);
});

test("one that is another under the same version is told with both digests, and not kept", async () => {
  const { done, provide } = machine(() => true, "sha256:first");
  expect((await provide())[0]).toContain("it was sha256:first, and is sha256:d now. It is not run.");
  expect(done).toEqual(["toolbox"]);
});
