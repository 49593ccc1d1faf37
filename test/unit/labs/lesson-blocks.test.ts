import { describe, expect, test } from "vitest";
import { blocksIn } from "../../../src/labs/lesson-blocks.ts";

/** Line and commands of each block that is run. */
const runIn = (...lines: string[]) =>
  blocksIn(lines.join("\n")).map(({ line, commands }) => `${line}: ${commands}`);

describe("which blocks are run", () => {
  test("those that say so, and no others", () => {
    expect(
      runIn(
        "# A",
        "",
        "```sh run",
        "ls",
        "",
        "pwd",
        "```",
        "```sh",
        "rm",
        "```",
        "```dockerfile",
        "RUN x",
        "```",
      ),
    ).toEqual(["3: ls\n\npwd"]);
  });

  test.each(["sh no-run", "sh dry-run", "sh running", "sh", "bash run", "run", "", "shrun"])(
    "not ```%s",
    (words) => {
      expect(runIn(`\`\`\`${words}`, "rm", "```")).toEqual([]);
    },
  );

  test.each(["sh run", "sh  run", " sh run", "sh timeout run"])("but ```%s", (words) => {
    expect(runIn(`\`\`\`${words}`, "ls", "```")).toEqual(["1: ls"]);
  });

  test("in a list too, without the blanks that the list puts in front", () => {
    expect(
      runIn(
        "1. Build:",
        "   ```sh run",
        "   docker build \\",
        "     .",
        "   ```",
        "- ```sh run",
        "  ls",
        "  ```",
      ),
    ).toEqual(["2: docker build \\\n  .", "6: ls"]);
  });

  test("between tildes, and between longer fences, in which shorter ones are text", () => {
    expect(runIn("~~~sh run", "```", "~~", "~~~")).toEqual(["1: ```\n~~"]);
    expect(runIn("````sh run", "```", "````", "```sh run", "ls", "`````")).toEqual(["1: ```", "4: ls"]);
    expect(runIn("```sh run", "ls ~~~", "~~~", "``` ")).toEqual(["1: ls ~~~\n~~~"]);
  });

  test("a block without an end goes on to the end of the file, as Markdown has it", () => {
    expect(runIn("```sh run", "ls", "# no title")).toEqual(["1: ls\n# no title"]);
  });

  test("a block in a block is text, and so is code in a line", () => {
    expect(runIn("````", "```sh run", "rm", "```", "````")).toEqual([]);
    expect(runIn("```sh run``` in a line", "rm", "```sh run", "ls", "```")).toEqual(["3: ls"]);
  });

  test("line ends of Windows make no difference", () => {
    expect(blocksIn("a\r\n```sh run\r\nls\r\npwd\r\n```\r\n")).toMatchObject([
      { line: 2, commands: "ls\npwd" },
    ]);
  });
});

/** What is wrong with an output for a lesson that shows another. */
function problem(output: string, shown: string, words = "", values = {}): string | null | undefined {
  const [block] = blocksIn(`\`\`\`sh run\nls\n\`\`\`\n\`\`\`output ${words}\n${shown}\n\`\`\`\n`);
  return block?.problemWith(output, values);
}

describe("what must be printed", () => {
  test("anything where nothing is shown, or where the next block is another", () => {
    const [alone] = blocksIn("```sh run\nls\n```\n");
    const [other] = blocksIn("```sh run\nls\n```\n```\na\n```\n```output\nb\n```\n");
    expect([alone?.problemWith("", {}), other?.problemWith("x", {})]).toEqual([null, null]);
  });

  test.each([
    ["a\nb\nc\n", "a\nc"],
    ["a\r\n", "a…"],
    ["  a   b  \n", "  a b"],
    ["a\nb\n", "a\n\n…\nb"],
    ["sha256:abc of a\n", "sha256:… of a"],
    ["a (b) [c] * + ? ^ $ { } | \\ .\n", "a (b) [c] * + ? ^ $ { } | \\ ."],
    ["cat-1a2b3c\n", "{{word}}"],
  ])("%j is as shown: %j", (output, shown) => {
    expect(problem(output, shown, "", { word: "cat-1a2b3c" })).toBeNull();
  });

  test.each([
    ["a\n", "b", "no line of the output is: b"],
    ["ab\n", "a", "no line of the output is: a"],
    ["a\n", "a\na", "this line comes too early: a"],
    ["b\na\n", "a\nb", "this line comes too early: b"],
    ["axb\n", "a.b", "no line of the output is: a.b"],
    ["", "a", "nothing was printed"],
    ["", "…", "nothing was printed"],
    [" \n\n", "…", "nothing was printed"],
    ["a\n", "", "the lesson shows no line to compare it with"],
    ["a\n", "…\n …", "the lesson shows no line to compare it with"],
    ["cat-1a2b3d\n", "{{word}}", "no line of the output is: cat-1a2b3c"],
  ])("%j is not as shown: %j", (output, shown, says) => {
    expect(problem(output, shown, "tolerance=90%", { word: "cat-1a2b3c" })).toBe(says);
  });
});

describe("numbers", () => {
  test.each([
    ["120 MB", "100 MB", "tolerance=20%"],
    ["80MB", "100MB", "tolerance=20%"],
    ["1.23 GB", "1.2 GB", "tolerance=2.5%"],
    ["1,234 files", "1,200 files", "tolerance=3%"],
    ["900 files", "1,000 files", "tolerance=10%"],
    ["0", "0", "tolerance=20%"],
    ["python 3.13.1 3", "python 3.13.1 3", ""],
    ["12 %  8", "10 % 10", "tolerance=20%"],
  ])("%j is near %j with %s", (output, shown, words) => {
    expect(problem(output, shown, words)).toBeNull();
  });

  test.each([
    ["121 MB", "100 MB", "tolerance=20%"],
    ["79 MB", "100 MB", "tolerance=20%"],
    ["101 MB", "100 MB", ""],
    ["110 MB", "100 MB", "tolerance=20"],
    ["100 GB", "100 MB", "tolerance=20%"],
    ["1,300 files", "1,200 files", "tolerance=3%"],
    ["1", "0", "tolerance=90%"],
    ["many MB", "100 MB", "tolerance=90%"],
    ["layer2", "layer1", "tolerance=90%"],
    ["sha256:1f", "sha256:2f", "tolerance=90%"],
  ])("%j is not near %j with %s", (output, shown, words) => {
    expect(problem(output, shown, words)).toBe(`no line of the output is: ${shown}`);
  });
});
