"""Plays one step of a CI job in a container without a network, and prints what happened as one JSON object.

Called as `runner.py JSON`: {"checkout": FILE} lays out a repository, whose texts stand in a JSON file by their paths;
{"script", "shell", "env", "folder"} runs a script as a runner of GitHub does; {"command", "arguments", ...} runs a command
without a shell, as pre-commit does.
"""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

from leaks import Leaks
from state import BIN, EVENTS, HOME, QUESTION, ROOT, TEMP, WORKSPACE, load, read_events, save

# What a runner of GitHub has and this container has not, or what this container must not do itself.
SHIMS = (
    "docker trivy hadolint sudo apt-get apt curl wget gpg brew pip pip3 pipx dpkg snap "
    "jq yq git gh node npm npx make go cosign podman"
).split()

COMMON_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
MOST_OUTPUT = 20_000
WITHIN_SECONDS = 240


def main() -> None:
    step = json.loads(sys.argv[1])
    prepare()
    if "checkout" in step:
        lay_out(json.loads((ROOT / step["checkout"]).read_text()))
        answer = {"exitCode": 0, "output": "", "events": [], "leaks": [], "question": None}
    else:
        answer = run(step)
    print(json.dumps(answer))


def prepare() -> None:
    for folder in (BIN, HOME, TEMP, WORKSPACE):
        folder.mkdir(parents=True, exist_ok=True)
    shim = Path(__file__).with_name("shim.py")
    for name in SHIMS:
        program = BIN / name
        if not program.exists():
            program.write_text(f'#!/bin/sh\nexec {sys.executable} {shim} {name} "$@"\n')
            program.chmod(0o755)


def lay_out(files: dict[str, str]) -> None:
    for path, text in files.items():
        target = WORKSPACE / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
        if text.startswith("#!"):
            target.chmod(0o755)


def run(step: dict) -> dict:
    leaks = Leaks(step.get("secret", ""))
    EVENTS.unlink(missing_ok=True)
    QUESTION.unlink(missing_ok=True)
    before = load()
    save({**before, "secret": step.get("secret", ""), "installed": before["installed"] + step.get("has", [])})
    exit_code, output = execute(command_of(step), environment(step), WORKSPACE / step.get("folder", "."))
    keep_what_it_set()
    found = [{"kind": "output", "where": "what it prints"}] if leaks.in_bytes(output) else []
    found += [{"kind": "file", "where": path} for path in leaks.in_folder(WORKSPACE)]
    question = json.loads(QUESTION.read_text()) if QUESTION.exists() else None
    text = leaks.masked(output[-MOST_OUTPUT:].decode(errors="replace"))
    return {
        "exitCode": exit_code, "output": text, "events": read_events(), "leaks": found, "question": question,
    }


def command_of(step: dict) -> list[str]:
    if "command" in step:
        return [*shlex.split(step["command"]), *step["arguments"]]
    script = TEMP / "step.sh"
    script.write_text(step["script"])
    return [str(script) if word == "{0}" else word for word in step["shell"]]


def environment(step: dict) -> dict[str, str]:
    state = load()
    path = ":".join([str(BIN), *state["path"], COMMON_PATH])
    files = {name: str(TEMP / name.lower()) for name in ("GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")}
    for file in files.values():
        Path(file).write_text("")
    own = {"CI": "true", "HOME": str(HOME), "RUNNER_TEMP": str(TEMP), "GITHUB_WORKSPACE": str(WORKSPACE), "PATH": path}
    return {**own, **files, **state["env"], **step.get("env", {})}


def execute(command: list[str], env: dict[str, str], folder: Path) -> tuple[int, bytes]:
    try:
        # A session of its own: a tool that has to be asked outside ends all of the step.
        done = subprocess.run(
            command, env=env, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, start_new_session=True, timeout=WITHIN_SECONDS,
        )
    except FileNotFoundError as error:
        return 127, f"{error.filename}: not found\n".encode()
    except PermissionError as error:
        return 126, f"{error.filename}: may not be run\n".encode()
    except (NotADirectoryError, OSError) as error:
        return 126, f"{error}\n".encode()
    except subprocess.TimeoutExpired:
        return 124, f"It did not end within {WITHIN_SECONDS} s.\n".encode()
    return done.returncode, done.stdout


def keep_what_it_set() -> None:
    """Variables and folders that a step hands on by GITHUB_ENV and GITHUB_PATH."""
    state = load()
    text = (TEMP / "github_env").read_text()
    for name, _, value in re.findall(r"^(\w+)<<(\w+)\n(.*?)\n?^\2$", text, re.S | re.M):
        state["env"][name] = value
    for name, value in re.findall(r"^(\w+)=(.*)$", text, re.M):
        state["env"][name] = value
    state["path"] = [*reversed((TEMP / "github_path").read_text().split()), *state["path"]]
    save(state)


main()
