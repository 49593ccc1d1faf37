import { describe, expect, test } from "vitest";
import type { LoggedCheck } from "../../../../src/guide/log.ts";
import type { Journey, LabDone } from "../../../../src/guide/take-along/journey-of.ts";
import { MARK, pageOf } from "../../../../src/guide/take-along/page.ts";

const check = (bytes: number, more: Partial<LoggedCheck> = {}): LoggedCheck => ({
  ...{ lab: "x", verdict: "met", date: "2026-01-02T03:04:05Z", bytes, layers: 8, wastedBytes: 2_000_000 },
  ...{ seconds: 9, standIns: false },
  ...more,
});
const done = (number: number, id: string, build: LoggedCheck | null): LabDone => ({
  ...{ number, id, title: `Lab of ${id}`, state: build ? "met" : "open", date: build?.date ?? null, build },
  truths: build ? [{ says: "It is\n  small.", why: "Less is less." }] : [],
});
const naive = done(2, "naive", check(1_000_000_000, { layers: 14 }));
const last = done(18, "nice-to-haves", check(125_000_000));
const JOURNEY: Journey = {
  labs: [naive, done(3, "layers", null), last],
  before: naive,
  after: last,
  dockerfile: "FROM a\n# ```\n",
};

describe("the page to take along", () => {
  const page = pageOf(JOURNEY, "0.1.0");

  test("begins with the mark, and with what came of it", () => {
    expect(page.startsWith(MARK)).toBe(true);
    expect(page).toContain("**1.00 GB to 125 MB.** 87.5 % of the image is gone: it is 8.0 times smaller.");
    expect(page).toContain("| layers | 14 | 8 |");
    expect(page).toContain("| wasted | 2.00 MB | 2.00 MB |");
  });

  test("has what was met, lab by lab", () => {
    expect(page).toContain("- **Lab of nice-to-haves** (`nice-to-haves`)\n  - It is small. *Less is less.*");
    expect(page).toContain("| 3 | Lab of layers |  |  |  |  |  |  |");
    expect(page).toContain("| 18 | Lab of nice-to-haves | met | 125 MB | 8 | 2.00 MB | met | 2026-01-02 |");
  });

  test("has the Dockerfile in a fence that no line of it closes", () => {
    expect(page).toContain("As it met the lab `nice-to-haves`.\n\n````dockerfile\nFROM a\n# ```\n````\n");
  });

  test("says of stand-ins that they are", () => {
    expect(page).not.toContain("stand-in");
    const standIn = done(18, "nice-to-haves", check(125_000_000, { standIns: true }));
    const other = pageOf({ ...JOURNEY, labs: [naive, standIn], after: standIn }, "0.1.0");
    expect(other).toContain("**1.00 GB to 125 MB\\*.**");
    expect(other).toContain("\\* on a stand-in base");
  });

  test("claims nothing that is not so", () => {
    const larger = pageOf({ ...JOURNEY, before: last, after: naive }, "0.1.0");
    expect(larger).toContain("The image has not become smaller.");
    const empty = pageOf(
      { labs: [done(1, "a", null)], before: null, after: null, dockerfile: null },
      "0.1.0",
    );
    expect(empty).toContain("There is no before and after yet");
    expect(empty).not.toContain("What I can tell");
    expect(empty).not.toContain("## The Dockerfile");
  });
});
