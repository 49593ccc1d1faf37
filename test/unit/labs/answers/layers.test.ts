import { describe, expect, test } from "vitest";
import type { ImageReading, ListedEntry } from "../../../../src/image/image-reading.ts";
import { plainInstruction, shownLayer } from "../../../../src/labs/answers/layers-named.ts";
import { ask, judged, LEAKS, NAIVE } from "./naive-reading.ts";

const OWN = { from: "largest-layer", of: "image" };
const ANOTHER = "That is another layer.";
const NONE = "That names no layer here.";
const SEVERAL = "More than one layer fits that. Add a word that only one has, or give its number.";
const lineOf = (layer: number) => (layer < 2 ? null : layer * 2 + 7);

describe("the largest own layer", () => {
  test("is shown with its instruction, and its line where that is known", () => {
    const shown = "layer 4: RUN apt-get install -y build-essential git imagemagick libpq-dev";
    expect(ask(OWN).shown).toBe(shown);
    expect(ask(OWN, { lineOf }).shown).toBe(`${shown} (Dockerfile:15)`);
    expect(ask(OWN, { lineOf }).accepts).toMatch(/line in the Dockerfile$/);
    expect(ask(OWN).accepts).not.toMatch(/line/);
  });

  test.each(
    [
      ["4", "#4", "layer 4", "Layer #4", "layer number 4", "the layer 4.", "LAYER 04", "no. 4", "`4`"],
      [
        "line 15",
        "Dockerfile:15",
        "dockerfile line 15",
        "Dockerfile, line 15",
        "/home/cat/app/Dockerfile:15",
      ],
      [
        "line 15 of the Dockerfile",
        "0_original.Dockerfile:15",
        "L15",
        "Dockerfile.naive:15",
        "line 15: RUN apt-get install",
      ],
      ["RUN apt-get install -y build-essential git imagemagick libpq-dev"],
      ["apt-get install -y build-essential git imagemagick libpq-dev"],
      ["run APT-GET install -y build-essential", "apt-get install build-essential", "imagemagick"],
      [
        "the apt-get install build-essential line",
        "the RUN that installs build-essential",
        "install … libpq-dev",
      ],
      [
        "RUN /bin/sh -c apt-get install -y build-ess…",
        "RUN |1 TOKEN=x /bin/sh -c apt-get install -y build-ess...",
      ],
      ["RUN --mount=type=cache,target=/var/cache/apt apt-get install -y build-essential"],
      ["layer 4: RUN apt-get install -y build-essential git imagemagick libpq-dev"],
      [
        "layer 4, the apt-get install",
        "layer 4 (500 MB)",
        "layer 4  500 MB  RUN apt-get install -y build-es…",
      ],
      ["4  500 MB  4.00 MB  1000        RUN apt-get install -y build-essential git imag…"],
      [
        "<missing>   3 minutes ago   RUN /bin/sh -c apt-get install -y build-ess…   500MB     buildkit.dockerfile.v0",
      ],
      ["RUN apt-get install -y \\\n    build-essential \\\n    git imagemagick libpq-dev"],
    ].flat(),
  )("%s is it", (given) => {
    expect(judged(OWN, given, { lineOf })).toBe("right");
  });

  test.each([
    ["3", ANOTHER],
    ["layer 1", ANOTHER],
    ["line 13", ANOTHER],
    ["COPY . .", ANOTHER],
    ["RUN poetry install", ANOTHER],
    ["pip install poetry", ANOTHER],
    ["apt-get install", SEVERAL],
    ["install", SEVERAL],
    ["RUN apt-get update", SEVERAL],
    ["the largest", NONE],
    ["line 99", NONE],
    ["line 15: COPY . .", NONE],
    ["Dockerfile:x15", NONE],
    ["Dockerfile:15 |1 A=b make", NONE],
    ["layer 99", NONE],
    ["layer 4 and layer 8", NONE],
    ["layer 4: COPY . .", NONE],
    ["4 500 MB - 12 COPY . .", NONE],
    ["not build-essential", NONE],
    ["everything but imagemagick", NONE],
    ["y", NONE],
    ["RUN", NONE],
    ["RUN |1 TOKEN=…4b62 /bin/sh…", NONE],
    ["1 2 3 4 5 6 7 8 9 10", NONE],
    ["gcc", NONE],
  ])("%s is not: %s", (given, says) => {
    expect(judged(OWN, given, { lineOf })).toBe(says);
  });

  test("a list of all instructions names none", () => {
    const all = NAIVE.layers.map(({ createdBy }) => createdBy ?? "");
    expect(judged(OWN, all.join("\n"))).toBe(NONE);
    expect(judged(OWN, all.map(plainInstruction).join(" && "))).toBe(NONE);
    expect(judged(OWN, [4, 5, 6, 7, 8, 9].map((layer) => `layer ${layer}`).join(", "))).toBe(NONE);
  });

  test("without the lines of a Dockerfile no line is right", () => {
    expect(judged(OWN, "line 15")).toBe(NONE);
  });

  test("of all layers it is the base's", () => {
    const answer = { from: "largest-layer" };
    expect(ask(answer).shown).toMatch(/^layer 1: RUN set -eux/);
    expect(["1", "gcc git", "layer 4"].map((given) => judged(answer, given))).toEqual([
      "right",
      "right",
      ANOTHER,
    ]);
  });

  test("of several that are equally large each is right", () => {
    const layers = NAIVE.layers.map((layer) => ({
      ...layer,
      bytes: layer.index === 9 ? 500_000_000 : layer.bytes,
    }));
    const says = (given: string) => judged(OWN, given, { reading: { ...NAIVE, layers } });
    expect(["4", "9", "RUN poetry install", "8"].map(says)).toEqual(["right", "right", "right", ANOTHER]);
  });

  test("a layer without an instruction is named by its number", () => {
    const layers = NAIVE.layers.map((layer) => ({ ...layer, createdBy: null }));
    const reading = { ...NAIVE, layers };
    expect(ask(OWN, { reading }).shown).toBe("layer 4");
    expect(judged(OWN, "layer 4", { reading })).toBe("right");
    expect(judged(OWN, "build-essential", { reading })).toBe(NONE);
  });

  test("a word that only ties sentences together counts where an instruction has it", () => {
    const made = (index: number, createdBy: string) => ({ ...NAIVE.layers[index], createdBy });
    const layers = [made(3, "COPY /srv"), made(4, "COPY base /srv")] as ImageReading["layers"];
    const says = (given: string) => judged(OWN, given, { reading: { ...NAIVE, layers } });
    expect([says("COPY base /srv"), says("COPY /srv"), says("base")]).toEqual(["right", ANOTHER, "right"]);
  });

  test("an image without files has none", () => {
    const layers = NAIVE.layers.map((layer) => ({ ...layer, bytes: 0 }));
    expect(() => ask(OWN, { reading: { ...NAIVE, layers } })).toThrow("No layer of this image holds a file.");
  });

  test("a wrong one says where to look", () => {
    expect(ask(OWN).judge("layer 9")).toMatchObject({
      look: {
        text: "Find the largest figure in the Bytes column of the rows that are not marked base.",
        command: "size-matters inspect {{image}} --layers",
      },
    });
  });
});

