import { describe, expect, test } from "vitest";
import type { ImageReading } from "../../../src/image/image-reading.ts";
import { file, folder, hardLink, symlink, whiteout } from "../../support/archives/entries.ts";
import { readSpec } from "../../support/archives/read.ts";

const PASSWD = `root:x:0:0:root:/root:/bin/sh
admin:x:0:0::/:/bin/sh
app:x:1000:1000::/home/app:/bin/sh
7:x:77:77::/:/bin/sh
+odd::::::
`;
const passwd = file("etc/passwd", PASSWD);

const told = ({ findings }: ImageReading, id: string) =>
  findings.filter((finding) => finding.id === id).map(({ says, evidence }) => `${says} ${evidence}`);

describe("who runs the container", () => {
  test.each<[string | undefined, number | null]>([
    [undefined, 0],
    ["", 0],
    ["0", 0],
    ["0:0", 0],
    ["00", 0],
    ["root", 0],
    ["root:x", 0],
    ["admin", 0],
    [":app", 0],
    ["app", 1000],
    ["app:root", 1000],
    ["1000", 1000],
    ["4711:0", 4711],
    ["7", 77],
    [" 0", null],
    ["nobody-here", null],
    ["-1", null],
    ["99999999999", null],
  ])("USER %s is number %s", async (User, uid) => {
    const { image } = await readSpec({ layers: [[passwd]], config: { User } });
    const why = uid === null ? expect.stringContaining("does not start") : null;
    expect(image.runsAs).toEqual({ uid, isRoot: uid === null ? null : uid === 0, why });
  });

  test("by the file that the final file system has", async () => {
    const other = file("etc/passwd", "app:x:0:0::/:/bin/sh\n");
    const user = { User: "app" };
    const uidOf = async (...layers: Parameters<typeof readSpec>[0]["layers"]) =>
      (await readSpec({ layers, config: user })).image.runsAs.uid;
    expect(await uidOf([other], [passwd])).toBe(1000);
    expect(await uidOf([passwd], [other])).toBe(0);
    expect(await uidOf([passwd], [whiteout("etc/passwd")])).toBe(null);
    expect(await uidOf([passwd], [file("x", 9)])).toBe(1000);
    expect(await uidOf([passwd, hardLink("etc/passwd-", "etc/passwd")])).toBe(1000);
    expect(await uidOf([file("x", PASSWD), symlink("etc/passwd", "../x")])).toBe(null);
    expect(await uidOf()).toBe(null);
  });

  test("root, and a user that is not there, are findings", async () => {
    const of = async (User: string) => (await readSpec({ layers: [[passwd]], config: { User } })).findings;
    expect(await of("app")).toEqual([]);
    expect(await of("admin")).toMatchObject([
      { id: "root-user", severity: "medium", evidence: "USER admin, number 0" },
    ]);
    expect(await of("ghost")).toMatchObject([
      {
        id: "unknown-user",
        severity: "high",
        says: 'The image\'s /etc/passwd names no user "ghost": a container of this image does not start.',
      },
    ]);
  });
});

describe("what the final file system holds", () => {
  const user = { User: "1000" };

  test("setuid and setgid programs that are still there", async () => {
    const layers = [
      [
        file("bin/su", 9, { mode: 0o4755 }),
        file("bin/wall", 9, { mode: 0o2755 }),
        file("bin/ls", 9, { mode: 0o1755 }),
      ],
      [whiteout("bin/su"), { ...folder("srv"), mode: 0o2755 }, file("bin/mount", 9, { mode: 0o4755 })],
    ];
    expect(told(await readSpec({ layers, config: user }), "setuid")).toEqual([
      "2 programs run with the rights of the file's owner or group, whoever starts it (setuid, setgid). bin/mount, bin/wall",
    ]);
  });

  test("empty passwords", async () => {
    const shadow = file("etc/shadow", "root:*:1:0:::::\nopen::1:0:::::\nlocked:!:1::::::\n");
    const layers = [[file("etc/passwd", "old::5:5::/:/bin/sh\nx:x:6:6::/:/bin/sh\n"), shadow]];
    expect(told(await readSpec({ layers, config: user }), "empty-password")).toEqual([
      "One account has an empty password. /etc/passwd: old",
      "One account has an empty password. /etc/shadow: open",
    ]);
  });

  test("caches, lists and a Git folder; not what a later layer took away", async () => {
    const layers = [
      [
        file("var/lib/apt/lists/mirror.example_Packages", 150_000),
        file("var/lib/apt/lists/other", 50_000),
        file("var/lib/apt/lists/lock"),
        file("root/.cache/pip/http/a", 2000),
        file("home/app/.cache/pypoetry/x", 2000),
        file("var/cache/apk/x.apk", 2000),
        file("var/cache/apt/archives/x.deb", 2000),
        file("app/.git/objects/ab/cd", 3000),
        file("app/.git/HEAD", 30),
        file("app/docs/.git/readme", 30),
        file("app/.gitignore", 30),
      ],
      [whiteout("var/cache/apt")],
    ];
    const { findings } = await readSpec({ layers, config: user });
    expect(findings.map(({ id, says, evidence }) => `${id}: ${says} ${evidence}`)).toEqual([
      "git-folder: A Git folder, with all that was ever committed, is left in the image: 3.0 kB in 2 files. app/.git/",
      "apt-lists: The lists of apt packages are left in the image: 0.2 MB in 2 files. var/lib/apt/lists/",
      "pip-cache: Downloads that pip keeps are left in the image: 2.0 kB in 1 file. root/.cache/pip/",
      "poetry-cache: Downloads and environments that Poetry keeps are left in the image: 2.0 kB in 1 file. home/app/.cache/pypoetry/",
      "apk-cache: Packages and indexes that apk keeps are left in the image: 2.0 kB in 1 file. var/cache/apk/",
    ]);
  });

  test("the largest files, and none that is gone", async () => {
    const layers = [
      [file("a", 10), file("gone", 99)],
      [whiteout("gone"), file("b", 30), file("c", 30)],
    ];
    expect((await readSpec({ layers })).largest).toEqual([
      { path: "b", bytes: 30, layer: 1 },
      { path: "c", bytes: 30, layer: 1 },
      { path: "a", bytes: 10, layer: 0 },
    ]);
  });

  test.each<[object, number]>([
    [{ Cmd: ["/bin/sh", "-c", "python app.py"] }, 1],
    [{ Entrypoint: ["/bin/bash", "-c", "x"], Cmd: ["y"] }, 1],
    [{ Entrypoint: ["python"], Cmd: ["/bin/sh", "-c"] }, 0],
    [{ Cmd: ["python", "app.py"] }, 0],
    [{}, 0],
  ])("shell form of %j", async (config, count) => {
    const reading = await readSpec({ layers: [], config: { ...user, ...config } });
    expect(told(reading, "shell-form").length).toBe(count);
  });
});
