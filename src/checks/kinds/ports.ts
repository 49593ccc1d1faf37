import { z } from "zod";
import type { Kind } from "../kind.ts";
import { met, notYet } from "../verdict.ts";

const options = z.strictObject({
  exposed: z
    .array(z.string().regex(/^\d+\/(tcp|udp)$/))
    .min(1)
    .describe("The ports that EXPOSE names: 3000/tcp. No others."),
});

declare module "../kind.ts" {
  interface CheckKinds {
    ports: z.infer<typeof options>;
  }
}

/** The ports that the image says it listens on. */
export const ports: Kind<z.infer<typeof options>> = {
  says: "EXPOSE names just the ports that the app listens on.",
  options,
  async judge({ exposed }, subject) {
    const { exposedPorts } = (await subject.reading()).image;
    const expected = `exposed: ${exposed.join(", ")}`;
    const actual = exposedPorts.length > 0 ? exposedPorts.join(", ") : "none";
    const same =
      exposedPorts.length === exposed.length && exposed.every((port) => exposedPorts.includes(port));
    if (same) return met(expected, actual);
    return notYet(
      { expected, actual },
      [{ kind: "config", where: "Config.ExposedPorts", text: actual }],
      `Write EXPOSE ${exposed.map((port) => port.replace("/tcp", "")).join(" ")}, and no other port.`,
    );
  },
};
