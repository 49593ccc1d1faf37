import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { home, workspace } from "../support/engine.ts";
import { testEnvironment } from "../support/engine-setup.ts";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const ESCAPE = String.fromCharCode(27);
const CTRL_C = String.fromCharCode(3);

/** Runs the program on a pseudo-terminal, by `script` of util-linux, and gives its exit code and its screen. */
function onTerminal(
  args: readonly string[],
  env: Record<string, string> = {},
  type?: (screen: string) => string | null,
) {
  const words = [process.execPath, CLI, ...args, "--private-engine", "--workspace", workspace].map(
    (word) => `'${word}'`,
  );
  // Whoever runs the tests may have asked for no colours; these are about a terminal that shows them.
  const { NO_COLOR: _, ...inherited } = process.env;
  const child = spawn("script", ["-qefc", `stty rows 24 cols 80; ${words.join(" ")}`, "/dev/null"], {
    env: { ...inherited, ...testEnvironment(home), TERM: "xterm-256color", ...env },
  });
  let screen = "";
  let typed = false;
  return new Promise<{ exitCode: number | null; screen: string }>((resolve) => {
    child.stdout.setEncoding("utf8").on("data", (piece: string) => {
      screen += piece;
      const keys = typed ? null : (type?.(screen) ?? null);
      if (keys === null) return;
      typed = true;
      child.stdin.write(keys);
    });
    child.once("close", (exitCode) => resolve({ exitCode, screen }));
  });
}

test("start --to plays the tour: a list that is drawn again, and the scoreboard at the end", async () => {
  const { exitCode, screen } = await onTerminal(["start", "--to", "0"]);
  expect(exitCode).toBe(0);
  expect(screen).toMatch(/\[1\/4\] Docker engine \(\d+\.\d s\)/);
  expect(screen).toContain("From original to original");
  expect(screen).toContain(`${ESCAPE}[`);
});

test("Ctrl+C on a terminal ends with 130 and gives the cursor back", async () => {
  const { exitCode, screen } = await onTerminal(["tour"], {}, (shown) =>
    shown.includes("Rung 0") ? CTRL_C : null,
  );
  expect(exitCode).toBe(130);
  expect(screen).toContain("Cancelled.");
  expect(screen.lastIndexOf(`${ESCAPE}[?25h`)).toBeGreaterThan(screen.lastIndexOf(`${ESCAPE}[?25l`));
});

test("a question is asked, and no is an answer", async () => {
  const { exitCode, screen } = await onTerminal(["clean"], {}, (shown) =>
    shown.includes("Remove all of this?") ? "n" : null,
  );
  expect(exitCode).toBe(0);
  expect(screen).toContain("Nothing was removed.");
});

test("Ctrl+C at a question ends with 130, and nothing is removed", async () => {
  const { exitCode, screen } = await onTerminal(["clean"], {}, (shown) =>
    shown.includes("Remove all of this?") ? CTRL_C : null,
  );
  expect(exitCode).toBe(130);
  expect(screen).not.toContain("Removed.");
});

test("NO_COLOR on a terminal leaves no colour", async () => {
  const { screen } = await onTerminal(["doctor"], { NO_COLOR: "1" });
  expect(screen).not.toMatch(new RegExp(`${ESCAPE}\\[[0-9;]*m`));
});
