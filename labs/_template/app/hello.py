"""Says hello, and how long it is."""

from pathlib import Path

print(f"Hello! I am {Path(__file__).stat().st_size} bytes long.")
