import { describe, expect, test } from "vitest";
import { judged, verdictOf } from "../judged.ts";

const EXEC = { form: "exec" };
const SHELL = { form: "shell" };
const cmd = (...Cmd: string[]) => ({ config: { Cmd } });

describe("the program itself", () => {
  test.each([
    [["python", "cat_app/app.py"]],
    [["/usr/bin/env", "python3", "app.py"]],
    [["tini", "--", "python", "app.py"]],
    [["gosu", "app", "python", "app.py"]],
    [["python", "-c", "import app"]],
    [["/start.sh"]],
    [["constructor", "sh", "-c", "x"]],
    [["sh", "/start.sh"]],
    [["/bin/sh", "-c", "exec python app.py"]],
    [["/bin/sh", "-c", "cd /app && exec gunicorn --bind 0.0.0.0:3000 'app:create()'"]],
    [["/bin/sh", "-c", 'exec "$@"', "--", "python"]],
  ])("%j has no shell in between", async (words) => {
    expect(await verdictOf("command-form", EXEC, cmd(...words))).toBe(`met: ${JSON.stringify(words)}`);
  });
});

describe("by way of a shell", () => {
  test.each([
    [["/bin/sh", "-c", "python cat_app/app.py"]],
    [["sh", "-ec", "python app.py"]],
    [["/bin/bash", "-lc", "python app.py"]],
    [["/bin/bash", "-o", "pipefail", "-c", "python app.py"]],
    [["bash", "-euxo", "pipefail", "-c", "python app.py"]],
    [["bash", "--login", "-c", "python app.py"]],
    [["/usr/bin/env", "sh", "-c", "python app.py"]],
    [["/usr/bin/env", "-i", "A=b", "sh", "-c", "python app.py"]],
    [["/usr/bin/env", "-S", "sh -c", "python app.py"]],
    [["/usr/bin/env", "-Ssh -c", "python app.py"]],
    [["/usr/bin/env", "-S", "A=b sh -c", "python app.py"]],
    [["busybox", "sh", "-c", "python app.py"]],
    [["tini", "-g", "--", "dash", "-c", "python app.py"]],
    [["su-exec", "app", "ash", "-c", "python app.py"]],
    [["sh", "-c", "exec 2>&1; python app.py"]],
    [["sh", "-c", "exec python app.py &"]],
    [["sh", "-c", "echo exec && python app.py"]],
    [["sh", "-c", "executor"]],
    [["sh", "-c"]],
  ])("%j", async (words) => {
    expect(await verdictOf("command-form", EXEC, cmd(...words))).toMatch(/^not-yet/);
    expect(await verdictOf("command-form", SHELL, cmd(...words))).toMatch(/^met/);
  });

  test("ENTRYPOINT and CMD are one line", async () => {
    const config = { Entrypoint: ["/bin/sh", "-c"], Cmd: ["python app.py"] };
    expect(await judged("command-form", EXEC, { config })).toMatchObject({
      verdict: "not-yet",
      actual: '["/bin/sh","-c","python app.py"]',
      evidence: [{ where: "Config.Entrypoint and Config.Cmd" }],
    });
  });
});

test("what is asked for is said", async () => {
  expect((await judged("command-form", EXEC, cmd("a"))).expected).toBe("a program, without a shell");
  expect((await judged("command-form", SHELL, cmd("a"))).expected).toBe("a shell that starts the program");
});

describe("the next step", () => {
  test("writes the learner's own command as a list", async () => {
    const { next } = await judged("command-form", EXEC, cmd("/bin/sh", "-c", "flask run --port 3000"));
    expect(next?.text).toBe(
      'Write it as a list, each word in quotes: CMD ["flask", "run", "--port", "3000"]',
    );
  });

  test("shows how, where that command needs a shell", async () => {
    const { next } = await judged("command-form", EXEC, cmd("/bin/sh", "-c", "echo $HOME | cat"));
    expect(next?.text).toContain('CMD ["python", "cat_app/app.py"]');
  });

  test("and the other way round", async () => {
    const { verdict, next } = await judged("command-form", SHELL, cmd("flask", "run"));
    expect([verdict, next?.text]).toEqual(["not-yet", "Write it without brackets: CMD flask run"]);
  });
});

test.each([EXEC, SHELL])("an image without a command is not yet (%j)", async (options) => {
  expect(await judged("command-form", options, {})).toMatchObject({
    verdict: "not-yet",
    actual: "no command at all",
    evidence: [{ kind: "config", where: "Config.Cmd" }],
  });
});
