import { describe, expect, test } from "vitest";
import { file, folder, hardLink, opaque, symlink, whiteout } from "../../../support/archives/entries.ts";
import { TAG } from "../../../support/subject.ts";
import { judged, verdictOf } from "../judged.ts";

describe("what must be there", () => {
  test.each([
    ["a file", "app/a.py", [[file("app/a.py")]]],
    ["a file below a folder", "app", [[folder("app"), file("app/x/a.py")]]],
    ["a file that a pattern fits", "app/**/*.py", [[file("app/x/y/a.py")]]],
    ["a hidden file", "app/*", [[file("app/.profile")]]],
    ["a hard link", "bin/b", [[file("bin/a"), hardLink("bin/b", "bin/a")]]],
    ["a hard link whose first name is gone", "b", [[file("a"), hardLink("b", "a")], [whiteout("a")]]],
    ["a link to a file", "bin/b", [[file("bin/a"), symlink("bin/b", "a")]]],
    ["a file behind a folder that is a link", "bin/sh", [[file("usr/bin/sh"), symlink("bin", "usr/bin")]]],
    [
      "files of a folder that is a link",
      "app/data",
      [[file("srv/x"), folder("app"), symlink("app/data", "/srv")]],
    ],
    ["a file that came back", "a", [[file("a")], [whiteout("a")], [file("a")]]],
    ["a name with marks of a pattern", "usr/bin/[", [[file("usr/bin/[")]]],
  ])("%s is", async (_, pattern, layers) => {
    expect(await verdictOf("final-files", { present: [pattern] }, { layers })).toBe("met: so it is");
  });

  test.each([
    ["another capital", "app/a.py", [[file("app/A.py")]]],
    ["a folder without a file", "app/data", [[folder("app/data")]]],
    ["a folder in its place", "app/a.py", [[folder("app/a.py")]]],
    ["a link that leads nowhere", "app/a.py", [[symlink("app/a.py", "/tmp/gone")]]],
    ["links that lead in a circle", "a", [[symlink("a", "b"), symlink("b", "a")]]],
    ["a longer name", "app", [[file("apple")]]],
    ["only in a lower layer", "app/a.py", [[file("app/a.py")], [whiteout("app/a.py")]]],
    ["in a folder that was emptied", "app/a.py", [[file("app/a.py")], [opaque("app")]]],
    ["its bytes under another name", "a", [[file("a"), hardLink("b", "a")], [whiteout("a")]]],
  ])("%s is not", async (_, pattern, layers) => {
    expect(await judged("final-files", { present: [pattern] }, { layers })).toMatchObject({
      verdict: "not-yet",
      expected: `there: ${pattern}`,
      actual: `missing: ${pattern}`,
    });
  });

  test("a file that a later layer hides is told with the layer that has it", async () => {
    const layers = [[file("app/a.py")], [whiteout("app")]];
    const { evidence } = await judged("final-files", { present: ["app/a.py"] }, { layers });
    expect(evidence).toEqual([
      {
        kind: "layer",
        where: "layer 0",
        text: "/app/a.py was here; a later layer takes it away (RUN step 0)",
      },
    ]);
  });

  test("all of it is asked for", async () => {
    const layers = [[file("a")]];
    expect(await verdictOf("final-files", { present: ["a", "b"] }, { layers })).toBe("not-yet: missing: b");
  });
});

describe("what must not be there", () => {
  test.each([
    ["nothing of the kind", "poetry.lock", [[file("app/poetry.lock")]]],
    ["only in a lower layer", "poetry.lock", [[file("poetry.lock")], [whiteout("poetry.lock")]]],
    ["its bytes under another name", "a", [[file("a"), hardLink("b", "a")], [whiteout("a")]]],
    ["a folder of that name", "tests", [[folder("tests")]]],
  ])("%s is met", async (_, pattern, layers) => {
    expect(await verdictOf("final-files", { absent: [pattern] }, { layers })).toBe("met: so it is");
  });

  test.each([
    ["a file", "**/poetry.lock", [[file("app/poetry.lock")]]],
    ["a file behind a folder that is a link", "bin/sh", [[file("usr/bin/sh"), symlink("bin", "usr/bin")]]],
    [
      "a pattern behind a folder that is a link",
      "bin/*sh",
      [[file("usr/bin/dash"), symlink("bin", "usr/bin")]],
    ],
    ["a link", "bin/sh", [[symlink("bin/sh", "busybox")]]],
    ["a device", "dev/x", [[{ path: "dev/x", type: "3" }]]],
  ])("%s is not yet", async (_, pattern, layers) => {
    expect(await verdictOf("final-files", { absent: [pattern] }, { layers })).toMatch(/^not-yet: there: /);
  });

  test("is told with the layer that brings it", async () => {
    const layers = [[file("x")], [file("tests/a"), file("tests/b"), file("tests/c"), file("tests/d")]];
    expect(
      await judged("final-files", { absent: ["tests"] }, { layers, made: ["COPY x", "COPY . ."] }),
    ).toMatchObject({
      verdict: "not-yet",
      expected: "not there: tests",
      actual: "there: tests/a, tests/b, tests/c and 1 more",
      evidence: [{ kind: "layer", where: "layer 1", text: "tests/a (COPY . .)" }],
      next: {
        text: "Layer 1 brings it: do not bring it in.",
        command: `size-matters inspect ${TAG} --tree 1`,
      },
    });
  });

  test("and is the base's is no fault of a COPY", async () => {
    const { next } = await judged(
      "final-files",
      { absent: ["usr/bin/gcc"] },
      { base: [[file("usr/bin/gcc")]] },
    );
    expect(next?.text).toBe("Layer 0 is one of the base's: stand on a base without it.");
  });
});
