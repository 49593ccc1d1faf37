"""Trivy: what it says of the image under test is asked outside; all else is done by the real one, offline."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from leaks import Leaks
from state import ANSWERS, CACHE, QUESTION, is_archive, is_built, load, tell

REAL = "/opt/tools/bin/trivy"
VERBS = {
    "image": "image", "i": "image", "filesystem": "fs", "fs": "fs", "config": "config", "conf": "config",
    "repository": "repo", "repo": "repo", "rootfs": "rootfs", "sbom": "sbom", "version": "version",
    "convert": "convert", "plugin": "plugin", "clean": "clean", "server": "server", "kubernetes": "k8s", "k8s": "k8s",
}
# All others take a value. https://trivy.dev/docs/latest/references/configuration/cli/trivy_image/
SWITCHES = set(
    "--ignore-unfixed --quiet -q --no-progress --debug -d --insecure --offline-scan --skip-db-update "
    "--skip-java-db-update --skip-check-update --skip-policy-update --list-all-pkgs --dependency-tree --removed-pkgs "
    "--skip-version-check --disable-telemetry --skip-vex-repo-update --download-db-only --download-java-db-only "
    "--include-non-failures --trace --show-suppressed --license-full --include-dev-deps --version -v --help -h".split()
)
# Trivy reads each flag from the environment, too; these are the ones that decide what a gate does.
FROM_ENVIRONMENT = (
    "exit-code severity ignore-unfixed format output scanners image-config-scanners input quiet no-progress timeout "
    "ignorefile pkg-types vuln-type list-all-pkgs skip-dirs skip-files ignore-status template exit-on-eol".split()
)
SETTINGS = ("trivy.yaml", ".trivyignore", ".trivyignore.yaml", "trivy-secret.yaml")
NOT_HERE = ("--cache-dir", "--db-repository", "--java-db-repository", "--cache-backend", "--checks-bundle-repository", "--platform")
OFFLINE = {
    "fs": ["--skip-db-update", "--skip-java-db-update", "--offline-scan", "--skip-check-update"],
    "repo": ["--skip-db-update", "--skip-java-db-update", "--offline-scan", "--skip-check-update"],
    "rootfs": ["--skip-db-update", "--skip-java-db-update", "--offline-scan", "--skip-check-update"],
    "sbom": ["--skip-db-update", "--skip-java-db-update", "--offline-scan"],
    "config": ["--skip-check-update"],
}


def main(arguments: list[str]) -> int:
    if Leaks(load()["secret"]).in_text(" ".join(arguments)):
        tell("leak", kind="argument", where="an argument of trivy")
    flags, words = split(arguments)
    if not words or words[0] not in VERBS:
        return subprocess.call([REAL, *arguments])
    verb = VERBS[words[0]]
    if verb != "image":
        cache = [] if verb in ("version", "convert", "plugin", "clean") else ["--cache-dir", str(CACHE)]
        return subprocess.call([REAL, verb, *cache, *OFFLINE.get(verb, []), *spelled(without(flags, NOT_HERE)), *words[1:]])
    return image(with_environment(flags), words[1:])


def split(arguments: list[str]) -> tuple[list[tuple[str, str | None]], list[str]]:
    """The flags with their values, and the other words."""
    flags: list[tuple[str, str | None]] = []
    words: list[str] = []
    rest = list(arguments)
    while rest:
        one = rest.pop(0)
        if not one.startswith("-") or one == "-":
            words.append(one)
        elif "=" in one:
            name, value = one.split("=", 1)
            flags.append((name, value))
        elif one in SWITCHES or not rest:
            flags.append((one, None))
        else:
            flags.append((one, rest.pop(0)))
    return flags, words


def with_environment(flags: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    short = {"-s": "--severity", "-f": "--format", "-o": "--output", "-q": "--quiet"}
    named = [(short.get(name, name), value) for name, value in flags]
    given = {name for name, _ in named}
    for name in FROM_ENVIRONMENT:
        value = os.environ.get("TRIVY_" + name.replace("-", "_").upper(), "")
        if value and f"--{name}" not in given:
            named.append((f"--{name}", value))
    return named


def without(flags: list, names: tuple[str, ...]) -> list:
    return [(name, value) for name, value in flags if name not in names]


def spelled(flags: list[tuple[str, str | None]]) -> list[str]:
    return [name if value is None else f"{name}={value}" for name, value in flags]


def image(flags: list[tuple[str, str | None]], words: list[str]) -> int:
    given = dict(flags)
    if "--download-db-only" in given or "--download-java-db-only" in given or {"--help", "-h"} & set(given):
        return 0
    if "--server" in given:
        tell("unplayed", what="trivy image --server")
        return 1
    archive = given.get("--input")
    name = archive or (words[0] if words else "")
    if archive and not is_archive(archive):
        return not_there(name, f"{archive}: no archive of an image")
    if not archive and not is_built(name):
        return not_there(name, f"unable to find the specified image \"{name}\"")
    target = given.get("--output")
    own = without(flags, (*NOT_HERE, "--input", "--output"))
    files = {path: Path(path).read_text() for path in sorted({*SETTINGS, *named_files(own)}) if is_small_text(path)}
    question = {"arguments": spelled(own), "files": files, "writes": target is not None}
    return say(name, answer_to(question), target)


def not_there(name: str, words: str) -> int:
    tell("foreign", what=name)
    print(f"FATAL\tFatal error\timage scan error: {words}", file=sys.stderr)
    return 1


def named_files(flags: list[tuple[str, str | None]]) -> list[str]:
    values = [(value or "").lstrip("@") for _, value in flags]
    return [value for value in values if value and not value.startswith(("/", ".."))]


def is_small_text(path: str) -> bool:
    try:
        return os.path.isfile(path) and os.path.getsize(path) < 100_000 and Path(path).read_text() is not None
    except (OSError, UnicodeDecodeError, ValueError):
        return False


def answer_to(question: dict) -> dict:
    answers = json.loads(ANSWERS.read_text()) if ANSWERS.exists() else []
    for known in answers:
        if known["question"] == question:
            return known["answer"]
    QUESTION.write_text(json.dumps(question))
    os.killpg(0, signal.SIGKILL)
    raise SystemExit(1)


def say(name: str, answer: dict, target: str | None) -> int:
    if target is not None and answer["written"] is not None:
        Path(target).write_text(answer["written"])
    sys.stdout.write(answer["stdout"])
    sys.stdout.flush()
    sys.stderr.write(answer["stderr"])
    tell("scan", what=name, exitCode=answer["exitCode"], found=answer["found"], problem=answer["problem"])
    return answer["exitCode"]
