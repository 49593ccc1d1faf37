import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import psycopg
import pytest

from cat_app import app as cat_app
from cat_app.app import VisitsInDatabase, VisitsInFolder, create_app, visits_from_environment

# No proxy knows the app of a test.
DIRECTLY = build_opener(ProxyHandler({}))


@pytest.fixture
def cat(monkeypatch):
    """Lets a test say which picture the private package gives."""

    def gives(url):
        monkeypatch.setattr(cat_app, "get_cat_image_url", lambda: url)

    gives("http://cats.example/1.svg")
    return gives


@pytest.fixture
def page(cat, tmp_path):
    client = create_app(VisitsInFolder(tmp_path)).test_client()

    def text():
        answer = client.get("/")
        assert answer.status_code == 200
        return answer.text

    return text


def test_shows_the_picture_and_a_button(page):
    text = page()
    assert "<title>Random Cat Photo</title>" in text
    assert "<h1>Random Cat Photo</h1>" in text
    assert '<img src="http://cats.example/1.svg"' in text
    assert "<button>Refresh</button>" in text
    assert "Could not load" not in text


def test_says_so_when_there_is_no_picture(page, cat):
    cat(None)
    text = page()
    assert "Could not load cat image. Please try again." in text
    assert "<img" not in text


def test_asks_for_a_picture_at_every_visit(page, cat):
    page()
    cat("http://cats.example/2.svg")
    assert "http://cats.example/2.svg" in page()


def test_a_picture_cannot_leave_its_attribute(page, cat):
    cat('http://cats.example/"><script>')
    assert "<script>" not in page()


def test_counts_visits(page):
    assert "Visits: 1<" in page()
    assert "Visits: 2<" in page()


def test_visits_outlive_the_process(tmp_path):
    assert VisitsInFolder(tmp_path / "new").add() == 1
    assert VisitsInFolder(tmp_path / "new").add() == 2


@pytest.mark.parametrize("damage", [b"", b"many", b"\xff\xfe"])
def test_a_damaged_count_starts_again(tmp_path, damage):
    (tmp_path / "visits").write_bytes(damage)
    assert VisitsInFolder(tmp_path).add() == 1


def test_no_visit_is_lost_when_many_come_at_once(tmp_path):
    visits = VisitsInFolder(tmp_path)
    threads = [threading.Thread(target=visits.add) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert visits.add() == 21


class Broken:
    def __init__(self, error):
        self.error = error

    def add(self):
        raise self.error


@pytest.mark.parametrize("error", [PermissionError("read-only"), psycopg.OperationalError("down")])
def test_answers_where_visits_cannot_be_kept(cat, error):
    answer = create_app(Broken(error)).test_client().get("/")
    assert answer.status_code == 200
    assert "Visits are not kept." in answer.text
    assert "<img" in answer.text


def test_a_file_in_the_way_of_the_folder_is_an_os_error(tmp_path):
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(OSError):
        VisitsInFolder(tmp_path / "data").add()


def test_the_environment_says_where_visits_are_kept(monkeypatch, tmp_path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert visits_from_environment().add() == 1
    assert (tmp_path / "visits").read_text() == "1\n"
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(psycopg.Error):
        visits_from_environment().add()


@pytest.mark.skipif("TEST_DATABASE_URL" not in os.environ, reason="needs TEST_DATABASE_URL")
def test_counts_in_a_database():
    visits = VisitsInDatabase(os.environ["TEST_DATABASE_URL"])
    assert visits.add() + 1 == visits.add()


def test_health_asks_for_no_cat_and_counts_no_visit(cat):
    cat(None)
    answer = create_app(Broken(AssertionError("counted"))).test_client().get("/health")
    assert (answer.status_code, answer.text) == (200, "ok")


@pytest.mark.parametrize("start", [["-m", "cat_app.app"], ["cat_app/app.py"]])
def test_both_ways_to_start_it_work(start, tmp_path):
    folder = Path(__file__).resolve().parent.parent
    app = subprocess.Popen([sys.executable, *start], cwd=folder, env={**os.environ, "DATA_DIR": str(tmp_path)})
    try:
        assert "Random Cat Photo" in ask_until_it_answers("http://127.0.0.1:3000/", seconds=20)
    finally:
        app.kill()
        app.wait()


def ask_until_it_answers(url, seconds):
    deadline = time.monotonic() + seconds
    while True:
        try:
            with DIRECTLY.open(url, timeout=seconds) as answer:
                return answer.read().decode()
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
