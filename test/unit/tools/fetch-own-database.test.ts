import { expect, test } from "vitest";
import type { Engines, ToolboxJob, ToolSaid } from "../../../src/context.ts";
import { fetchOwnDatabase } from "../../../src/tools/fetch-own-database.ts";
import { fakeHost } from "../../support/fakes.ts";
import { PLACE, toolboxThatSays } from "./fake-place.ts";

const FATAL =
  "2026-11-22T12:00:00Z\tINFO\t[vulndb] Need to update DB\n" +
  "2026-11-22T12:00:01Z\tFATAL\tFatal error\tinit error: DB error: no such host\n";
const FILLED = { exitCode: 0, written: '{"Version":2,"UpdatedAt":"2026-11-20T06:00:00Z"}' };

/** A toolbox whose trivy ends like this, one run after the other. */
function trivyThat(ends: readonly Partial<ToolSaid>[], env: Record<string, string> = {}) {
  const jobs: ToolboxJob[] = [];
  const outside = toolboxThatSays({});
  const engines: Partial<Engines> = {
    ...outside.engines,
    fillToolCache: async (_, __, job) => {
      jobs.push(job);
      return { exitCode: 1, stdout: "", stderr: FATAL, written: null, ...ends[jobs.length - 1] };
    },
  };
  const machine = { ...outside, engines: engines as Engines, host: fakeHost({ env }) };
  const asked = () => jobs.map(({ command }) => command[command.indexOf("--db-repository") + 1]);
  return { asked, jobs, fetch: () => fetchOwnDatabase(machine, PLACE, () => {}) };
}

test("the first repository that answers gives it, with its date", async () => {
  const { asked, jobs, fetch } = trivyThat([{}, FILLED]);
  expect(await fetch()).toEqual({ date: "2026-11-20" });
  expect(asked()).toEqual(["mirror.gcr.io/aquasec/trivy-db:2", "ghcr.io/aquasecurity/trivy-db:2"]);
  expect(jobs[0]).toMatchObject({ writes: "cache/db/metadata.json" });
});

test("where none does, each is told with trivy's last word, and what to do behind a proxy", async () => {
  await expect(trivyThat([]).fetch()).rejects.toMatchObject({
    message:
      "Trivy's own database cannot be had:\n" +
      "  mirror.gcr.io/aquasec/trivy-db:2: init error: DB error: no such host\n" +
      "  ghcr.io/aquasecurity/trivy-db:2: init error: DB error: no such host",
    fix: expect.stringMatching(/https_proxy.*SSL_CERT_FILE.*TRIVY_DB_REPOSITORY/),
  });
});

test("the reason is the last of trivy's list, where it makes one", async () => {
  const stderr = `2026-11-22T12:00:01Z\tFATAL\tFatal error\tinit error: OCI repository error: 1 error occurred:
\t* Get "https://ghcr.io/v2/": dial tcp: lookup ghcr.io: no such host

`;
  const { fetch } = trivyThat([{ stderr }, { stderr }]);
  await expect(fetch()).rejects.toThrow(
    'mirror.gcr.io/aquasec/trivy-db:2: Get "https://ghcr.io/v2/": dial tcp: lookup ghcr.io: no such host\n',
  );
});

test("a copy that is named is asked alone", async () => {
  const { asked, fetch } = trivyThat([FILLED], { TRIVY_DB_REPOSITORY: "registry.example/trivy-db:2" });
  await fetch();
  expect(asked()).toEqual(["registry.example/trivy-db:2"]);
});
