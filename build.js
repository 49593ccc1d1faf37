// Bundles src/ into dist/.
import { builtinModules } from "node:module";
import { build } from "rolldown";

/** Packages of many files: to find and read those took longer than all else that a verb does at its start. */
const TAKEN_IN = ["dockerode", "execa", "listr2", "yaml", "zod"];

/** Two parts of dockerode that bring a hundred files each, and that nobody asks for here: they wait for their first use. */
const LATE = { "./session": "dockerode/lib/session.js", "./ssh": "docker-modem/lib/ssh.js" };
/** Asked for late already; it looks for a file beside itself. */
const BESIDE_ITS_FILES = { "./buildkit": "dockerode/lib/buildkit.js" };

const LATE_MARK = "\0late:";

/** Packages are left where npm put them, but for those taken in, and what these need. */
function isOutside(id, importer) {
  if (id.startsWith("node:") || builtinModules.includes(id)) return true;
  if (Object.values(LATE).includes(id)) return true;
  const isPackage = !/^[./\0]/.test(id);
  return isPackage && !importer?.includes("/node_modules/") && !TAKEN_IN.includes(id);
}

const lateParts = {
  name: "late-parts",
  resolveId(id, importer) {
    if (!/dockerode|docker-modem/.test(importer ?? "")) return null;
    if (id in BESIDE_ITS_FILES) return { id: BESIDE_ITS_FILES[id], external: true };
    return id in LATE ? `${LATE_MARK}${LATE[id]}` : null;
  },
  load(id) {
    if (!id.startsWith(LATE_MARK)) return null;
    return `module.exports = (...args) => require(${JSON.stringify(id.slice(LATE_MARK.length))})(...args);`;
  },
};

await build({
  input: "src/cli.ts",
  platform: "node",
  external: isOutside,
  plugins: [lateParts],
  logLevel: "warn",
  output: { dir: "dist", format: "esm", cleanDir: true, sourcemap: true },
});
