"""How often each mood was guessed, kept in a file."""

import json
import threading
from pathlib import Path


class Counts:
    """One process at a time may write the file. A file that is missing starts the count."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()

    def add(self, mood: str) -> int:
        """Counts one guess more and returns how many there were. Raises OSError where the file cannot be written."""
        with self._lock:
            counts = self._read()
            counts[mood] = counts.get(mood, 0) + 1
            unfinished = self._file.with_suffix(".new")
            unfinished.write_text(json.dumps(counts), "utf-8")
            unfinished.replace(self._file)
            return counts[mood]

    def _read(self) -> dict[str, int]:
        try:
            return json.loads(self._file.read_text("utf-8"))
        except FileNotFoundError:
            return {}
