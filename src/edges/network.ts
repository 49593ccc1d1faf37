import { createServer } from "node:net";
import type { Network } from "../context.ts";

/** This machine's own network. */
export const network: Network = {
  freePort: () =>
    new Promise((resolve, reject) => {
      const server = createServer();
      server.once("error", reject);
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
      });
    }),
  headersOf: async (address, milliseconds) => {
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(milliseconds) });
      await response.body?.cancel();
      return Object.fromEntries(response.headers);
    } catch {
      return null;
    }
  },
};
