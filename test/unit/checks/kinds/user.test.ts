import { describe, expect, test } from "vitest";
import { file, hardLink, symlink, whiteout } from "../../../support/archives/entries.ts";
import type { Entry } from "../../../support/archives/tar.ts";
import { judged, verdictOf } from "../judged.ts";

const PASSWD = file(
  "etc/passwd",
  "root:x:0:0::/root:/bin/sh\ntoor:x:0:0::/:/bin/sh\napp:x:1001:1001::/:/bin/sh\n1002:x:0:0::/:/bin/sh\n",
);
const user = (User: string, ...layers: Entry[][]) => ({
  layers: layers.length > 0 ? layers : [[PASSWD]],
  config: { User },
});

describe("not root", () => {
  test.each(["1001", "1001:1001", "app", "app:app", "1001:0", "12345", "+1001", "01001"])(
    "%s is met",
    async (name) => {
      expect(await verdictOf("user", {}, user(name))).toMatch(/^met: USER .* is uid \d+$/);
    },
  );

  test("a number needs no passwd file", async () => {
    expect(await verdictOf("user", {}, user("1001:1001", []))).toBe("met: USER 1001:1001 is uid 1001");
  });
});

describe("root", () => {
  test.each([
    ["", "Config.User is empty: platforms that read it see root."],
    ["root", "USER root is root."],
    ["root:1001", "USER root:1001 is root."],
    ["0", "USER 0 is root."],
    ["0:0", "USER 0:0 is root."],
    ["00", "USER 00 is root."],
    ["+0", "USER +0 is root."],
    ["-0", "USER -0 is root."],
    ["0:1001", "USER 0:1001 is root."],
    ["toor", "toor is uid 0."],
    ["toor:app", "toor is uid 0."],
    // The name comes before the number: this is the account that is called so.
    ["1002", "USER 1002 is root."],
  ])("%j is not yet", async (name, actual) => {
    expect(await judged("user", {}, user(name))).toMatchObject({
      verdict: "not-yet",
      actual,
      evidence: [{ kind: "config", where: "Config.User", text: name === "" ? "no USER" : `USER ${name}` }],
      next: { text: "Make a user with a number of its own, and name it with USER." },
    });
  });

  test("the last layer's passwd file counts, and its first line", async () => {
    const layers = [[PASSWD], [file("etc/passwd", "app:x:0:0::/:\napp:x:1001:1001::/:\n")]];
    expect(await verdictOf("user", {}, user("app", ...layers))).toBe("not-yet: app is uid 0.");
  });

  test("is what a lab asks for where it says so", async () => {
    expect(await verdictOf("user", { uid: 0 }, user("root"))).toMatch(/^met/);
    expect(await verdictOf("user", { uid: 0 }, user("app"))).toBe("not-yet: USER app is uid 1001");
  });
});

describe("the very number", () => {
  test("by any name", async () => {
    expect(await verdictOf("user", { uid: 1001 }, user("app"))).toMatch(/^met/);
    expect(await judged("user", { uid: 1000 }, user("app"))).toMatchObject({
      verdict: "not-yet",
      expected: "a USER with uid 1000",
      actual: "USER app is uid 1001",
      next: { text: "Write USER 1000, or make the user with that number: useradd --uid 1000" },
    });
  });

  test("or no name at all", async () => {
    const numeric = { uid: 1001, numeric: true };
    expect(await verdictOf("user", numeric, user("1001:app"))).toMatch(/^met/);
    expect(await judged("user", numeric, user("app"))).toMatchObject({
      verdict: "not-yet",
      expected: "a USER with uid 1001, by its number",
      actual: "USER app",
    });
  });
});

describe("a user whom the image does not know", () => {
  test.each<[string, Entry[][]]>([
    ["nobody-knows", [[PASSWD]]],
    ["app", [[]]],
    ["app", [[PASSWD], [whiteout("etc/passwd")]]],
    ["99999999999", [[PASSWD]]],
    ["-1", [[PASSWD]]],
  ])("%s is not yet: a container does not start", async (name, layers) => {
    const { verdict, actual, evidence } = await judged("user", {}, user(name, ...layers));
    expect([verdict, actual]).toEqual(["not-yet", expect.stringContaining("does not start")]);
    expect(evidence[0]?.text).toBe(`USER ${name}`);
  });

  test.each<[string, Entry[]]>([
    ["a link", [file("srv/p", "app:x:1001:1001::/:\n"), symlink("etc/passwd", "/srv/p")]],
    ["a hard link", [file("srv/p", "app:x:1001:1001::/:\n"), hardLink("etc/passwd", "srv/p")]],
    ["too large to be read", [file("etc/passwd", 2_000_000)]],
  ])("could not be checked where passwd is %s", async (_, layer) => {
    // The reader keeps the passwd file whatever is asked for, and nothing else here.
    const pieces = { ...user("app", layer), contents: () => false };
    expect(await verdictOf("user", {}, pieces)).toMatch(/^could-not-check/);
  });
});
