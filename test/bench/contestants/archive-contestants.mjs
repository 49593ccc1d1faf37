import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inspecting } from "./program.mjs";

/** The file in the folder of a run that each of them writes. */
const ANSWER = "answer.json";
/** Names of contestants, for those who look for their runs. */
export const OURS = "size-matters";
export const TRIVY_EVERY_LAYER = "trivy, every layer";
export const TRIVY_EVERY_FILE = "trivy, every file";

/** @param {string} archive @param {string} needle a file with a value to look for */
export const ours = (archive, needle) => inspecting(OURS, ["--find", needle, archive]);

/** It does not shorten a file that is longer than its document: each run needs a new one. */
export function dive(command, archive) {
  const args = (folder) => ["--source", "docker-archive", archive, "--json", join(folder, ANSWER)];
  return contestant("dive", command, args);
}

export function syft(command, archive) {
  const args = (folder) => [
    "scan",
    `docker-archive:${archive}`,
    "--scope",
    "all-layers",
    "--quiet",
    "--output",
    `syft-json=${join(folder, ANSWER)}`,
  ];
  return contestant("syft", command, args, { SYFT_CHECK_FOR_APP_UPDATE: "false" });
}

/** Trivy's own list of files and folders in which it looks for no secrets: /usr/lib, tests, examples … */
const ALLOWED = [
  ...["tests", "examples", "vendor", "usr-dirs", "locale-dir", "markdown"],
  ...["node.js", "golang", "python", "rubygems", "wordpress", "anaconda-log"],
];

/** Has trivy look into the files that it leaves out by itself, as the program does. */
export async function everyFileConfig(folder) {
  const path = join(folder, "trivy-every-file.yaml");
  await writeFile(path, `disable-allow-rules: [${ALLOWED.join(", ")}]\n`);
  return path;
}

/**
 * Each run has a cache of its own, because what it has read of a layer before it does not read again. Unasked it gives up
 * after five minutes.
 */
export function trivy(name, command, archive, config = null) {
  const offline = ["--offline-scan", "--skip-db-update", "--skip-java-db-update", "--skip-check-update"];
  const args = (folder) => [
    "image",
    "--input",
    archive,
    ...["--scanners", "secret", "--image-config-scanners", "secret"],
    ...["--cache-dir", join(folder, "cache"), ...offline],
    ...(config === null ? [] : ["--secret-config", config]),
    ...["--timeout", "2h", "--quiet", "--format", "json", "--output", join(folder, ANSWER)],
  ];
  // Flags for these came later than the others, and an older trivy refuses those it does not know.
  return contestant(name, command, args, {
    TRIVY_SKIP_VERSION_CHECK: "true",
    TRIVY_DISABLE_TELEMETRY: "true",
  });
}

function contestant(name, command, args, env = {}) {
  return { name, answer: ANSWER, command: (folder) => ({ command, args: args(folder), env }) };
}
