import { defineConfig } from "vitest/config";
import { TallyReporter } from "./test/support/tally-reporter.ts";

export default defineConfig({
  test: {
    reporters: ["default", new TallyReporter()],
    // The engine project ends a whole Docker engine.
    teardownTimeout: 180_000,
    projects: [
      // Unit tests leave nothing behind in a module: loading each of them anew for each file would take longer than the tests.
      { test: { name: "unit", include: ["test/unit/**/*.test.ts"], isolate: false } },
      { test: { name: "fuzz", include: ["test/fuzz/**/*.test.ts"] } },
      { test: { name: "cli", include: ["test/cli/**/*.test.ts"], testTimeout: 60_000 } },
      {
        test: {
          name: "engine",
          include: ["test/engine/**/*.test.ts"],
          globalSetup: ["test/support/engine-setup.ts"],
          // One engine, two cores: files run one after the other so that none times out waiting for another's build.
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 900_000,
        },
      },
    ],
  },
});
