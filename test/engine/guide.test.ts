import { execFile } from "node:child_process";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { ANSWERS, MENDED_FIRST } from "../support/answers.ts";
import { docker, home, idOf, newFolder, onTestEngine } from "../support/engine.ts";
import { testEnvironment } from "../support/engine-setup.ts";
import { typeMade } from "../support/made.ts";
import { sizeMatters } from "../support/program.ts";
import { labs, typeFiles } from "../support/references.ts";
import { KEY, openTerminal, type Terminal } from "../support/terminal.ts";

const command = promisify(execFile);
const ESCAPE = String.fromCharCode(27);
const SHOW_CURSOR = `${ESCAPE}[?25h`;
/** Moving the cursor, erasing, hiding. */
const MOVES = new RegExp(`${ESCAPE}\\[[0-9;?]*[A-HJKSTfhlsu]`);

/** The newest Node.js with long support, beside the one that runs the tests. */
let newNode = "";
beforeAll(async () => {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(home, "node-24");
  const words = ["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", `${name}@24`];
  await command("npm", words, { cwd: home });
  newNode = join(folder, "node_modules", name, "bin", "node");
});

const guide = (
  folder: string,
  options: Partial<Parameters<typeof openTerminal>[1]> = {},
  ...words: string[]
) => openTerminal(["start", "--private-engine", "--workspace", folder, ...words], { home, ...options });

/** A verb that needs no engine. */
async function verb(...words: string[]) {
  const ended = await sizeMatters(words, { cwd: home, env: testEnvironment(home) });
  expect(ended.exitCode, ended.stderr).toBe(0);
  return ended;
}

/** Through the welcome to the first lab. */
async function begin(terminal: Terminal): Promise<void> {
  await terminal.until("Size matters");
  const welcome = await terminal.until("How do you want to go through the workshop?");
  expect(welcome).not.toContain("**over a gigabyte**");
  terminal.press(KEY.enter);
  await terminal.until("Lab 1: Get ready");
  await terminal.until("q quit");
}

/** Answers the questions that the guide asks, until it does not ask any more. */
async function answerAll(terminal: Terminal, answers: readonly string[]): Promise<void> {
  for (const answer of answers) {
    await terminal.until("‣");
    terminal.press(`${answer}${KEY.enter}`);
    await terminal.until(/Right:|Not yet:/);
  }
}

/** Meets the lab that the guide is at, by typing its reference, its answers, or both. */
async function meet(terminal: Terminal, folder: string, id: string): Promise<void> {
  const answers = ANSWERS[id];
  if (answers) {
    if (MENDED_FIRST.has(id)) {
      await typeFiles(folder, id, { kind: "reference" });
      await typeMade(folder, id);
      await terminal.until(`${id}: not yet`);
      await terminal.until("q quit");
    }
    terminal.press("c");
    await terminal.until(`${id}: not yet`);
    await answerAll(terminal, await answers(await idOf(folder)));
  } else await typeFiles(folder, id, { kind: "reference" });
  await terminal.until(`${id}: met`);
  await terminal.until("q quit");
}

/** At the end every lab is built and judged once more. Milliseconds. */
const CHECKING_ALL = 900_000;

/** Turns pages until the next lab, or the end, is there. */
async function goOn(terminal: Terminal): Promise<string> {
  for (let turn = 0; turn < 20; turn++) {
    terminal.press("n");
    const shown = await terminal.until(/q quit|still right\.|No longer met/, CHECKING_ALL);
    if (/\nLab \d+: /.test(shown) || !shown.endsWith("q quit")) return shown;
  }
  throw new Error("there is no end of pages");
}

