import { describe, expect, test } from "vitest";
import { file, folder, hardLink, symlink, whiteout } from "../../../support/archives/entries.ts";
import type { Entry } from "../../../support/archives/tar.ts";
import { TAG } from "../../../support/subject.ts";
import { judged, verdictOf } from "../judged.ts";

const program = (path: string, body = "\u007fELF", mode = 0o755) => file(path, body, { mode });
const BASE = [
  [
    program("usr/bin/dash"),
    symlink("usr/bin/sh", "dash"),
    symlink("bin", "usr/bin"),
    program("usr/bin/env"),
    program("usr/local/bin/python3.13"),
    symlink("usr/local/bin/python3", "python3.13"),
  ],
];
const on = (...layers: Entry[][]) => ({ base: BASE, layers });
const script = (first: string, path = "app/bin/run") => program(path, `${first}\nexit\n`);

describe("can start", () => {
  test.each([
    ["#!/bin/sh"],
    ["#! /bin/sh"],
    ["#!\t/bin/sh -e "],
    ["#!/usr/bin/../bin/sh"],
    ["#!/usr/local/bin/python3"],
    ["#!/usr/bin/env python3"],
    ["#!/usr/bin/env -S python3 -u"],
    ["#!/usr/bin/env -S LANG=C python3"],
    ["#!/usr/bin/env /bin/sh"],
    ["#!bin/sh"],
    ["#!"],
    ["# /gone"],
    ["x!/gone"],
    ["#!/usr/bin/env"],
    ["#!/usr/bin/env A=b"],
    ["#!/usr/bin/env -S"],
    ["#!/usr/bin/env -S -i node"],
    ['#!/usr/bin/env -S "node x"'],
    ["no script"],
    [""],
  ])("%j", async (first) => {
    expect(await verdictOf("interpreters", {}, on([script(first)]))).toBe("met: 1 program looked at");
  });

  test.each<[string, Entry[]]>([
    [
      "with a program behind relative links",
      [symlink("app/bin/py", "../../usr/local/bin/python3"), script("#!/app/bin/py")],
    ],
    ["with a program in a folder that no layer names", [program("opt/x/bin/py"), script("#!/opt/x/bin/py")]],
    [
      "with a program that is a hard link",
      [program("opt/a"), hardLink("opt/b", "opt/a"), script("#!/opt/b")],
    ],
    ["that nobody may run", [file("app/bin/run", "#!/gone\n")]],
    ["that is no file of a container", []],
  ])("a script %s", async (_, layer) => {
    expect(await verdictOf("interpreters", {}, on(layer))).toMatch(/^met/);
  });

  test("a script that a later layer mends or takes away", async () => {
    const broken = [folder("app"), script("#!/gone")];
    expect(await verdictOf("interpreters", {}, on(broken, [script("#!/bin/sh")]))).toMatch(/^met/);
    expect(await verdictOf("interpreters", {}, on(broken, [whiteout("app/bin/run")]))).toMatch(/^met/);
  });

  test("a script whose program is found by the image's own PATH", async () => {
    const layers = [[program("opt/tools/ruby"), script("#!/usr/bin/env ruby")]];
    const path = (PATH: string) => ({
      base: BASE,
      layers,
      config: { Env: [`PATH=${PATH}`], WorkingDir: "/opt" },
    });
    expect(await verdictOf("interpreters", {}, path("/usr/bin:/opt/tools"))).toMatch(/^met/);
    expect(await verdictOf("interpreters", {}, path("/usr/bin:tools"))).toMatch(/^met/);
    expect(await verdictOf("interpreters", {}, path("/usr/bin"))).toMatch(/^not-yet/);
  });
});

