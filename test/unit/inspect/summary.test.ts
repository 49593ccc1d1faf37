import { describe, expect, test } from "vitest";
import { cutPath, table, wrapped } from "../../../src/columns.ts";
import type { ImageReading } from "../../../src/image/image-reading.ts";
import { TOKEN_RULES } from "../../../src/image/token-rules.ts";
import { firstThings } from "../../../src/inspect/first-things.ts";
import { LISTS, type ListName } from "../../../src/inspect/screens/lists.ts";
import { summaryScreen } from "../../../src/inspect/screens/summary.ts";
import type { Target } from "../../../src/inspect/target.ts";
import { file, folder, whiteout } from "../../support/archives/entries.ts";
import type { ImageSpec } from "../../support/archives/layouts.ts";
import { CANARY, FIND, readSpec } from "../../support/archives/read.ts";

const look = { tint: (_: unknown, text: string) => text };
const target = {
  kind: "archive",
  name: "registry.example.com/a-team/with-a-long-name/cat-app:2026-11-21",
  held: null,
};
const summary = (reading: ImageReading) => summaryScreen(target as unknown as Target, reading, look);
const long = `usr/${"deeply/".repeat(30)}`;
const KEY = "AKIA".concat("QWERTYUIOPASDFGH");

const spec: ImageSpec = {
  layers: [
    [file(`${long}one`, 2_000_000), file(`${long}two`, 3_000_000), file("app/.env", `A=${CANARY}`)],
    [whiteout("usr"), file(`${long}again`, "x")],
    [file("usr/share/doc/aws/example.txt", KEY), file("var/lib/apt/lists/x", "x".repeat(2000))],
    [file("broken.gz", Buffer.from("1f8b0800000000000003ffffffffffffffffffffffffffff", "hex"))],
  ],
  history: [
    { created_by: `RUN |1 TOKEN=${CANARY} /bin/sh -c ${"make all ".repeat(30)}# buildkit` },
    { created_by: "RUN /bin/sh -c rm -rf /usr # buildkit" },
    { created_by: "COPY . . # buildkit" },
    { created_by: "COPY broken.gz . # buildkit" },
  ],
};
const reading = await readSpec(spec, { find: FIND, rules: TOKEN_RULES, duplicates: true });

describe("the summary", () => {
  const lines = summary(reading);

  test("fits 80 columns and shows no value", () => {
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect(lines.join("\n")).not.toContain(CANARY);
  });

  test("answers in order: how big, what is wasted, what leaks, who runs it, what is unread, what to do first", () => {
    const heads = lines.flatMap(
      (line) => /^ {2}([A-Z][a-z]+) |^(First)$/.exec(line)?.slice(1).filter(Boolean) ?? [],
    );
    expect(heads).toEqual(["Size", "Waste", "Leaks", "User", "Unread", "First"]);
  });

  test("names the layers with their instruction, without the values of build arguments", () => {
    expect(lines.join("\n")).toMatch(/layer 0 {2}5\.00 MB {2}RUN make all make all/);
  });

  test("an image with nothing to mend says so", async () => {
    const clean = await readSpec({ layers: [[file("app", "x")]], config: { User: "1000", Cmd: ["/app"] } });
    const text = summary(clean).join("\n");
    expect(text).toContain("Nothing to mend was found.");
    expect(text).toContain("Leaks  none found");
    expect(text).not.toContain("Unread");
  });

  test("an image without layers is a summary, too", async () => {
    expect(summary(await readSpec({ layers: [] })).join("\n")).toContain("0 B in 0 layers");
  });
});

describe("what to do first", () => {
  const says = (of: ImageReading) => firstThings(of).map((one) => one.says);

  test("given values go before root, root before waste, waste before what packages ship", async () => {
    expect(says(reading)).toEqual([
      expect.stringContaining("the value given"),
      expect.stringContaining("the value given"),
      expect.stringContaining("root"),
    ]);
    const [history, ...rest] = says(
      await readSpec({ ...spec, layers: spec.layers.slice(1, 3), history: [] }, { rules: TOKEN_RULES }),
    );
    expect(history).toContain("root");
    expect(rest).toEqual([
      expect.stringContaining("usr/share/doc/aws"),
      expect.stringContaining("apt packages"),
    ]);
  });

  test("a token in an own file goes first", async () => {
    const own = await readSpec({ layers: [[file("app/settings.py", KEY)]] }, { rules: TOKEN_RULES });
    expect(says(own)[0]).toContain("app/settings.py");
  });

  test("waste is told by the step that made it, the base's not at all", async () => {
    const layers = [[file("big", 4_000_000)], [whiteout("big")]];
    const user = { config: { User: "1000" } };
    expect(says(await readSpec({ layers, ...user }))).toEqual([
      "4.00 MB are wasted: layer 1 removes big of layer 0.",
    ]);
    const { layers: read } = await readSpec({ layers });
    const base = { name: "base", diffIds: [read[0]?.diffId ?? ""] };
    expect(says(await readSpec({ layers, ...user }, { base }))).toEqual([]);
  });
});

describe("lists", () => {
  test.each(Object.keys(LISTS) as ListName[])("--%s fits 80 columns, with few lines and with all", (list) => {
    for (const all of [false, true]) {
      const lines = LISTS[list](reading, look, all);
      expect(lines.length).toBeGreaterThan(0);
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
      expect(lines.join("\n")).not.toContain(CANARY);
    }
  });

  test.each(Object.keys(LISTS) as ListName[])(
    "--%s of an empty image is a sentence or a head",
    async (list) => {
      const empty = await readSpec({ layers: [[folder("etc")]], config: { User: "1000" } });
      expect(LISTS[list](empty, look, false).join("\n")).not.toBe("");
    },
  );
});

describe("columns", () => {
  test("words are wrapped between words, the first line and the others with their own beginning", () => {
    expect(wrapped("one two three", 9, "- ", "  ")).toEqual(["- one two", "  three"]);
    expect(wrapped("averyveryverylongword b", 5)).toEqual(["averyveryverylongword", "b"]);
  });

  test("a path keeps its end", () => {
    expect(cutPath("usr/lib/python3/site.py", 10)).toBe("…3/site.py");
    expect(cutPath("short", 10)).toBe("short");
  });

  test("figures are set to the right", () => {
    expect(
      table(
        [
          ["a", "9"],
          ["bb", "10"],
        ],
        [1],
      ),
    ).toEqual(["a    9", "bb  10"]);
  });
});
