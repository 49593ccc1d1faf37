import type { LentBuild } from "../../checks/subject.ts";
import type { Asked, Outside } from "../open-subject.ts";
import { ownBuild } from "../own-build.ts";
import { baseOf } from "./base.ts";
import { alteredFiles, PRIVATE_PACKAGE } from "./private-package.ts";
import { needleOf, readBuilt } from "./reading.ts";

/**
 * Builds once more with nothing cached, with the token as a secret alone, and with a password that is valid meanwhile.
 * A secret's value is no part of the cache's key, so a build that finds all in the cache proves nothing.
 */
export async function lentBuild(outside: Outside, asked: Asked): Promise<LentBuild> {
  const { engines, files } = outside;
  const { workshop, workspace } = asked;
  const tag = `size-matters/${workspace.id}:lent`;
  const own = ((await files.read(workshop.secrets.tokenFile)) ?? "").trim();
  const { result, downloads } = await engines.lendToken(workshop, async (secrets) => {
    const once = ((await files.read(secrets.tokenFile)) ?? "").trim();
    const request = {
      ...ownBuild(workspace, tag),
      secrets,
      noCache: true,
      tokenArgument: false,
      role: "lent",
    };
    const built = await engines.build(workshop, request);
    if (!built.ok) return { reading: null, words: built.words, printed: built.printed, altered: [] };
    try {
      const image = { id: built.imageId, tag };
      const base = await baseOf(outside, { ...asked, image });
      const find = [needleOf(own), needleOf(once)];
      const reading = await readBuilt(outside, asked, { id: built.imageId, base, find }, PRIVATE_PACKAGE);
      return { reading, words: "", printed: built.printed, altered: await alteredFiles(outside, reading) };
    } finally {
      await workshop.engine.docker.untagImage(tag);
    }
  });
  return { ...result, downloads };
}
