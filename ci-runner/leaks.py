"""Looks for a secret: as it is, in base64 and in hex, and backwards."""

import base64
import os
from pathlib import Path

LARGEST = 5_000_000


class Leaks:
    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.needles = forms_of(secret.encode()) if secret else []

    def in_bytes(self, content: bytes) -> bool:
        return any(needle in content for needle in self.needles)

    def in_text(self, text: str) -> bool:
        return self.in_bytes(text.encode())

    def in_folder(self, folder: Path) -> list[str]:
        """The files that hold it, by their paths in the folder."""
        paths = [Path(top) / name for top, _, names in os.walk(folder) for name in names]
        return sorted(str(path.relative_to(folder)) for path in paths if self.in_file(path))

    def in_file(self, path: Path) -> bool:
        try:
            return path.stat().st_size <= LARGEST and self.in_bytes(path.read_bytes())
        except OSError:
            return False

    def masked(self, text: str) -> str:
        for needle in self.needles:
            text = text.replace(needle.decode(), "***")
        return text


def forms_of(value: bytes) -> list[bytes]:
    """In base64 a value looks otherwise at each of three offsets; what its neighbours change is left out."""
    shifted = [base64.b64encode(b"\0" * shift + value) for shift in range(3)]
    middles = [encoded[4:-4] for encoded in shifted]
    return [value, *middles, value.hex().encode(), value[::-1]]
