import { z } from "zod";
import type { Kind } from "../kind.ts";
import { met, notYet } from "../verdict.ts";

const options = z.strictObject({
  exposed: z
    .array(z.string().regex(/^\d+\/(tcp|udp|sctp)$/, "Write a port and its protocol: 3000/tcp"))
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
    const [wanted, found] = [new Set(exposed), new Set(exposedPorts.map(withProtocol))];
    const expected = `exposed: ${[...wanted].join(", ")}`;
    const actual = found.size > 0 ? [...found].join(", ") : "none";
    if (wanted.size === found.size && [...wanted].every((port) => found.has(port)))
      return met(expected, actual);
    return notYet(
      { expected, actual },
      [{ kind: "config", where: "Config.ExposedPorts", text: actual }],
      `Write EXPOSE ${[...wanted].map((port) => port.replace("/tcp", "")).join(" ")}, and no other port.`,
    );
  },
};

/** Not every builder writes the protocol that EXPOSE means without one. */
function withProtocol(port: string): string {
  const written = port.toLowerCase();
  return written.includes("/") ? written : `${written}/tcp`;
}
