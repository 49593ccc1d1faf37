import { expect, test } from "vitest";
import { createContainer, startOf } from "../../../src/engine/start-container.ts";
import { UserError } from "../../../src/errors.ts";
import { fakeDocker } from "../../support/fakes.ts";

/** What dockerode rejects with, as the guarded engine hands it on. */
function refusal(statusCode: number | undefined, message: string): Error {
  const cause = Object.assign(new Error(message), { statusCode });
  return new UserError("The Docker engine refused.", { fix: "Look.", cause });
}

const starting = (error: Error) =>
  startOf(fakeDocker({ startContainer: () => Promise.reject(error) }), "app");

test.each([
  [400, 'runc create failed: exec: "nothere": executable file not found in $PATH: unknown'],
  [400, 'exec: "/etc": permission denied: unknown'],
  [500, "unable to find user nobodyhere: no matching entries in passwd file"],
  [500, "unable to find group nogrp: no matching entries in group file"],
  [500, 'runc create failed: chdir to cwd ("/root") set in config.json failed: permission denied'],
])("the image is to blame for %i %s", async (statusCode, message) => {
  expect(await starting(refusal(statusCode, message))).toBe(`it could not be started: ${message}`);
});

test.each([
  [500, "failed to create endpoint app on network bridge: no available IPv4 addresses"],
  [500, "runc create failed: unable to apply cgroup configuration: no space left on device"],
  [undefined, "connect ECONNREFUSED"],
  [404, "No such container: app"],
])("no image is to blame for %s %s", async (statusCode, message) => {
  await expect(starting(refusal(statusCode, message))).rejects.toThrow("The Docker engine refused.");
});

test("an image without a command cannot even be made a container of", async () => {
  const creating = (error: Error) =>
    createContainer(fakeDocker({ createContainer: () => Promise.reject(error) }), {} as never);
  expect(await creating(refusal(400, "No command specified"))).toEqual({
    refusal: "it could not be started: No command specified",
  });
  await expect(creating(refusal(500, "no space left on device"))).rejects.toThrow("refused");
  const made = fakeDocker({ createContainer: async () => "c1" });
  expect(await createContainer(made, {} as never)).toEqual({ id: "c1" });
});
