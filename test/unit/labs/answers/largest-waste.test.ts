import { describe, expect, test } from "vitest";
import { labForFinding, labForWaste } from "../../../../src/inspect/lab-for.ts";
import { ask, judged, NAIVE } from "./naive-reading.ts";

const taught = { waste: labForWaste, finding: labForFinding };
const OF_BASE =
  "Not yours: move the base. Another base has other waste, and no line of the Dockerfile mends this.";

describe("the largest waste", () => {
  const said = (given: string) => judged({ from: "largest-waste" }, given);

  test.each(["/var/lib/apt/lists/deb", "var/lib/apt/lists/deb", "lists/deb", "…pt/lists/deb"])(
    "%s is right",
    (given) => {
      expect(said(given)).toBe("right");
    },
  );

  test("what the base wastes is not the owner's, however large it is", () => {
    const waste = [...NAIVE.waste, { ...NAIVE.waste[2], path: "usr/share/huge", bytes: 1e9 } as never];
    const reading = { ...NAIVE, waste };
    expect(judged({ from: "largest-waste" }, "/usr/share/huge", { reading })).toBe(OF_BASE);
    expect(ask({ from: "largest-waste" }, { reading }).shown).toBe("/var/lib/apt/lists/deb");
  });

  test.each(["/app/.env", "/var/lib/dpkg/status", "no/such/file", "everything"])("%s is not", (given) => {
    expect(said(given)).toBe("That is not what is wasted most.");
  });

  test("without a known base, or without waste, it cannot be told", () => {
    expect(() => ask({ from: "largest-waste" }, { reading: { ...NAIVE, base: null } })).toThrow("the base's");
    expect(() => ask({ from: "largest-waste" }, { reading: { ...NAIVE, waste: [] } })).toThrow(
      "wastes nothing",
    );
  });
});

describe("the lab that teaches to mend it", () => {
  const said = (given: string) => judged({ from: "lab-for-waste" }, given, { taught });

  test.each(["layering", "Layering", "lab layering", "09-layering", "labs/09-layering", "the lab layering"])(
    "%s is right",
    (given) => {
      expect(said(given)).toBe("right");
    },
  );

  test("the base's lab is not, and neither is another one", () => {
    expect(said("base-image")).toBe(OF_BASE);
    expect(said("poetry")).toBe("That lab teaches something else.");
    expect(() => ask({ from: "lab-for-waste" })).toThrow("not known which lab");
  });
});

describe("the labs for what else was found", () => {
  const finding = (id: string) => ({ id, severity: "low" as const, says: "", evidence: "", next: "" });
  const reading = { ...NAIVE, findings: ["root-user", "apt-lists", "apt-cache", "setuid"].map(finding) };
  const said = (given: string) => judged({ from: "labs-for-findings" }, given, { reading, taught });

  test.each([
    "non-root, clean-up",
    "clean-up and non-root",
    "clean-up non-root",
    "04-clean-up; lab non-root",
  ])("%s is right", (given) => {
    expect(said(given)).toBe("right");
  });

  test.each([
    ["non-root", "That is right, but not all: there is more."],
    ["non-root, poetry", "Not all that you name is the lab of a finding here."],
    ["non-root, clean-up, poetry", "Not all that you name is the lab of a finding here."],
  ])("%s: %s", (given, says) => {
    expect(said(given)).toBe(says);
  });

  test("where nothing was found that a lab teaches, nothing is asked", () => {
    const none = { ...NAIVE, findings: [finding("setuid")] };
    expect(() => ask({ from: "labs-for-findings" }, { reading: none, taught })).toThrow("Nothing that a lab");
  });
});
