"""Docker: what a build is given is looked at, and the image under test stands for what it would make."""

import os
import re
import subprocess
import sys
from pathlib import Path

import trivy_shim
from leaks import Leaks
from state import ARCHIVE, full_name, is_built, load, save, tell

# All other flags of a build are switches, or carry their value behind a "=".
# https://docs.docker.com/reference/cli/docker/buildx/build/
BUILD_VALUES = set(
    "-t --tag -f --file --build-arg --secret --label --platform --target --cache-from --cache-to --output -o "
    "--progress --iidfile --add-host --network --ssh --builder --build-context --metadata-file --provenance --sbom "
    "--attest --annotation --ulimit -m --memory --shm-size --cpuset-cpus --no-cache-filter --allow --call".split()
)
RUN_SWITCHES = set("--rm -i -t -it -ti --interactive --tty --init --privileged --read-only -d --detach --quiet -q".split())
TRIVY_IMAGE = re.compile(r"^(docker\.io/|ghcr\.io/|public\.ecr\.aws/)?(aquasec|aquasecurity)/trivy(?=[:@]|$)")
HADOLINT_IMAGE = re.compile(r"^(docker\.io/|ghcr\.io/)?hadolint/hadolint(?=[:@]|$)")
MALICIOUS = re.compile(r":v?0\.69\.[456](?=@|$)")
IMAGE_ID = "sha256:" + "c1" * 32
QUIET = ("login", "logout", "info", "version", "--version", "images", "pull", "ps")


def main(arguments: list[str]) -> int:
    words = arguments[1:] if arguments[:1] in (["buildx"], ["image"], ["builder"], ["container"]) else arguments
    verb, rest = (words[0], words[1:]) if words else ("", [])
    if verb in ("build", "b"):
        return build(rest)
    if verb == "tag" and len(rest) == 2:
        return tag(*rest)
    if verb == "save":
        return save_image(rest)
    if verb == "push":
        tell("push", what=(rest or [""])[-1], isOurs=any(is_built(one) for one in rest))
        return 0
    if verb == "run":
        return run(rest)
    if verb in QUIET or arguments[:1] == ["buildx"] or verb == "ls":
        return 0
    tell("unplayed", what=f"docker {verb}")
    print(f"docker {verb} is not played here")
    return 1


def flags_of(arguments: list[str], takes_value) -> tuple[list[tuple[str, str]], list[str]]:
    """The flags up to the first other word, with their values, and all that stands behind; for a build they may be mixed."""
    flags: list[tuple[str, str]] = []
    rest = list(arguments)
    while rest and rest[0].startswith("-") and rest[0] != "-":
        one = rest.pop(0)
        if "=" in one and one.startswith("--"):
            flags.append(tuple(one.split("=", 1)))
        elif takes_value(one) and rest:
            flags.append((one, rest.pop(0)))
        else:
            flags.append((one, ""))
    return flags, rest


def build(arguments: list[str]) -> int:
    flags, words, rest = [], [], list(arguments)
    while rest:
        more, rest = flags_of(rest, lambda one: one in BUILD_VALUES)
        flags += more
        if rest:
            words.append(rest.pop(0))
    note_leaks(flags)
    problem = problem_of(flags, words)
    if problem:
        print(f"ERROR: failed to build: {problem}", file=sys.stderr)
        tell("build", ok=False, problem=problem)
        return 1
    names = [full_name(value) for name, value in flags if name in ("-t", "--tag")]
    state = load()
    save({**state, "built": [*state["built"], *names, IMAGE_ID]})
    tell("build", ok=True, problem=None, names=names)
    write_results(flags, names)
    return 0


def note_leaks(flags: list[tuple[str, str]]) -> None:
    leaks = Leaks(load()["secret"])
    for name, value in flags:
        if name == "--build-arg":
            argument, has_value, given = value.partition("=")
            if leaks.in_text(given if has_value else os.environ.get(argument, "")):
                tell("leak", kind="build-arg", where=f"--build-arg {argument}")
        elif leaks.in_text(value):
            tell("leak", kind="argument", where=f"{name} of docker build")


def problem_of(flags: list[tuple[str, str]], words: list[str]) -> str | None:
    """Why the builder would refuse, in its words; null where it would not."""
    if len(words) != 1:
        return f"docker build requires 1 argument, the folder with the files, and was given {len(words)}"
    context = Path(words[0])
    if not context.is_dir():
        return f"unable to prepare context: path \"{words[0]}\" not found"
    file = next((value for name, value in reversed(flags) if name in ("-f", "--file")), None)
    dockerfile = Path(file) if file else context / "Dockerfile"
    if not dockerfile.is_file():
        return f"failed to read dockerfile: open {dockerfile.name}: no such file or directory"
    given = {}
    for name, value in flags:
        if name == "--secret":
            parts = dict(part.partition("=")[::2] for part in value.split(","))
            given[parts.get("id", "")] = parts
    unusable = [one for one in given.values() if not is_there(one)]
    if unusable:
        return f"secret {unusable[0].get('id')}: nothing is there: {value_of(unusable[0])}"
    missing = [wanted for wanted in required(dockerfile.read_text()) if wanted not in given]
    return f"secret {missing[0]}: not found" if missing else None


