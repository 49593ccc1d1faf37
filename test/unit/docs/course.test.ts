import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { diskFiles } from "../../../src/edges/files.ts";
import { WORDS } from "../../../src/guide/words.ts";
import { readLabs } from "../../../src/labs/labs-to-play.ts";
import { fakeHost } from "../../support/fakes.ts";

interface Item {
  readonly id: string;
  readonly item: string;
  readonly home?: readonly string[];
  /** Labs that are not there yet. */
  readonly later?: readonly string[];
}

const root = fileURLToPath(new URL("../../..", import.meta.url));
const groups = parse(readFileSync(join(root, "docs", "course.yaml"), "utf8")) as Record<string, Item[]>;
const items = Object.values(groups).flat();
const labs = await readLabs({ files: diskFiles, host: fakeHost({ packageFolder: root }) });
/** How many items each part of the course's list has. */
const COUNTS: Readonly<Record<string, number>> = { A: 22, B: 20, C: 20, D: 43, E: 12, F: 11, G: 20 };

/** What a home is called, as a link; null when there is no such place. */
function linkTo(home: string): string | null {
  if (home.endsWith(".md")) return existsSync(join(root, home)) ? `[${home}](../${home})` : null;
  const [id, part] = home.split("/");
  const lab = labs.find((one) => one.id === id);
  if (!lab) return null;
  const link = `[${lab.file.title}](../labs/${lab.folder.split("/").at(-1)}/lab.yaml)`;
  if (part === undefined) return link;
  const goal = lab.file.goals.find((one) => one.id === part);
  const question = lab.file.questions.find((one) => one.id === part);
  return goal || question ? `${link}: ${goal?.says ?? question?.asks}` : null;
}

function page(): string {
  const rows = (list: readonly Item[]) =>
    list.map(({ id, item, home = [], later = [] }) => {
      const coming = later.map((lab) =>
        labs.some((one) => one.id === lab) ? linkTo(lab) : `*${lab}*, to come`,
      );
      return `| ${id} | ${item} | ${[...home.map(linkTo), ...coming].join("<br>")} |`;
    });
  const parts = Object.entries(groups).flatMap(([name, list]) => [
    `## ${WORDS.chapter(name)}`,
    "",
    "| | what | where |",
    "|---|---|---|",
    ...rows(list),
    "",
  ]);
  const head = [
    "# What the course covers",
    "",
    "Made of `docs/course.yaml`: every item of the talk and the articles behind the workshop, and where it is at home.",
    "",
  ];
  return [...head, ...parts].join("\n");
}

describe("every item of the course", () => {
  test("is listed once, from A01 to G20", () => {
    const wanted = Object.entries(COUNTS).flatMap(([letter, count]) =>
      Array.from({ length: count }, (_, at) => `${letter}${String(at + 1).padStart(2, "0")}`),
    );
    expect(items.map(({ id }) => id)).toEqual(wanted);
  });

  test("has a home, or a lab that is to come", () => {
    expect(items.filter(({ home = [], later = [] }) => home.length + later.length === 0)).toEqual([]);
  });

  test("is at a place that there is", () => {
    const lost = items.flatMap(({ id, home = [] }) =>
      home.filter((one) => linkTo(one) === null).map((one) => `${id}: ${one}`),
    );
    expect(lost).toEqual([]);
  });

  test("is on the page docs/course.md", async () => {
    await expect(page()).toMatchFileSnapshot(join(root, "docs", "course.md"));
  });
});