describe("an instruction", () => {
  test.each([
    ["RUN |2 A=b TOKEN=…4b62 /bin/sh -c apt-get update # buildkit", "RUN apt-get update"],
    ["|1 TOKEN=…4b62 /bin/sh -c make", "RUN make"],
    ["/bin/sh -c #(nop) COPY file:0 in /app ", "COPY file:0 in /app"],
    ["RUN /bin/bash -o pipefail -c curl x | sh # buildkit", "RUN curl x | sh"],
    ["COPY . . # buildkit", "COPY . ."],
    ["RUN |1 TOKEN=secret /usr/bin/python3 -c 1 # buildkit", "RUN …"],
  ])("%s is shown as %s", (createdBy, shown) => {
    expect(shownLayer({ index: 4, createdBy })).toBe(`layer 4: ${shown}`);
  });
});

const entry = (path: string, layer: number, kind: ListedEntry["kind"] = "file"): ListedEntry => ({
  ...{ path, layer, kind, bytes: 0, mode: 0o644, uid: 0, gid: 0, target: "", final: false, content: null },
});
const LISTED: ImageReading = {
  ...NAIVE,
  entries: [
    entry("etc", 0, "folder"),
    entry("etc/empty", 3),
    entry("app/.env", 7),
    entry("opt/tool", 8, "folder"),
    entry("opt/tool/bin", 8),
    entry("etc/empty", 9, "whiteout"),
    entry("opt/tool", 9, "opaque"),
    entry("opt", 10, "whiteout"),
    entry("app/.env", 10, "whiteout"),
    entry("never", 10, "whiteout"),
    entry("late", 9, "whiteout"),
    entry("late", 10),
  ],
};