describe("a walk through all labs by keys alone", () => {
  test.concurrent.each([
    ["this Node.js", () => process.execPath],
    ["Node.js 24", () => newNode],
  ])(
    "on %s every lab is met, and at the end all are checked again",
    async (_, node) => {
      const folder = await newFolder();
      const terminal = guide(folder, { node: node() });
      await begin(terminal);
      let end = "";
      for (const { id } of labs) {
        await meet(terminal, folder, id);
        end = await goOn(terminal);
      }
      expect(end).toContain("Your journey");
      expect(end).toContain("Everything you made is still right.");
      for (const { id } of labs) expect(end).toMatch(new RegExp(`^ *\\d+  ${id} +met `, "m"));
      terminal.press("q");
      expect((await terminal.ended).exitCode).toBe(0);
      await onTestEngine(["clean", "--yes", "--workspace", folder]);
    },
    1_800_000,
  );
});

describe("somebody who is stuck", () => {
  test("is offered a hint after the second miss of the same rule, and passes", async () => {
    const folder = await newFolder();
    await verb("goto", "clean-up", "--workspace", folder);
    const terminal = guide(folder);
    await terminal.until("How do you want");
    terminal.press(KEY.enter);
    await terminal.until("q quit");
    await typeFiles(folder, "clean-up", { kind: "wrong", name: "rm-later" });
    expect(await terminal.until("clean-up: not yet")).not.toContain("Stuck at");
    await typeFiles(folder, "clean-up", { kind: "wrong", name: "chmod-after" });
    expect(await terminal.until("clean-up: not yet")).toContain("Stuck at");
    for (const number of [1, 2, 3]) {
      terminal.press("h");
      await terminal.until(`Hint ${number} of 3:`);
    }
    await terminal.until("s: the reference itself");
    await typeFiles(folder, "clean-up", { kind: "reference" });
    const passed = await terminal.until("clean-up: met");
    expect(passed).toContain("Why it works");
    expect(passed).toContain("What you changed in Dockerfile");
    terminal.press("d");
    await terminal.until("Your files are the reference's, to the letter.");
    terminal.press("q");
    expect((await terminal.ended).exitCode).toBe(0);
  });

  test("may skip: the reference is shown and taken over, and the lab is marked", async () => {
    const folder = await newFolder();
    await verb("goto", "base-image", "--workspace", folder);
    const terminal = guide(folder);
    await terminal.until("How do you want");
    terminal.press(KEY.enter);
    await terminal.until("q quit");
    for (;;) {
      terminal.press("n");
      if ((await terminal.until(/q quit|Leave it out/)).endsWith("Leave it out")) break;
    }
    terminal.press("y");
    await terminal.until("The reference of Dockerfile");
    await terminal.until(/Lab \d+: /);
    const { labs: shown } = JSON.parse((await verb("status", "--json", "--workspace", folder)).stdout);
    expect(shown.find(({ id }: { id: string }) => id === "base-image").state).toBe("skipped");
    terminal.press("q");
    await terminal.ended;
  });
});

describe("Ctrl+C", () => {
  const RESTORED = / icanon(?=[ ;\n])[\s\S]* echo(?=[ ;\n])/;

  test.each<[string, (terminal: Terminal, folder: string) => Promise<void>]>([
    ["at the first question", async (terminal) => void (await terminal.until("How do you want"))],
    ["while somebody reads", (terminal) => begin(terminal)],
    [
      "at a question of a lab",
      async (terminal) => {
        await begin(terminal);
        terminal.press("s");
        await terminal.until("Put it into your workspace?");
      },
    ],
    [
      "during a build",
      async (terminal, folder) => {
        await begin(terminal);
        const dockerfile = join(folder, "app", "Dockerfile");
        await writeFile(
          dockerfile,
          `${await readFile(dockerfile, "utf8")}RUN sleep 60 && echo ${Date.now()}\n`,
        );
        await terminal.until(/\[\d\/\d\] RUN sleep/);
      },
    ],
    [
      "during a check",
      async (terminal, folder) => {
        await begin(terminal);
        const dockerfile = join(folder, "app", "Dockerfile");
        // The check runs python in the image, and python never comes up.
        const text = await readFile(dockerfile, "utf8");
        const asleep = `RUN printf '#!/bin/sh\\nsleep 60\\n' > /usr/local/bin/python\nLABEL workshop.word=x\n`;
        await writeFile(dockerfile, text.replace("CMD", `${asleep}CMD`));
        await terminal.until("looking inside the image");
      },
    ],
  ])("%s ends with 130 and gives the terminal back; the next start goes on", async (_, until) => {
    const folder = await newFolder();
    const terminal = guide(folder);
    await until(terminal, folder);
    terminal.press(KEY.ctrlC);
    const { exitCode, settings } = await terminal.ended;
    expect(exitCode).toBe(130);
    expect(settings).toMatch(RESTORED);
    expect(terminal.raw().lastIndexOf("\u001b[?25h")).toBeGreaterThan(
      terminal.raw().lastIndexOf("\u001b[?25l"),
    );
    const left = (await readdir(join(folder, ".size-matters"))).filter((name) =>
      /new-|compared-|riddle-/.test(name),
    );
    expect(left).toEqual([]);
    const again = guide(folder);
    await again.until(/Lab 1: Get ready|How do you want/);
    again.press(KEY.ctrlC);
    expect((await again.ended).exitCode).toBe(130);
  });
});

