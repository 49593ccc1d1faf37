import asc from "assemblyscript/asc";
import { expect, test } from "vitest";

const SOURCE = "src/image/search/wasm/marks.ts";
const OPTIONS =
  "--optimizeLevel 3 --converge --noAssert --runtime stub --enable simd --importMemory --use abort=";

// `npm run wasm` is this test, too: with --update it writes the file.
test("the committed module is what its source compiles to", { timeout: 120_000 }, async () => {
  let binary: Uint8Array = new Uint8Array();
  const writeFile = (_: string, contents: Uint8Array | string): void => {
    binary = Buffer.from(contents);
  };
  const { error, stderr } = await asc.main([SOURCE, "--outFile", "marks.wasm", ...OPTIONS.split(" ")], {
    writeFile,
  });
  expect(error, String(stderr)).toBeNull();
  const text = [
    "// Compiled from wasm/marks.ts by `npm run wasm`.",
    "export const MARKS_WASM =",
    `  "${Buffer.from(binary).toString("base64")}";`,
    "",
  ].join("\n");
  await expect(text).toMatchFileSnapshot("../../../../src/image/search/marks-wasm.ts");
});
