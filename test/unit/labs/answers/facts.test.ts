import { describe, expect, test } from "vitest";
import type { ImageReading, ListedEntry } from "../../../../src/image/image-reading.ts";
import { hashOfWord } from "../../../../src/labs/answers/word.ts";
import { ask, judged, NAIVE } from "./naive-reading.ts";

describe("how many layers", () => {
  test.each([
    [{ from: "layer-count" }, 11, ["11", "11 layers", "eleven", "Eleven layers.", "11 in total", "１１"]],
    [{ from: "layer-count", of: "image" }, 9, ["9", "nine", "9 own layers"]],
    [{ from: "layer-count", of: "base" }, 2, ["2", "two layers"]],
  ])("%j: %i", (answer, count, right) => {
    expect(ask(answer).shown).toBe(String(count));
    for (const given of right) expect(judged(answer, given), given).toBe("right");
  });

  const ROWS = "A 0 B row may be configuration only; count RootFS.Layers.";
  const NOT = "That is not how many there are.";
  const WRITE = "Write one whole number, in figures.";
  test.each([
    [{ from: "layer-count" }, "16", ROWS],
    [{ from: "layer-count", of: "image" }, "14", ROWS],
    [{ from: "layer-count", of: "image" }, "11", "Those are the base's layers and your own together."],
    [{ from: "layer-count" }, "12", NOT],
    [{ from: "layer-count" }, "1,1", WRITE],
    [{ from: "layer-count" }, "11.5", WRITE],
    [{ from: "layer-count" }, "11 or 12", WRITE],
    [{ from: "layer-count" }, "eleven or twelve", WRITE],
    [{ from: "layer-count" }, "1 2 3 4 5 6 7 8 9 10 11", WRITE],
    [{ from: "layer-count" }, "-11", WRITE],
    [{ from: "layer-count" }, "many", WRITE],
  ])("%j, %s: %s", (answer, given, says) => {
    expect(judged(answer, given)).toBe(says);
  });

  test("a wrong one says where to look", () => {
    expect(ask({ from: "layer-count" }).judge("3")).toMatchObject({
      look: { text: "Count the entries of RootFS.Layers.", command: "docker inspect {{image}}" },
    });
  });
});

describe("packages", () => {
  test.each([
    [{ from: "packages-count" }, "4"],
    [{ from: "packages-count", type: "python" }, "two"],
    [{ from: "packages-count", type: "deb", of: "image" }, "1"],
    [{ from: "packages-count", type: "apk" }, "none"],
  ])("%j: %s", (answer, right) => {
    expect(judged(answer, right)).toBe("right");
    expect(judged(answer, "17")).toBe("That is not how many there are.");
  });

  test("removed ones and other kinds are known mistakes", () => {
    const python = { from: "packages-count", type: "python" };
    expect(judged(python, "3")).toBe("Some of those were removed; count what is still there.");
    expect(judged(python, "5")).toBe("Those are packages of every kind.");
  });

  test.each([
    ["flask", ["3.1.2", "v3.1.2", "flask 3.1.2", "Flask==3.1.2", "version 3.1.2", "flask@3.1.2"]],
    ["random_cat.generator", ["1.0.0", "random-cat-generator==1.0.0"]],
    ["git", ["1:2.47.3-0+deb13u1", "2.47.3-0+deb13u1", "2.47.3", "git 2.47.3"]],
  ])("the version of %s", (name, right) => {
    const answer = { from: "package-version", name };
    for (const given of right) expect(judged(answer, given), given).toBe("right");
    expect(judged(answer, "3.0.0")).toBe("That is not the version.");
    expect(judged(answer, right.join(" "))).not.toBe("right");
  });

  test("the beginning of a version is not enough, and a removed one not right", () => {
    const answer = { from: "package-version", name: "flask" };
    expect(judged(answer, "3.1")).toBe("That is only its beginning: give the whole version.");
    expect(ask(answer).shown).toBe("3.1.2");
    const packages = NAIVE.packages.filter(({ name }) => name === "flask");
    expect(judged(answer, "3.0.0", { reading: { ...NAIVE, packages } })).toBe("right");
  });

  test("what is not installed has no version", () => {
    expect(() => ask({ from: "package-version", name: "django" })).toThrow("no package django");
    expect(() => ask({ from: "package-version", name: "flask", type: "deb" })).toThrow("no package flask");
  });
});

