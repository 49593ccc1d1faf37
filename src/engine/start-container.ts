import type { ContainerSpec, DockerApi } from "../context.ts";
import { messageOf, UserError } from "../errors.ts";

/** What only the image can be blamed for, in the words of the engine and of runc, where the status is no 400. */
const WORDS = /unable to find (user|group)|: exec: "|chdir to cwd|mkdir [^:]+: not a directory/;

/** A container, or what the engine says of an image that has nothing to start. */
export type Created = { readonly id: string } | { readonly refusal: string };

/** Makes a container. Anything but a fault of the image is thrown. */
export async function createContainer(docker: DockerApi, spec: ContainerSpec): Promise<Created> {
  const made: { id?: string } = {};
  const refusal = await refusalOf(async () => {
    made.id = await docker.createContainer(spec);
  });
  return made.id === undefined ? { refusal: refusal ?? "" } : { id: made.id };
}

/** Starts a container. Gives what the engine says where its command cannot be started, null when it runs. */
export function startOf(docker: DockerApi, id: string): Promise<string | null> {
  return refusalOf(() => docker.startContainer(id));
}

/**
 * A 400 is about what was asked for, so about the image's configuration; with a 500 engines tell everything else, also
 * that a user is not there. No room, no network, no cgroup: no image is to blame.
 */
async function refusalOf(work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    const refusal = error instanceof UserError ? error.cause : error;
    const { statusCode } = (refusal ?? {}) as { statusCode?: number };
    const words = messageOf(refusal);
    if (statusCode === 400 || (statusCode !== undefined && WORDS.test(words)))
      return `it could not be started: ${words}`;
    throw error;
  }
}
