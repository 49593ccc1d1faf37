import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAME = "size-matters";

/**
 * Puts `npx` in front of the program's own commands where a shell would not find them: in a checkout, and where the
 * program itself was called by npx, which has it on the search path for that one call.
 */
export function asTyped(
  verbs: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): (text: string) => string {
  if (isInstalled(env)) return (text) => text;
  const commands = new RegExp(`(?<![\\w./-])${NAME} (?=(${verbs.join("|")})\\b)`, "g");
  return (text) =>
    text.replaceAll(commands, (found, _, at: number, whole: string) =>
      whole.slice(0, at).endsWith("npx ") ? found : `npx ${found}`,
    );
}

function isInstalled({ PATH, npm_command }: Readonly<Record<string, string | undefined>>): boolean {
  if (npm_command === "exec") return false;
  const folders = (PATH ?? "").split(delimiter).filter(Boolean);
  return folders.some((folder) => [NAME, `${NAME}.cmd`].some((name) => existsSync(join(folder, name))));
}
