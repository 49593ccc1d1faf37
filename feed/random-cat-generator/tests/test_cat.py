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


@pytest.fixture
def service(monkeypatch):
    """Lets a test say what the service answers; collects the addresses asked."""
    asked = []

    def answers(answer):
        def get(url, timeout):
            assert timeout <= 3
            asked.append(url)
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
