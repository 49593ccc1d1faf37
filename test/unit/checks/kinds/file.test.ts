import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { file, folder, hardLink, symlink, whiteout } from "../../../support/archives/entries.ts";
import { judged, verdictOf } from "../judged.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const RIGHT = { path: "app/a.txt", mode: "0640", owner: "1001:1001", sha256: sha256("cat") };
const right = file("app/a.txt", "cat", { mode: 0o640, uid: 1001, gid: 1001 });

describe("is met", () => {
  test.each([
    ["as it was meant to be", [[right]]],
    ["brought again by a later layer", [[file("app/a.txt", "dog")], [right]]],
    [
      "under a name that is a hard link",
      [[file("x", "cat", { mode: 0o640, uid: 1001, gid: 1001 }), hardLink("app/a.txt", "x")]],
    ],
    [
      "at the end of a link",
      [
        [
          folder("srv"),
          file("srv/b", "cat", { mode: 0o640, uid: 1001, gid: 1001 }),
          symlink("app/a.txt", "../srv/b"),
        ],
      ],
    ],
    [
      "in a folder that is a link",
      [[file("srv/a.txt", "cat", { mode: 0o640, uid: 1001, gid: 1001 }), symlink("app", "/srv")]],
    ],
  ])("%s", async (_, layers) => {
    expect(await verdictOf("file", RIGHT, { layers })).toBe("met: so it is");
  });

  test.each(["/app/a.txt", "./app//a.txt", "app/a.txt/"])("when the lab writes %s", async (path) => {
    expect(await verdictOf("file", { path }, { layers: [[right]] })).toMatch(/^met/);
  });

  test("whatever is in it, where nothing more is asked", async () => {
    expect((await judged("file", { path: "app/a.txt" }, { layers: [[right]] })).expected).toBe("/app/a.txt");
  });

  test.each(["640", "0640"])("with mode %s", async (mode) => {
    expect(await verdictOf("file", { path: "app/a.txt", mode }, { layers: [[right]] })).toMatch(/^met/);
  });

  test("when it is empty, and was asked to be", async () => {
    const options = { path: "a", sha256: sha256("") };
    expect(await verdictOf("file", options, { layers: [[file("a")]] })).toMatch(/^met/);
    expect(await verdictOf("file", options, { layers: [[file("a", "x")]] })).toMatch(/^not-yet/);
    const unread = { layers: [[file("a")]], contents: () => false };
    expect(await verdictOf("file", options, unread)).toMatch(/^met/);
  });

  test("when the name looks like a pattern", async () => {
    expect(await verdictOf("file", { path: "usr/bin/[" }, { layers: [[file("usr/bin/[")]] })).toMatch(/^met/);
  });
});

describe("is not yet", () => {
  test.each([
    ["with another mode", { mode: 0o600 }, "its mode is 0600"],
    ["with a bit more", { mode: 0o4640 }, "its mode is 04640"],
    ["without any right", { mode: 0 }, "its mode is 0000"],
    ["with another owner", { uid: 0 }, "its owner is 0:1001"],
    ["with another group", { gid: 0 }, "its owner is 1001:0"],
    ["with another content", { body: "cat\n" }, "its content is another"],
  ])("%s", async (_, other, says) => {
    const layers = [[{ ...right, ...other }]];
    expect(await judged("file", RIGHT, { layers })).toMatchObject({
      verdict: "not-yet",
      expected: "/app/a.txt with mode 0640, owner 1001:1001, the content that was asked for",
      actual: says,
      evidence: [{ kind: "layer", where: "layer 0", text: "/app/a.txt (RUN step 0)" }],
    });
  });

  test("with all that is wrong at once", async () => {
    const { actual, next } = await judged("file", RIGHT, { layers: [[file("app/a.txt", "dog")]] });
    expect(actual).toBe("its mode is 0644, its owner is 0:0, its content is another");
    expect(next?.text).toBe("Bring the file as it is, and let no later instruction write to it.");
  });

  test.each([
    ["never brought", [[file("app/A.txt", "cat")]], "/app/a.txt", "No layer has such a file."],
    [
      "removed",
      [[right], [whiteout("app/a.txt")]],
      "layer 0",
      "/app/a.txt was here; a later layer takes it away (RUN step 0)",
    ],
    [
      "removed with its folder",
      [[right], [whiteout("app")]],
      "layer 0",
      "/app/a.txt was here; a later layer takes it away (RUN step 0)",
    ],
    [
      "a folder",
      [[folder("app/a.txt")]],
      "layer 0",
      "/app/a.txt is a folder, with no file in it (RUN step 0)",
    ],
    [
      "a link that leads nowhere",
      [[symlink("app/a.txt", "/gone")]],
      "layer 0",
      "/app/a.txt is a link to /gone, which is not here (RUN step 0)",
    ],
    [
      "a link that leads to itself",
      [[symlink("app/a.txt", "a.txt")]],
      "layer 0",
      "/app/a.txt is a link to a.txt, which is not here (RUN step 0)",
    ],
  ])("when it is %s", async (_, layers, where, text) => {
    expect(await judged("file", { path: "app/a.txt" }, { layers })).toMatchObject({
      verdict: "not-yet",
      actual: "/app/a.txt is not there",
      evidence: [{ where, text }],
    });
  });

  test("when it was removed and only lives on under a hard link of another name", async () => {
    const layers = [[right, hardLink("app/b.txt", "app/a.txt")], [whiteout("app/a.txt")]];
    expect(await verdictOf("file", { path: "app/a.txt" }, { layers })).toMatch(/^not-yet/);
    expect(await verdictOf("file", { path: "app/b.txt" }, { layers })).toMatch(/^met/);
  });
});

describe("a content that was not read", () => {
  const unread = { layers: [[right]], contents: () => false };
  test("could not be checked", async () => {
    expect(await verdictOf("file", RIGHT, unread)).toBe(
      "could-not-check: the content of /app/a.txt was not read",
    );
  });

  test("keeps nobody from seeing that the mode is wrong, or that all else is right", async () => {
    expect(await verdictOf("file", { ...RIGHT, mode: "0600" }, unread)).toBe("not-yet: its mode is 0640");
    expect(await verdictOf("file", { path: "app/a.txt", mode: "0640" }, unread)).toMatch(/^met/);
  });
});