def value_of(secret: dict[str, str]) -> str:
    return ",".join(f"{name}={value}" for name, value in secret.items())


def is_there(secret: dict[str, str]) -> bool:
    """https://docs.docker.com/reference/cli/docker/buildx/build/#secret"""
    name = secret.get("id", "")
    if "env" in secret:
        return bool(os.environ.get(secret["env"]))
    source = secret.get("src") or secret.get("source")
    if source and secret.get("type") == "env":
        return bool(os.environ.get(source))
    return os.path.isfile(source) if source else bool(os.environ.get(name)) or os.path.isfile(name)


def required(dockerfile: str) -> list[str]:
    mounts = re.findall(r"--mount=(\S*type=secret\S*)", dockerfile)
    parts = [dict(part.partition("=")[::2] for part in mount.split(",")) for mount in mounts]
    return [one.get("id", "") for one in parts if one.get("required", "false") in ("", "true", "1")]


def write_results(flags: list[tuple[str, str]], names: list[str]) -> None:
    for name, value in flags:
        if name == "--iidfile":
            Path(value).write_text(IMAGE_ID)
        if name in ("-o", "--output") and "dest=" in value:
            Path(re.search(r"dest=([^,]+)", value)[1]).write_bytes(ARCHIVE)
        if name in ("-q", "--quiet"):
            print(IMAGE_ID)
        if name == "--push":
            tell("push", what=(names or [""])[0], isOurs=True)


def tag(source: str, target: str) -> int:
    if is_built(source):
        state = load()
        save({**state, "built": [*state["built"], full_name(target)]})
    return 0


def save_image(arguments: list[str]) -> int:
    target, names, rest = None, [], list(arguments)
    while rest:
        one = rest.pop(0)
        if one in ("-o", "--output") and rest:
            target = rest.pop(0)
        elif one.startswith("--output="):
            target = one.removeprefix("--output=")
        else:
            names.append(one)
    if not names or not all(is_built(name) for name in names):
        print("Error response from daemon: reference does not exist", file=sys.stderr)
        return 1
    if target:
        Path(target).write_bytes(ARCHIVE)
    else:
        sys.stdout.buffer.write(ARCHIVE)
    return 0


def run(arguments: list[str]) -> int:
    flags, words = flags_of(arguments, lambda one: one not in RUN_SWITCHES)
    image, command = (words[0], words[1:]) if words else ("", [])
    mounts = [value.split(":") for name, value in flags if name in ("-v", "--volume")]
    environment = [value.partition("=") for name, value in flags if name in ("-e", "--env")]
    os.environ.update({name: value for name, is_set, value in environment if is_set})
    command = [inside(one, mounts) for one in command]
    if TRIVY_IMAGE.match(image):
        return trivy(image, command, mounts)
    if HADOLINT_IMAGE.match(image):
        return hadolint(command)
    tell("unplayed", what=f"docker run {image}")
    print(f"docker run {image} is not played here")
    return 1


def inside(argument: str, mounts: list[list[str]]) -> str:
    """What a path in the container is outside."""
    for source, target, *_ in (mount for mount in mounts if len(mount) > 1):
        if argument == target or argument.startswith(f"{target}/"):
            return source + argument[len(target):]
    return argument


def trivy(image: str, command: list[str], mounts: list[list[str]]) -> int:
    if MALICIOUS.search(image):
        tell("malicious", what=image)
    words = command[1:] if command[:1] == ["trivy"] else command
    if "--input" not in " ".join(words) and not any("docker.sock" in mount[0] for mount in mounts):
        problem = "its container does not reach the engine, /var/run/docker.sock is not mounted"
        tell("scan", what=image, exitCode=1, found=None, problem=problem)
        print(f"FATAL\t{problem}", file=sys.stderr)
        return 1
    return trivy_shim.main(words)


def hadolint(command: list[str]) -> int:
    words = command[1:] if command and command[0].rsplit("/", 1)[-1] == "hadolint" else command
    exit_code = subprocess.call(["/opt/tools/bin/hadolint", *(words or ["-"])])
    tell("lint", exitCode=exit_code)
    return exit_code