describe("saving", () => {
  const atGetReady = async () => {
    const folder = await newFolder();
    const terminal = guide(folder);
    await begin(terminal);
    return { folder, terminal, dockerfile: join(folder, "app", "Dockerfile") };
  };
  const checksIn = async (folder: string) => {
    const log = await readFile(join(folder, ".size-matters", "log.jsonl"), "utf8").catch(() => "");
    return log.split("\n").filter((line) => line.includes('"check"')).length;
  };

  test("as vim, VS Code and JetBrains do counts once each", async () => {
    const { folder, terminal, dockerfile } = await atGetReady();
    const ways: ((text: string) => Promise<void>)[] = [
      async (text) => {
        await writeFile(join(folder, "app", "4913"), "");
        await rm(join(folder, "app", "4913"));
        await rename(dockerfile, `${dockerfile}~`);
        await writeFile(dockerfile, text);
        await rm(`${dockerfile}~`);
      },
      async (text) => {
        await writeFile(dockerfile, "");
        await writeFile(dockerfile, text);
      },
      async (text) => {
        await writeFile(`${dockerfile}___jb_tmp___`, text);
        await rename(dockerfile, `${dockerfile}___jb_old___`);
        await rename(`${dockerfile}___jb_tmp___`, dockerfile);
        await rm(`${dockerfile}___jb_old___`);
      },
    ];
    const text = await readFile(dockerfile, "utf8");
    for (const [index, save] of ways.entries()) {
      await save(`${text}LABEL way=${index}\n`);
      await terminal.until("get-ready: not yet");
      expect(await checksIn(folder)).toBe(index + 1);
    }
    terminal.press("q");
    await terminal.ended;
    expect(await checksIn(folder)).toBe(ways.length);
  });

  test("during a build begins it again, and what was saved last is what is judged", async () => {
    const { folder, terminal, dockerfile } = await atGetReady();
    const text = await readFile(dockerfile, "utf8");
    await writeFile(dockerfile, `${text}RUN sleep 100 && echo ${Date.now()}\n`);
    await terminal.until(/\[\d\/\d\] RUN sleep/);
    const started = Date.now();
    await typeFiles(folder, "get-ready", { kind: "reference" });
    await terminal.until("You saved: the build begins again.");
    await terminal.until("get-ready: met");
    expect(Date.now() - started).toBeLessThan(60_000);
    expect(await checksIn(folder)).toBe(1);
    terminal.press("q");
    await terminal.ended;
  });

  test("goes on when an editor takes the whole folder away and puts it back", async () => {
    const { folder, terminal } = await atGetReady();
    const app = join(folder, "app");
    await rename(app, `${app}-away`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await rename(`${app}-away`, app);
    await typeFiles(folder, "get-ready", { kind: "reference" });
    await terminal.until("get-ready: met");
    terminal.press("q");
    expect((await terminal.ended).exitCode).toBe(0);
  });
});

describe("for everyone", () => {
  test("--accessible: static lines and numbered choices, and nothing is drawn again", async () => {
    const folder = await newFolder();
    const terminal = guide(folder, {}, "--accessible");
    await terminal.until("1. All");
    await terminal.until("A number from 1 to 3:");
    terminal.press(`1${KEY.enter}`);
    await terminal.until("q quit");
    await typeFiles(folder, "get-ready", { kind: "reference" });
    await terminal.until("get-ready: met");
    terminal.press(`l${KEY.enter}`);
    await terminal.until("Where to?");
    await terminal.until(`A number from 1 to ${labs.length}:`);
    terminal.press(`2${KEY.enter}`);
    await terminal.until("Lab 2: The naive image");
    terminal.press(`q${KEY.enter}`);
    expect((await terminal.ended).exitCode).toBe(0);
    // Cursor movement and erasing; colours are no redrawing.
    const before = terminal.raw().slice(0, terminal.raw().indexOf("ended with"));
    expect(before.replaceAll(SHOW_CURSOR, "")).not.toMatch(MOVES);
  });

  test("in 60 by 16 every page fits, and in 80 by 24 no line of the guide is longer", async () => {
    const folder = await newFolder();
    const small = guide(folder, { rows: 16, columns: 60, env: { NO_COLOR: "1" } });
    await small.until("How do you want");
    small.press(KEY.enter);
    await small.until("Lab 1: Get ready");
    const page = await small.until("q quit");
    const text = page.slice(page.indexOf("# Get ready"));
    expect(text.split("\n").length).toBeLessThanOrEqual(16);
    small.press("q");
    await small.ended;
    const usual = guide(folder, { rows: 24, columns: 80 });
    const shown = await usual.until("q quit");
    // A command that is to be copied stays in one line.
    const isOwn = (line: string) => !line.includes(folder) && !line.includes("DOCKER_HOST");
    const long = shown.split("\n").filter((line) => line.length > 80 && isOwn(line));
    expect(long).toEqual([]);
    usual.press("?");
    const help = await usual.until("quit; you come back");
    expect(help.split("\n").filter((line) => line.length > 80)).toEqual([]);
    usual.press("q");
    await usual.ended;
  });
});

describe("bad luck", () => {
  test("a second guide in the same workspace is a sentence, and the first goes on", async () => {
    const folder = await newFolder();
    const first = guide(folder);
    await begin(first);
    const second = guide(folder);
    await second.until("Another guide is open in this workspace.");
    expect((await second.ended).exitCode).toBe(2);
    first.press("?");
    await first.until("Keys, and the command that does the same");
    first.press("q");
    expect((await first.ended).exitCode).toBe(0);
  });

  test("a full disk is a sentence, and when there is room again the guide goes on", async () => {
    const folder = await newFolder();
    await command("mount", ["-t", "tmpfs", "-o", "size=2m", "none", folder]);
    try {
      const terminal = guide(folder);
      await begin(terminal);
      const filler = join(folder, "filler");
      await expect(command("dd", ["if=/dev/zero", `of=${filler}`])).rejects.toThrow("No space left");
      terminal.press("h");
      await terminal.until(/The disk that holds .* is full\./);
      await rm(filler);
      terminal.press("h");
      await terminal.until(/Hint \d of 3/);
      terminal.press("q");
      expect((await terminal.ended).exitCode).toBe(0);
    } finally {
      await command("umount", ["-l", folder]);
    }
  });

  test("a feed that went away between two steps is brought back by the next check", async () => {
    const folder = await newFolder();
    const terminal = guide(folder);
    await begin(terminal);
    const id = await idOf(folder);
    const feeds = await docker("ps", "-q", "--filter", `label=size-matters.workspace=${id}`);
    await docker("rm", "-f", ...feeds.split("\n"));
    await typeFiles(folder, "get-ready", { kind: "reference" });
    await terminal.until("get-ready: met");
    terminal.press("q");
    await terminal.ended;
  });
});
