"""Stands in for a program that a runner has: `shim.py NAME ARGUMENT…`."""

import os
import re
import subprocess
import sys

import docker_shim
import trivy_shim
from leaks import Leaks
from state import load, save, tell

REAL_TOOLS = "/opt/tools/bin"
TOOLS = ("trivy", "hadolint")
INSTALLERS = ("apt-get", "apt", "curl", "wget", "brew", "pip", "pip3", "pipx", "dpkg", "snap")
# https://github.com/advisories/GHSA-69fq-xp46-6x23
MALICIOUS = re.compile(r"(?<![\d.])0\.69\.[456](?!\d)")


def main(name: str, arguments: list[str]) -> int:
    if name == "sudo":
        return sudo(arguments)
    if name in INSTALLERS:
        return install(name, arguments)
    if name == "gpg":
        if not sys.stdin.isatty():
            sys.stdin.buffer.read()
        return 0
    if name == "docker":
        return docker_shim.main(arguments)
    if name in TOOLS:
        return tool(name, arguments)
    tell("unplayed", what=name)
    print(f"{name} is not here")
    return 1


def sudo(arguments: list[str]) -> int:
    command = list(arguments)
    while command and command[0].startswith("-"):
        command.pop(0)
    return subprocess.call(command) if command else 0


def install(name: str, arguments: list[str]) -> int:
    """Nothing is fetched here. Which tool it was to bring is noted: a runner has it only afterwards."""
    words = " ".join(arguments)
    if Leaks(load()["secret"]).in_text(words):
        tell("leak", kind="argument", where=f"an argument of {name}")
    if MALICIOUS.search(words) and "trivy" in words:
        tell("malicious", what="trivy " + MALICIOUS.search(words)[0])
    brought = [tool for tool in TOOLS if tool in words]
    state = load()
    save({**state, "installed": [*state["installed"], *brought]})
    tell("passed-over", what=" ".join([name, *arguments])[:120])
    target = target_of(name, arguments)
    if target and not os.path.exists(target):
        open(target, "w").close()
    return 0


def target_of(name: str, arguments: list[str]) -> str | None:
    """The file that curl or wget would write. curl's -O has no value: the file is called as in the address."""
    if name not in ("curl", "wget"):
        return None
    value = r"-[a-zA-Z]*o|--output" if name == "curl" else r"-[a-zA-Z]*O|--output-document"
    for flag, following in zip(arguments, [*arguments[1:], ""]):
        if re.fullmatch(value, flag):
            return None if following == "-" else following
        if re.match(r"--output(-document)?=", flag):
            return flag.split("=", 1)[1]
    is_named = name == "wget" or any(re.fullmatch(r"-[a-zA-Z]*O|--remote-name", one) for one in arguments)
    address = next((one for one in arguments if "://" in one), "")
    return address.rsplit("/", 1)[-1] or None if is_named else None


def tool(name: str, arguments: list[str]) -> int:
    if name not in load()["installed"]:
        tell("missing", what=name)
        print(f"{name}: command not found")
        return 127
    if name == "trivy":
        return trivy_shim.main(arguments)
    exit_code = subprocess.call([f"{REAL_TOOLS}/hadolint", *arguments])
    tell("lint", exitCode=exit_code)
    return exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
