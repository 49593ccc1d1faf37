"""Run in the feed's image, see feed/README.md."""

import base64
from xml.etree import ElementTree

import pytest
import requests

from random_cat_generator import cat, data_url, draw_cat, get_cat_image_url


class Answer:
    def __init__(self, body, status=200):
        self.body, self.status = body, status

    def raise_for_status(self):
        if self.status >= 400:
            raise requests.HTTPError(self.status)

    def json(self):
        if isinstance(self.body, Exception):
            raise self.body
        return self.body


class Asked(list):
    def __init__(self):
        super().__init__()
        self.keys = []


@pytest.fixture
def service(monkeypatch):
    """Lets a test say what the service answers; collects the addresses asked, and the keys that came with them."""
    asked = Asked()

    def answers(answer):
        def get(url, headers, timeout):
            assert timeout <= 3
            asked.append(url)
            asked.keys.append(headers.get("x-api-key"))
            if isinstance(answer, Exception):
                raise answer
            return answer

        monkeypatch.setattr(requests, "get", get)
        return asked

    return answers


def svg_in(url: str) -> str:
    head, body = url.split(",", 1)
    assert head == "data:image/svg+xml;base64"
    return base64.b64decode(body).decode()


def test_gives_the_address_that_the_service_names(service, monkeypatch):
    monkeypatch.setenv("CAT_API_URL", "http://cats.example/search")
    asked = service(Answer([{"url": "http://cats.example/1.svg"}]))
    assert get_cat_image_url() == "http://cats.example/1.svg"
    assert asked == ["http://cats.example/search"]


def test_asks_the_cat_api_when_nothing_else_is_named(service, monkeypatch):
    monkeypatch.delenv("CAT_API_URL", raising=False)
    asked = service(Answer([{"url": "https://cats.example/1.jpg"}]))
    get_cat_image_url()
    assert asked == [cat.THE_CAT_API]


@pytest.fixture
def key_file(tmp_path, monkeypatch):
    """The file that is looked for where none is named. Nothing of the machine's own shows through."""
    file = tmp_path / "cat-api-key"
    monkeypatch.setattr(cat, "KEY_FILE", str(file))
    for name in ("CAT_API_KEY", "CAT_API_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    return file


def test_asks_without_a_key_where_there_is_none(service, key_file, monkeypatch):
    asked = service(Answer([]))
    get_cat_image_url()
    monkeypatch.setenv("CAT_API_KEY_FILE", str(key_file))
    get_cat_image_url()
    key_file.write_text(" \n")
    get_cat_image_url()
    assert asked.keys == [None, None, None]


def test_asks_with_the_key_of_a_file_or_of_the_environment_which_counts_more(
    service, key_file, monkeypatch, tmp_path
):
    asked = service(Answer([]))
    key_file.write_text("from-file\n")
    get_cat_image_url()
    named = tmp_path / "named"
    named.write_text("from-named")
    monkeypatch.setenv("CAT_API_KEY_FILE", str(named))
    get_cat_image_url()
    monkeypatch.setenv("CAT_API_KEY", "from-environment")
    get_cat_image_url()
    assert asked.keys == ["from-file", "from-named", "from-environment"]


def test_a_file_that_is_there_and_cannot_be_read_is_told(service, key_file):
    asked = service(Answer([]))
    key_file.mkdir()
    with pytest.raises(OSError, match="cat-api-key"):
        get_cat_image_url()
    assert asked == []


NONSENSE = [
    requests.ConnectionError("refused"),
    requests.Timeout("slow"),
    requests.exceptions.InvalidSchema("ftp"),
    Answer(None, status=503),
    Answer(ValueError("not JSON")),
    Answer([]),
    Answer({}),
    Answer({"url": "http://cats.example/1.svg"}),
    Answer([None]),
    Answer([{"url": None}]),
    Answer([{"url": "javascript:alert(1)"}]),
]


@pytest.mark.parametrize("answer", NONSENSE)
def test_draws_a_cat_when_there_is_no_usable_answer(service, answer):
    service(answer)
    first, second = get_cat_image_url(), get_cat_image_url()
    assert ElementTree.fromstring(svg_in(first)).tag.endswith("svg")
    assert first != second


@pytest.mark.parametrize("answer", NONSENSE)
def test_gives_none_when_asked_not_to_draw(service, answer):
    service(answer)
    assert get_cat_image_url(fallback=False) is None


def test_a_seed_always_draws_the_same_cat():
    assert draw_cat("a1") == draw_cat("a1") != draw_cat("a2")
    assert svg_in(data_url(draw_cat("a1"))) == draw_cat("a1")
