import { expect, test } from "vitest";
import { sarifOf } from "../../../src/inspect/sarif.ts";
import { file, whiteout } from "../../support/archives/entries.ts";
import { CANARY, FIND, readSpec } from "../../support/archives/read.ts";

interface Sarif {
  $schema: string;
  version: string;
  runs: {
    tool: { driver: { name: string; version: string; rules: { id: string }[] } };
    invocations: { toolExecutionNotifications: { message: { text: string } }[] }[];
    results: {
      ruleId: string;
      level: string;
      message: { text: string };
      locations: {
        physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } };
        logicalLocations: { fullyQualifiedName: string }[];
      }[];
      partialFingerprints: Record<string, string>;
    }[];
  }[];
}

const spec = {
  layers: [[file("app/my key.env", CANARY)], [whiteout("app/my key.env")]],
  config: { Env: [`TOKEN=${CANARY}`] },
};
const sarif = async (layersBelow = 0) => {
  const below = [...Array(layersBelow).keys()].map((index) => [file(`below${index}`, "x")]);
  const reading = await readSpec({ ...spec, layers: [...below, ...spec.layers] }, { find: FIND });
  return sarifOf("cat:1", "1.2.3", reading) as Sarif;
};

test("a leak is an error at its file, with layer, instruction and what to do; the value is not in it", async () => {
  const document = await sarif();
  const [run] = document.runs;
  expect(document.version).toBe("2.1.0");
  expect(run?.tool.driver).toMatchObject({ name: "size-matters", version: "1.2.3" });
  const leak = run?.results.find(
    ({ locations }) => locations[0]?.logicalLocations[0]?.fullyQualifiedName === "layer 0",
  );
  expect(leak).toMatchObject({ ruleId: "leak/find", level: "error" });
  expect(leak?.locations[0]?.physicalLocation).toEqual({
    artifactLocation: { uri: "app/my%20key.env" },
    region: { startLine: 1 },
  });
  expect(leak?.message.text).toContain("RUN step 0");
  expect(leak?.message.text).toContain(".dockerignore");
  expect(JSON.stringify(document)).not.toContain(CANARY);
});

test("findings have the level of their gravity, and every result has a rule", async () => {
  const [run] = (await sarif()).runs;
  const root = run?.results.find(({ ruleId }) => ruleId === "image/root-user");
  expect(root).toMatchObject({ level: "warning" });
  expect(root?.locations[0]?.physicalLocation.artifactLocation.uri).toBe("cat%3A1");
  const rules = run?.tool.driver.rules.map(({ id }) => id);
  expect(new Set(run?.results.map(({ ruleId }) => ruleId))).toEqual(new Set(rules));
});

test("a result keeps its fingerprint when its layer moves", async () => {
  const prints = async (below: number) =>
    (await sarif(below)).runs[0]?.results
      .filter(({ ruleId, message }) => ruleId === "leak/find" && message.text.includes("my key"))
      .map(({ partialFingerprints }) => partialFingerprints);
  expect(await prints(2)).toEqual(await prints(0));
  expect(await prints(0)).toHaveLength(1);
});

test("what could not be read is a notification, so that a clean report does not look like a whole one", async () => {
  const reading = await readSpec(
    { layers: [[file("a.gz", Buffer.from("1f8b0800000000000003ffffffffffffffffffffffffffff", "hex"))]] },
    { find: FIND },
  );
  const document = sarifOf("cat:1", "1.2.3", reading) as Sarif;
  const [note] = document.runs[0]?.invocations[0]?.toolExecutionNotifications ?? [];
  expect(note?.message.text).toMatch(/^a\.gz: /);
});
