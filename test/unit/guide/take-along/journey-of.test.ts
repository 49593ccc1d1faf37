import { expect, test } from "vitest";
import { journeyOf } from "../../../../src/guide/take-along/journey-of.ts";
import type { Lab } from "../../../../src/labs/lab.ts";
import { fakeFiles } from "../../../support/fakes.ts";

const lab = (number: number, id: string) => {
  const goals = [{ says: "{{image}} is small.", why: "{{naive}} was not." }];
  return { number, id, folder: `/labs/${id}`, file: { title: id, goals } } as unknown as Lab;
};
const LABS = [lab(2, "naive"), lab(9, "layering"), lab(18, "nice"), lab(23, "go")];
const line = (id: string, verdict: string, bytes: number | null) =>
  JSON.stringify({
    what: "check",
    lab: id,
    date: `2026-01-0${LABS.findIndex((one) => one.id === id) + 1}`,
    verdict,
    bytes,
  });

function journey(states: Record<string, string>, lines: readonly string[]) {
  const files = fakeFiles({
    "/w/.size-matters/log.jsonl": lines.join("\n"),
    "/w/.size-matters/passed/nice/Dockerfile": "FROM nice\n",
    "/labs/go/app/main.go": "",
  });
  const progress = { of: (id: string) => ({ state: states[id] ?? "started", met: null }) };
  return journeyOf({ files } as never, LABS, { folder: "/w", progress } as never);
}

test("it leads from the naive image to the last one of the same app that met its lab", async () => {
  const lines = [
    line("naive", "not-yet", 900),
    line("naive", "met", 1000),
    line("nice", "met", 100),
    line("nice", "not-yet", 130),
    line("go", "met", 7),
  ];
  const found = await journey({ naive: "met", nice: "met", go: "met" }, lines);
  expect(found).toMatchObject({ before: { id: "naive" }, after: { id: "nice" }, dockerfile: "FROM nice\n" });
  expect(found.before?.build?.bytes).toBe(1000);
  expect(found.after?.build).toMatchObject({ bytes: 100, verdict: "met" });
  expect(found.labs.map(({ state }) => state)).toEqual(["met", "open", "met", "met"]);
  expect(found.after?.truths).toEqual([
    { says: "the nice image is small.", why: "the naive image was not." },
  ]);
});

test("without a naive image the first that was built comes before, and without a met lab nothing comes after", async () => {
  const found = await journey({}, [line("layering", "not-yet", 500), line("nice", "could-not-check", null)]);
  expect(found).toMatchObject({
    before: { id: "layering", state: "started" },
    after: null,
    dockerfile: null,
  });
  expect(found.labs[2]).toMatchObject({ state: "started", build: null, date: "2026-01-03" });
});
