"""What the steps of a job share, and where it lies."""

import json
from pathlib import Path

ROOT = Path("/work")
BIN = ROOT / "bin"
STATE = ROOT / "state.json"
EVENTS = ROOT / "events.jsonl"
QUESTION = ROOT / "question.json"
ANSWERS = ROOT / "answers.json"
CACHE = ROOT / "cache"
HOME = Path("/home/runner")
TEMP = HOME / "work/_temp"
WORKSPACE = HOME / "work/cat-app/cat-app"

# What stands in the file of `docker save`: the image under test is not here, and whoever asks about it is asked outside.
ARCHIVE = b"This stands for the archive of the image that was built.\n"


def load() -> dict:
    if not STATE.exists():
        return {"built": [], "installed": [], "env": {}, "path": [], "secret": ""}
    return json.loads(STATE.read_text())


def save(state: dict) -> None:
    STATE.write_text(json.dumps(state))


def tell(event: str, **facts: object) -> None:
    """Adds an event to what is known of this step."""
    with EVENTS.open("a") as file:
        file.write(json.dumps({"event": event, **facts}) + "\n")


def read_events() -> list[dict]:
    return [json.loads(line) for line in EVENTS.read_text().splitlines()] if EVENTS.exists() else []


def full_name(image: str) -> str:
    """The name with its tag, as two spellings of one image share it."""
    if image.startswith("sha256:") or "@" in image:
        return image
    name = image.removeprefix("docker.io/").removeprefix("library/")
    return name if ":" in name.rsplit("/", 1)[-1] else f"{name}:latest"


def is_built(image: str) -> bool:
    return full_name(image) in load()["built"]


def is_archive(path: str) -> bool:
    try:
        return Path(path).read_bytes() == ARCHIVE
    except OSError:
        return False
