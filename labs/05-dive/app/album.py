"""Takes photos of a cat that sits quite still, and says how many there are."""

import sys
from pathlib import Path

BYTES = 1_000_000


def take(folder: Path, count: int) -> None:
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{number:02}.raw").write_bytes(bytes([number]) * BYTES)


def show(folder: Path) -> None:
    photos = [path for path in folder.iterdir() if path.stat().st_size == BYTES]
    print(f"{len(photos)} photos, {len(photos) * BYTES} bytes")


if __name__ == "__main__":
    verb, name, *count = sys.argv[1:]
    if verb == "take":
        take(Path(name), int(count[0]))
    else:
        show(Path(name))