const NO_LARGEST = "That is not the largest file.";
describe("files", () => {
  test.each([
    [
      { from: "largest-file" },
      [
        "/usr/lib/gcc/x86_64-linux-gnu/14/cc1plus",
        "usr/lib/gcc/x86_64-linux-gnu/14/cc1plus",
        "cc1plus",
        "14/cc1plus",
      ],
    ],
    [{ from: "largest-file" }, ["…ib/gcc/x86_64-linux-gnu/14/cc1plus", "...gnu/14/cc1plus", "`./cc1plus`"]],
    [{ from: "largest-file", of: "image" }, ["libllvm.so", "/usr/lib/x86_64-linux-gnu/libLLVM.so"]],
  ])("%j", (answer, right) => {
    for (const given of right) expect(judged(answer, given), given).toBe("right");
  });

  test.each([
    ["libLLVM.so", NO_LARGEST],
    ["/usr/lib/gcc", NO_LARGEST],
    ["plus", NO_LARGEST],
    ["…s", NO_LARGEST],
    ["/", NO_LARGEST],
    ["status", "More than one file is called that: give the whole path."],
    ["cc1plus libLLVM.so status", NO_LARGEST],
  ])("%s: %s", (given, says) => {
    expect(judged({ from: "largest-file" }, given)).toBe(says);
  });

  test("none is largest where none is listed", () => {
    expect(() => ask({ from: "largest-file" }, { reading: { ...NAIVE, largest: [] } })).toThrow(
      "No such file",
    );
  });

  test.each([
    ["20123", "right"],
    ["20,123 files", "right"],
    ["20.123", "right"],
    ["20 123", "right"],
    ["20200", "right"],
    ["20400", "That is not how many there are."],
    ["11000", "Those are the files of all layers; some are hidden at the end."],
  ])("the number of files, %s: %s", (given, says) => {
    expect(judged({ from: "file-count" }, given)).toBe(says);
  });

  describe("the number of some files", () => {
    const entry = (path: string, final = true, kind: ListedEntry["kind"] = "file") => ({ path, final, kind });
    const entries = [
      entry("app/lib/a.so"),
      entry("app/lib/b.so"),
      entry("app/lib/old.so", false),
      entry("app/lib/a.py"),
      entry("app/lib/folder.so", true, "folder"),
      entry("application/c.so"),
      entry("usr/lib/d.so"),
    ] as ListedEntry[];
    const source = { reading: { ...NAIVE, entries } };

    test.each<[object, string, string]>([
      [{ below: "app", ending: ".so" }, "2", "right"],
      [{ below: "/app/", ending: ".so" }, "3", "Some of those are hidden at the end."],
      [{ below: "app", ending: ".so" }, "4", "That is not how many there are."],
      [{ below: "app" }, "3", "right"],
      [{ ending: ".so" }, "4", "right"],
      [{ below: "srv", ending: ".so" }, "0", "right"],
    ])("%j, %s: %s", (options, given, says) => {
      expect(judged({ from: "file-count", ...options }, given, source)).toBe(says);
    });

    test("a wrong answer says how to count them", () => {
      const verdict = ask({ from: "file-count", below: "app", ending: ".so" }, source).judge("9");
      expect(verdict).toMatchObject({
        look: { command: "docker run --rm --entrypoint find {{image}} /app -type f -name '*.so'" },
      });
    });

    test("without a list of files nothing is told", () => {
      expect(() => ask({ from: "file-count", below: "app" })).toThrow("without a list");
    });
  });
});

const runningAs = (
  user: string,
  uid: number | null,
  why: string | null = null,
): { reading: ImageReading } => ({
  reading: { ...NAIVE, image: { ...NAIVE.image, user, runsAs: { uid, isRoot: uid === 0, why } } },
});

