import type { ContainerFacts, DockerApi } from "../context.ts";
import { UserError } from "../errors.ts";

/** The container of a workspace's private feed. @throws UserError when somebody removed it meanwhile */
export async function presentFeed(docker: DockerApi, feed: string): Promise<ContainerFacts> {
  const container = await docker.container(feed);
  if (container) return container;
  throw new UserError("Somebody removed the private package feed of this workspace meanwhile.", {
    fix: "Type the command again: the feed is brought back.",
  });
}
