"""A page with a random picture of a cat.

Everything is in this one file so that both `python -m cat_app.app` and `python cat_app/app.py` start it.
"""

import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import psycopg
from flask import Flask, render_template
from random_cat_generator import get_cat_image_url

PORT = 3000


class Visits(Protocol):
    def add(self) -> int:
        """Counts one visit more and returns how many there were. Raises OSError or psycopg.Error."""


class VisitsInFolder:
    """A count kept in the file `visits` of a folder. One process at a time may write it."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "visits"
        self._lock = threading.Lock()

    def add(self) -> int:
        with self._lock:
            count = self._read() + 1
            self._file.parent.mkdir(parents=True, exist_ok=True)
            unfinished = self._file.with_suffix(".new")
            unfinished.write_text(f"{count}\n", "utf-8")
            unfinished.replace(self._file)
            return count

    def _read(self) -> int:
        """A file that is missing or damaged starts the count again."""
        with suppress(FileNotFoundError, ValueError):
            return int(self._file.read_text("utf-8"))
        return 0


class VisitsInDatabase:
    """A count kept in PostgreSQL, for more than one process."""

    def __init__(self, url: str) -> None:
        self._url = url

    def add(self) -> int:
        with psycopg.connect(self._url, connect_timeout=2) as connection:
            connection.execute("CREATE SEQUENCE IF NOT EXISTS visits")
            [count] = connection.execute("SELECT nextval('visits')").fetchone()
            return count


def visits_from_environment() -> Visits:
    """In the database that DATABASE_URL names, else in the folder DATA_DIR."""
    if url := os.environ.get("DATABASE_URL"):
        return VisitsInDatabase(url)
    return VisitsInFolder(Path(os.environ.get("DATA_DIR", "/app/data")))


def create_app(visits: Visits | None = None) -> Flask:
    app = Flask(__name__)
    visits = visits or visits_from_environment()

    @app.get("/")
    def page() -> str:
        return render_template("cat.html", picture=get_cat_image_url(), visits=count_visit())

    @app.get("/health")
    def health() -> str:
        return "ok"

    def count_visit() -> int | None:
        """None where visits cannot be kept: the cat matters more."""
        try:
            return visits.add()
        except (OSError, psycopg.Error) as error:
            app.logger.warning("Visits are not kept: %s", error)
            return None

    return app


if __name__ == "__main__":
    create_app().run(host="0.0.0.0", port=PORT)