describe("the user", () => {
  test.each<[string, number, string[], string[], string]>([
    [
      "",
      0,
      ["root", "0", "uid 0", "the user root", "root (0)", "uid=0(root) gid=0(root) groups=0(root)", "0:0"],
      ["1001", "app"],
      "root (0)",
    ],
    ["1001:1001", 1001, ["1001", "1001:1001", "uid 1001"], ["root", "0", "1001 root", "10010"], "1001"],
    [
      "app",
      1001,
      ["app", "App", "1001", "app:app", "uid=1001(app) gid=1001(app)"],
      ["root", "app root", "1002"],
      "app (1001)",
    ],
    ["app", 0, ["app", "root", "0"], ["1001", "app 1001"], "app (0)"],
  ])("USER %j with the number %i", (user, uid, right, others, shown) => {
    const source = runningAs(user, uid);
    expect(ask({ from: "user" }, source).shown).toBe(shown);
    for (const given of right) expect(judged({ from: "user" }, given, source), given).toBe("right");
    for (const given of others) expect(judged({ from: "user" }, given, source), given).not.toBe("right");
  });

  test("a name for a number that the image does not name is neither right nor another user", () => {
    expect(judged({ from: "user" }, "app", runningAs("1001", 1001))).toBe(
      "This image names its user by number: give that.",
    );
  });

  test.each([
    ["1001", "right"],
    ["uid=1001(app) gid=1001(app)", "right"],
    ["app", "Give the number; a name may stand for any."],
    ["0", "A container of this image runs as another user."],
    ["root", "A container of this image runs as another user."],
    ["0 1001", "A container of this image runs as another user."],
  ])("its number, %s: %s", (given, says) => {
    expect(judged({ from: "uid" }, given, runningAs("app", 1001))).toBe(says);
  });

  test("root is a number, too", () => {
    expect(judged({ from: "uid" }, "root", runningAs("", 0))).toBe("right");
  });

  test("a user that cannot be told is said why", () => {
    const source = runningAs("cat", null, 'The image\'s /etc/passwd names no user "cat".');
    expect(() => ask({ from: "user" }, source)).toThrow("names no user");
    expect(() => ask({ from: "uid" }, source)).toThrow("names no user");
  });
});

describe("efficiency", () => {
  const wasteful = { reading: { ...NAIVE, image: { ...NAIVE.image, efficiency: 0.853 } } };
  test.each([
    ["0.853", "right"],
    ["0,85", "right"],
    [".86", "right"],
    ["85 %", "right"],
    ["85.3%", "right"],
    ["85", "right"],
    ["86.3", "right"],
    ["85 percent", "right"],
    ["87", "That is not the efficiency."],
    ["1", "That is not the efficiency."],
    ["0.85 %", "That is not the efficiency."],
    ["15 %", "That is the share that is wasted."],
    ["853", "Write a share from 0 to 1, or percent."],
    ["good", "Write a share from 0 to 1, or percent."],
    ["0.1 0.2 0.85", "Write a share from 0 to 1, or percent."],
  ])("%s: %s", (given, says) => {
    expect(judged({ from: "efficiency" }, given, wasteful)).toBe(says);
  });

  test.each(["1", "1.0", "100", "100 %"])("nothing wasted: %s", (given) => {
    const reading = { ...NAIVE, image: { ...NAIVE.image, efficiency: 1 } };
    expect(judged({ from: "efficiency" }, given, { reading })).toBe("right");
  });
});

describe("the word", () => {
  const word = { salt: "pepper", sha256: hashOfWord("Maple", "pepper") };
  test.each(["maple", "MAPLE", " 'Maple'. "])("%j is it", (given) => {
    expect(judged({ from: "word" }, given, { word })).toBe("right");
  });

  test.each(["oak", "maple oak", word.sha256, "pepper"])("%s is not", (given) => {
    expect(judged({ from: "word" }, given, { word })).toBe("That is not the word.");
  });

  test("another salt is another hash, and it never shows the word", () => {
    expect(hashOfWord("maple", "salt")).not.toBe(word.sha256);
    expect(ask({ from: "word" }, { word }).shown).toBe("the word in the file");
  });

  test.each([{}, { word: null }])("none was hidden: %j", (source) => {
    expect(() => ask({ from: "word" }, source)).toThrow("No word was hidden");
  });
});
