import { describe, expect, test } from "vitest";
import { file, whiteout } from "../../../support/archives/entries.ts";
import type { Pieces } from "../../../support/subject.ts";
import { judged, verdictOf } from "../judged.ts";

const SITE = "app/.venv/lib/python3.13/site-packages";
const python = (name: string, version: string, folder = SITE) =>
  file(`${folder}/${name}-${version}.dist-info/METADATA`, `Name: ${name}\nVersion: ${version}\n`);

const table = (name: string, version: string, ...more: string[]) =>
  ["[[package]]", `name = "${name}"`, `version = "${version}"`, "optional = false", ...more].join("\n");
const LOCK = [
  "# written by Poetry",
  table("flask", "3.1.2", 'groups = ["main"]', "", "[package.dependencies]", 'werkzeug = ">=3"'),
  table("markupsafe", "3.0.4", 'groups = ["main", "dev"]'),
  table("colorama", "0.4.6", 'groups = ["main"]', 'markers = "sys_platform == \\"win32\\""'),
  table("pytest", "9.2.0", 'groups = ["dev"]'),
  '[metadata]\nlock-version = "2.1"\nversion = "7"',
].join("\n\n");
const PROJECT = '[build-system]\nname = "no"\n\n[project]\nname = "Cat_App"\n';

const context = (lock: string | null = LOCK, project: string | null = PROJECT) => ({
  contextFile: async (path: string) =>
    ({ "poetry.lock": lock, "pyproject.toml": project, "other.lock": LOCK })[path] ?? null,
});
const APP = [python("Flask", "3.1.2"), python("MarkupSafe", "3.0.4")];
const image = (...layers: Pieces["layers"] & object): Pieces => ({ layers, ...context() });

describe("what the lock names, and nothing else, is met", () => {
  test.each<[string, Pieces]>([
    ["as it is", image(APP)],
    ["with what a new environment has by itself", image([...APP, python("pip", "99")])],
    ["with the project itself", image([...APP, python("cat_app", "1.0.0")])],
    ["with Poetry elsewhere", image([...APP, python("poetry", "2", "opt/poetry/lib")])],
    ["with another version elsewhere", image([...APP, python("markupsafe", "9", "opt/poetry/lib")])],
    [
      "in any folder",
      image(APP.map(({ path, ...one }) => ({ ...one, path: path.replace(SITE, "packages") }))),
    ],
    ["in two folders", image([python("Flask", "3.1.2"), python("MarkupSafe", "3.0.4", "packages")])],
    ["with what only one system needs", image([...APP, python("colorama", "0.4.6")])],
    [
      "after another version was removed",
      image([python("Flask", "3.1.3")], [whiteout(`${SITE}/Flask-3.1.3.dist-info`), ...APP]),
    ],
  ])("%s", async (_, pieces) => {
    expect(await verdictOf("packages-locked", {}, pieces)).toMatch(/^met: \d packages?$/);
  });

  test("where a lock names no groups", async () => {
    const lock = LOCK.replaceAll(/^groups.*\n/gm, "");
    const layers = [[...APP, python("pytest", "9.2.0")]];
    expect(await verdictOf("packages-locked", {}, { layers, ...context(lock) })).toMatch(/^met/);
  });

  test("where a lock has a package in two versions", async () => {
    const lock = `${LOCK}\n${table("flask", "3.1.3", 'groups = ["main"]', 'markers = "x"')}\n`;
    expect(await verdictOf("packages-locked", {}, { layers: [APP], ...context(lock) })).toMatch(/^met/);
  });

  test("of another lock, another group and by another package", async () => {
    const layers = [[python("pytest", "9.2.0"), python("markupsafe", "3.0.4")]];
    const options = { lock: "other.lock", group: "dev", package: "pytest" };
    expect(await verdictOf("packages-locked", options, { layers, ...context(null) })).toMatch(/^met/);
  });
});

describe("is not yet", () => {
  test("where a version is another", async () => {
    const pieces = {
      ...image([], [python("Flask", "3.1.3"), python("MarkupSafe", "3.0.4")]),
      made: ["a", "RUN b"],
    };
    expect(await judged("packages-locked", {}, pieces)).toMatchObject({
      verdict: "not-yet",
      actual: "You shipped a version that the lock does not name: Flask 3.1.3, and the lock says 3.1.2.",
      evidence: [{ where: "layer 1", text: `${SITE}/Flask-3.1.3.dist-info/METADATA (RUN b)` }],
    });
  });

  test.each<[string, Pieces, string]>([
    [
      "test tools lie beside",
      image([...APP, python("pytest", "9.2.0")]),
      "pytest: beside the app's own packages. Of pytest, poetry.lock has it for dev alone.",
    ],
    [
      "Poetry lies beside",
      image([...APP, python("poetry", "2.5.1"), python("poetry_core", "2")]),
      "poetry, poetry_core: beside the app's own packages. Of poetry, poetry.lock does not name it.",
    ],
    [
      "the project is not told",
      { ...image([...APP, python("cat_app", "1.0.0")]), ...context(LOCK, null) },
      "cat_app: beside the app's own packages. Of cat_app, poetry.lock does not name it.",
    ],
    ["a package is missing", image([python("Flask", "3.1.2")]), "not installed: markupsafe"],
    ["the app's package is missing", image([python("flask-cors", "1")]), "flask is not installed"],
    ["the lock is gone", { ...image(APP), ...context(null) }, "poetry.lock is gone"],
    [
      "the lock names nothing",
      { ...image(APP), ...context("") },
      "Flask, MarkupSafe: beside the app's own packages. Of Flask, poetry.lock does not name it.",
    ],
    [
      "a second environment has another version",
      image([...APP, python("Flask", "3.1.3", "opt/other")]),
      "You shipped a version that the lock does not name: Flask 3.1.3, and the lock says 3.1.2.",
    ],
    [
      "the list was removed",
      image([python("MarkupSafe", "3.0.4"), file(`${SITE}/flask/__init__.py`, "x")]),
      "You removed the evidence, not the package.",
    ],
    [
      "the list was removed in one of two places",
      image([...APP, file("opt/other/flask/__init__.py", "x")]),
      "You removed the evidence, not the package.",
    ],
  ])("where %s", async (_, pieces, actual) => {
    expect(await verdictOf("packages-locked", {}, pieces)).toBe(`not-yet: ${actual}`);
  });
});