describe("the layer of a file", () => {
  test.each([
    ["app/.env", NAIVE, "7"],
    ["/app/.env", NAIVE, "COPY . ."],
    ["./app/.env", LISTED, "layer 7"],
    ["usr/lib/x86_64-linux-gnu/libLLVM.so", NAIVE, "layer 4"],
    ["var/lib/dpkg/status", NAIVE, "layer 0"],
    ["etc/empty", LISTED, "layer 3"],
    ["opt/tool/", LISTED, "layer 8"],
    ["secret.txt", { ...NAIVE, leaks: [{ ...LEAKS.file, path: "secret.txt", layer: 8 }] }, "pip install"],
  ])("%s", (path, reading, right) => {
    const answer = { from: "layer-of-file", path };
    expect(judged(answer, right, { reading })).toBe("right");
    expect(judged(answer, "layer 6", { reading })).toBe(ANOTHER);
  });

  test.each(["nowhere", "never", "app"])("%s is in no layer", (path) => {
    expect(() => ask({ from: "layer-of-file", path }, { reading: LISTED })).toThrow("No layer of this image");
  });

  test.each([
    ["app/.env", "--waste --all"],
    ["usr/lib/x86_64-linux-gnu/libLLVM.so", "--files --all"],
    ["etc/empty", "--tree LAYER --all"],
  ])("%s is looked for with %s", (path, flags) => {
    const verdict = ask({ from: "layer-of-file", path }, { reading: LISTED_WITH_NOTES }).judge("layer 6");
    expect(verdict).toMatchObject({ look: { command: `size-matters inspect {{image}} ${flags}` } });
  });
});

const LISTED_WITH_NOTES: ImageReading = {
  ...LISTED,
  entries: [...(LISTED.entries ?? []), entry("usr/lib/x86_64-linux-gnu/libLLVM.so", 4)],
};

describe("the layer that removed", () => {
  test.each([
    ["app/.env", NAIVE, ["10", "rm -rf /app/.env"]],
    ["app", NAIVE, ["layer 10"]],
    ["/app/.env", LISTED, ["rm -rf"]],
    ["etc/empty", LISTED, ["layer 9"]],
    ["opt/tool/bin", LISTED, ["layer 9", "layer 10"]],
    ["opt/tool", LISTED, ["layer 10"]],
  ])("%s", (path, reading, right) => {
    const answer = { from: "layer-that-removed", path };
    for (const given of right) expect(judged(answer, given, { reading })).toBe("right");
    expect(judged(answer, "layer 7", { reading })).toBe(ANOTHER);
  });

  test.each(["var/lib/dpkg/status", "never", "late", "app/.en"])("%s was not removed", (path) => {
    expect(() => ask({ from: "layer-that-removed", path }, { reading: LISTED })).toThrow("removes");
  });
});
