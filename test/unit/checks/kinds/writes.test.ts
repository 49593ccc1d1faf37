import { describe, expect, test } from "vitest";
import type { ProcessFacts } from "../../../../src/context.ts";
import { file, folder, whiteout } from "../../../support/archives/entries.ts";
import { appThat, type Pieces } from "../../../support/subject.ts";
import { judged, verdictOf } from "../judged.ts";

const process = (writable: ProcessFacts["writable"], uid = 1001, asked: string[][] = []) =>
  appThat({
    look: async (paths) => {
      asked.push([...paths]);
      return { uid, gid: uid, listeners: [], writable };
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

test("an app that has ended is not yet, and who listens is named", async () => {
  const ended = { answers: false, problem: "it ended with exit code 0", log: "" };
  expect(await verdictOf("writes", OPTIONS, appThat({ look: async () => ({ ended }) }))).toBe(
    "not-yet: the app does not run any more: it ended with exit code 0",
  );
  const writable = { "/app/data": true, "/app/cat_app": true };
  const listeners = [{ process: 9, uid: 0 }];
  const behind = appThat({ look: async () => ({ uid: 1001, gid: 1001, listeners, writable }) });
  expect((await judged("writes", OPTIONS, behind)).evidence[0]?.text).toMatch(/^uid 0: /);
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

describe("the app's code", () => {
  const options = { may: ["/app/data"], code: ["app.py", "templates/cat.html"] };
  const code = (folder: string, owner = {}) => [
    file(`${folder}/app.py`, "a", owner),
    file(`${folder}/templates/cat.html`, "a"),
  ];
  const asking = async (layers: Pieces["layers"], wanted: object = options) => {
    const asked: string[][] = [];
    await judged("writes", wanted, {
      ...(layers ? { layers } : {}),
      ...process({ "/app/data": true }, 1001, asked),
    });
    return asked[0];
  };

  test("is found wherever it lies, and twice when it lies there twice", async () => {
    const layers = [[...code("srv/x"), ...code("app"), file("app/other/app.py", "a")]];
    expect(await asking(layers)).toEqual(["/app/data", "/app", "/srv/x"]);
  });

  test("that is nowhere could not be looked at", async () => {
    expect(await verdictOf("writes", options, { layers: [[file("app/app.py", "a")]], ...process({}) })).toBe(
      "could-not-check: the app's code was not found: no folder has app.py and templates/cat.html",
    );
  });

  test("is asked for file by file where it is not root's alone, and so are its folders", async () => {
    const layers = [
      [
        { ...folder("srv/x"), uid: 1001 },
        ...code("srv/x", { uid: 1001 }),
        file("srv/x/open.py", "a", { mode: 0o666 }),
        file("srv/x/closed.py", "a"),
        file("srv/x/notes.txt", "a", { uid: 1001 }),
      ],
    ];
    expect(await asking(layers)).toEqual(["/app/data", "/srv/x", "/srv/x/app.py", "/srv/x/open.py"]);
  });

  test("in packages and their environment is no other", async () => {
    const site = "venv/lib/site-packages";
    const layers = [
      [
        { ...folder("venv"), uid: 1001 },
        file("venv/pyvenv.cfg", ""),
        file(`${site}/flask-3.dist-info/METADATA`, "Name: flask\nVersion: 3\n"),
        { ...folder(`${site}/flask`), uid: 1001 },
        file(`${site}/flask/app.py`, "a"),
      ],
    ];
    const wanted = { may: ["/app/data"], "not-packages": true };
    expect(await asking(layers, wanted)).toEqual(["/app/data", `/${site}`, "/venv", `/${site}/flask`]);
  });

  test("of which much can be written is told in a few names", async () => {
    const many = Array.from({ length: 9 }, (_, index) => `srv/x/${index}.py`);
    const layers = [[...code("srv/x"), ...many.map((path) => file(path, "a", { uid: 1001 }))]];
    const writable = Object.fromEntries(many.map((path) => [`/${path}`, true]));
    const found = await verdictOf("writes", options, {
      layers,
      ...process({ "/app/data": true, ...writable }),
    });
    expect(found).toMatch(/^not-yet: \/srv\/x\/0\.py can be written; .*5\.py can be written; and 3 more$/);
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
