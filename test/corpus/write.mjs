// Writes every case of the corpus into a folder, for any tool: NAME.tar, and NAME.json with the truth about it.
// npm run corpus -- DIR

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createViteServer } from "vitest/node";

const [folder] = process.argv.slice(2);
if (!folder) {
  process.stderr.write("Name the folder to write to: npm run corpus -- DIR\n");
  process.exitCode = 2;
} else {
  const { casesAsFiles } = await loaded("/test/corpus/files.ts");
  await mkdir(folder, { recursive: true });
  const files = casesAsFiles();
  for (const { name, bytes } of files) await writeFile(join(folder, name), bytes);
  process.stdout.write(`${files.length / 2} archives, and the truth about each, are in ${folder}.\n`);
}

/** The module of a TypeScript file: Node 20 cannot run one by itself, the test runner's own bundler can. */
async function loaded(path) {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const server = { middlewareMode: true, watch: null, ws: false, hmr: false };
  const vite = await createViteServer({
    root,
    server,
    configFile: false,
    appType: "custom",
    logLevel: "error",
  });
  try {
    return await vite.ssrLoadModule(path);
  } finally {
    await vite.close();
  }
}
