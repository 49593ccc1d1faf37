const SHELL_PATH = /(?:\/usr)?\/bin\/(?:ba|da|a|z)?sh\b/.source;
/** `|2 A=b C=d`, in front of the shell. */
const BUILD_ARGUMENTS = new RegExp(`^(RUN )?\\|\\d+ .*?(?=${SHELL_PATH})`, "s");
const SHELL = new RegExp(`^(RUN )?${SHELL_PATH}(?: -\\S+| pipefail)*? -\\S*c `);

/**
 * A line of history as a person would write it in a Dockerfile: without the shell that runs it, without marks of the
 * builder, and without the values of build arguments, which may be secrets.
 */
export function instructionOf(createdBy: string | null): string {
  if (createdBy === null) return "(unknown)";
  const line = createdBy
    .replace(/\s*# buildkit\s*$/, "")
    .replace(/^\/bin\/sh -c #\(nop\)\s+/, "")
    .replace(BUILD_ARGUMENTS, "RUN ")
    .replace(SHELL, "RUN ")
    .replaceAll(/\s+/g, " ")
    .trim();
  return line === "" ? "(unknown)" : line;
}