describe("cannot start", () => {
  test("a script of an environment that was moved", async () => {
    const layers = [[], [script("#!/build/.venv/bin/python", "app/.venv/bin/flask")]];
    expect(
      await judged("interpreters", {}, { base: BASE, layers, made: ["A", "COPY /build /app"] }),
    ).toMatchObject({
      verdict: "not-yet",
      expected: "the program that each script starts with is there",
      actual: "/app/.venv/bin/flask starts with #!/build/.venv/bin/python, which is not here",
      evidence: [{ kind: "layer", where: "layer 2", text: "app/.venv/bin/flask (COPY /build /app)" }],
      next: {
        text: "Make the environment at the path where it will run: its scripts remember where it was made.",
        command: `size-matters inspect ${TAG} --tree 2`,
      },
    });
  });

  test.each([
    ["#!/bin/bash -e", "starts with #!/bin/bash -e, which is not here"],
    ["#!/bin/sh\r", "starts with #!/bin/sh and a carriage return"],
    ["#!/bin/sh -e\r", "starts with #!/bin/sh -e and a carriage return"],
    ["#!/usr/bin/env python3\r", "starts with #!/usr/bin/env python3 and a carriage return"],
    ["#!/usr/bin/env node", 'no folder of PATH has a program "node"'],
    ["#!/usr/bin/env python3 -u", 'no folder of PATH has a program "python3 -u"'],
    ["#!/usr/bin/env -S node --flag", 'no folder of PATH has a program "node"'],
    ["#!/usr/bin", "which is not here"],
    ["#!/usr/bin/SH", "which is not here"],
    ["#!python3", "which is not here"],
  ])("%j", async (first, says) => {
    const { verdict, actual } = await judged("interpreters", {}, on([script(first)]));
    expect([verdict, actual]).toEqual(["not-yet", expect.stringContaining(says)]);
  });

  test.each<[string, Entry[], string]>([
    ["links in a circle", [symlink("opt/a", "b"), symlink("opt/b", "a")], "which is not here"],
    ["a link that leads nowhere", [symlink("opt/a", "/gone")], "a link to /gone, which is not here"],
    [
      "a link by way of another",
      [symlink("opt/a", "b"), symlink("opt/b", "../usr/bin/gone")],
      "a link to /usr/bin/gone, which is not here",
    ],
    ["a file that nobody may run", [file("opt/a", "x")], "which may not be run"],
    ["a folder", [folder("opt/a")], "which is not here"],
  ])("a script whose program is %s", async (_, layer, says) => {
    expect(await verdictOf("interpreters", {}, on([...layer, script("#!/opt/a")]))).toBe(
      `not-yet: /app/bin/run starts with #!/opt/a, ${says}`,
    );
  });

  test("a script of an environment whose Python stayed behind", async () => {
    const layer = [
      symlink("app/.venv/bin/python", "/usr/bin/python3"),
      script("#!/app/.venv/bin/python", "app/.venv/bin/flask"),
    ];
    expect(await judged("interpreters", {}, on(layer))).toMatchObject({
      actual:
        "/app/.venv/bin/flask starts with #!/app/.venv/bin/python, a link to /usr/bin/python3, which is not here",
      next: { text: "Make the environment with a Python that lies at the same path in this stage." },
    });
  });

  test("a script whose program a later layer takes away", async () => {
    const layers: Entry[][] = [[program("opt/py"), script("#!/opt/py")], [whiteout("opt/py")]];
    expect(await verdictOf("interpreters", {}, on(...layers))).toMatch(/^not-yet/);
  });

  test("the others are named, too", async () => {
    const names = ["a", "b", "c", "d"].map((name) => script("#!/gone", `app/bin/${name}`));
    expect((await judged("interpreters", {}, on(names))).evidence[0]?.text).toMatch(
      /^app\/bin\/a, app\/bin\/b, app\/bin\/c and 1 more/,
    );
  });
});

describe("whose scripts", () => {
  const broken = script("#!/gone", "usr/bin/tool");

  test("the base's are its own affair", async () => {
    expect(await verdictOf("interpreters", {}, { base: [...BASE, [broken]] })).toBe(
      "met: your layers bring no program",
    );
  });

  test("those that a package manager put into the system's folders are the packages' affair", async () => {
    const status = file("var/lib/dpkg/status", "Package: x\nVersion: 1\n");
    expect(await verdictOf("interpreters", {}, on([status, broken]))).toMatch(/^met/);
    expect(await verdictOf("interpreters", {}, on([status, script("#!/gone", "usr/local/bin/x")]))).toMatch(
      /^not-yet/,
    );
    expect(await verdictOf("interpreters", {}, on([status], [broken]))).toMatch(/^not-yet/);
  });

  test("where nobody knows, a broken one is nobody's fault", async () => {
    const pieces = { ...on([broken]), baseIsKnown: false };
    expect(await verdictOf("interpreters", {}, pieces)).toMatch(/^could-not-check/);
  });
});

test("a script whose first line was not read could not be checked", async () => {
  const pieces = { ...on([script("#!/gone")]), contents: () => false };
  expect(await verdictOf("interpreters", {}, pieces)).toBe(
    "could-not-check: the first line of /app/bin/run was not read",
  );
});

test("an empty program has no first line to read", async () => {
  const pieces = { ...on([program("app/bin/empty", "")]), contents: () => false };
  expect(await verdictOf("interpreters", {}, pieces)).toMatch(/^met/);
});

test("of a large program the first line is enough", async () => {
  const large = (line: string) => ({
    ...on([program("app/bin/large", line.padEnd(1_100_000, "x"))]),
    contents: () => "start" as const,
  });
  expect(await verdictOf("interpreters", {}, large("x"))).toBe("met: 1 program looked at");
  expect(await verdictOf("interpreters", {}, large("#!/gone\n"))).toMatch(/^not-yet: \/app\/bin\/large/);
});
