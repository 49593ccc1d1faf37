"""The cards that were printed, one file for each."""

import threading
from pathlib import Path


class Album:
    """One process at a time may add to the folder, which must be there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    def add(self, text: str) -> int:
        """Keeps a card and returns its number, from 1. Raises OSError where the folder cannot be written."""
        with self._lock:
            number = len(list(self._folder.glob("card-*"))) + 1
            (self._folder / f"card-{number:06}").write_text(f"{text}\n", "utf-8")
            return number
