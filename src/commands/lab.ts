import { join } from "node:path";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** `lab new NAME`: a new lab's folder, from the template. */
export async function lab(ctx: Context, _: object, action: string, name: string): Promise<number> {
  const { files, host, screen } = ctx;
  if (action !== "new")
    throw new UserError(`There is nothing like "lab ${action}".`, { fix: "size-matters lab new NAME" });
  if (!NAME.test(name)) {
    throw new UserError(`"${name}" is no name for a lab.`, {
      fix: "Write small letters, digits and single hyphens: smaller-base",
    });
  }
  const root = join(host.packageFolder, "labs");
  const taken = await files.list(root);
  const same = taken.find((folder) => folder.replace(/^\d+-/, "") === name);
  if (same)
    throw new UserError(`There is a lab of that name: labs/${same}.`, { fix: "Choose another name." });
  const highest = Math.max(0, ...taken.map((folder) => Number(/^(\d+)-/.exec(folder)?.[1] ?? 0)));
  const folder = `${String(highest + 1).padStart(2, "0")}-${name}`;
  await files.copyFolder(join(root, "_template"), join(root, folder));
  screen.say(`labs/${folder} is there. Its comments are the manual.`);
  screen.say(`Write it, then prove it: size-matters prove ${name}`);
  return 0;
}
