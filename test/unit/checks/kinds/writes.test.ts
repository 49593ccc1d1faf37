import { describe, expect, test } from "vitest";
import type { ProcessFacts } from "../../../../src/context.ts";
import { file, whiteout } from "../../../support/archives/entries.ts";
import { appThat } from "../../../support/subject.ts";
import { judged, verdictOf } from "../judged.ts";

const process = (writable: ProcessFacts["writable"], uid = 1001, asked: string[][] = []) =>
  appThat({
    look: async (paths) => {
      asked.push([...paths]);
      return { uid, gid: uid, writable };
    },
  });
const OPTIONS = { may: ["/app/data"], not: ["/app/cat_app"] };

test("data that can be written, and code that cannot, is met", async () => {
  const asked: string[][] = [];
  const pieces = process({ "/app/data": true, "/app/cat_app": false }, 1001, asked);
  expect(await judged("writes", OPTIONS, pieces)).toMatchObject({
    verdict: "met",
    expected: "may write /app/data, not /app/cat_app",
  });
  expect(asked).toEqual([["/app/data", "/app/cat_app"]]);
});

test("everything that is wrong is told at once", async () => {
  expect(
    await judged("writes", OPTIONS, process({ "/app/data": false, "/app/cat_app": true })),
  ).toMatchObject({
    verdict: "not-yet",
    actual: "/app/data cannot be written; /app/cat_app can be written",
    evidence: [
      {
        kind: "command",
        where: "access(2) as the app's user",
        text: "uid 1001: /app/data cannot be written; /app/cat_app can be written",
      },
    ],
  });
});

describe("packages are code, too", () => {
  const metadata = (path: string) => file(path, "Name: flask\nVersion: 3\n");
  const layers = [
    [
      metadata("app/.venv/lib/site-packages/flask-3.dist-info/METADATA"),
      metadata("app/.venv/lib/site-packages/more-3.dist-info/METADATA"),
      metadata("opt/old/lib/old-1.egg-info"),
      metadata("gone/lib/flask-3.dist-info/METADATA"),
    ],
    [whiteout("gone")],
  ];
  const [venv, old] = ["/app/.venv/lib/site-packages", "/opt/old/lib"];
  const options = { may: ["/app/data"], "not-packages": true };

  test("so the folders that hold them are asked for, each once", async () => {
    const asked: string[][] = [];
    const pieces = { layers, ...process({ "/app/data": true, [venv]: false, [old]: false }, 1001, asked) };
    expect(await verdictOf("writes", options, pieces)).toBe("met: so it is");
    expect(asked).toEqual([["/app/data", venv, old]]);
  });

  test("and one that can be written is not yet", async () => {
    const pieces = { layers, ...process({ "/app/data": true, [venv]: true, [old]: false }) };
    expect(await verdictOf("writes", options, pieces)).toBe(`not-yet: ${venv} can be written`);
  });

  test("but only where a lab asks", async () => {
    const asked: string[][] = [];
    await judged("writes", OPTIONS, { layers, ...process({}, 1001, asked) });
    expect(asked).toEqual([["/app/data", "/app/cat_app"]]);
  });
});

describe("what is not there", () => {
  test.each([{ "/app/data": true, "/app/cat_app": null }, { "/app/data": true }])(
    "is no code that was looked at (%j)",
    async (writable) => {
      expect(await verdictOf("writes", OPTIONS, process(writable))).toBe(
        "not-yet: /app/cat_app is not there",
      );
    },
  );

  test("cannot be written either", async () => {
    expect(await verdictOf("writes", OPTIONS, process({ "/app/data": null, "/app/cat_app": false }))).toBe(
      "not-yet: /app/data is not there",
    );
  });
});

describe("the next step", () => {
  const next = async (writable: ProcessFacts["writable"], uid?: number) =>
    (await judged("writes", OPTIONS, process(writable, uid))).next?.text;

  test("depends on what is wrong", async () => {
    expect(await next({ "/app/data": false, "/app/cat_app": false })).toMatch(
      /^Make the folder with its owner/,
    );
    expect(await next({ "/app/data": true, "/app/cat_app": true })).toMatch(/^Copy the code without --chown/);
    expect(await next({ "/app/data": true, "/app/cat_app": true }, 0)).toMatch(/^Root may write everything/);
    expect(await next({ "/app/data": null, "/app/cat_app": false }, 0)).toMatch(
      /^Make the folder with its owner/,
    );
  });
});
