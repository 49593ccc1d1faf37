"""Asks from inside the network, and prints one JSON object. Whatever goes wrong is data in it; the exit code is 0.

  python /feed/ask.py ready
  python /feed/ask.py page http://172.17.0.3:3000/ --deadline 30
"""

import argparse
import contextlib
import json
import signal
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser

from known_word import holds

PORTS = (80, 8080, 8081, 3142)
PAUSE_SECONDS = 0.05
PAGE_BYTES = 4 * 1024 * 1024
SHOWN = 120

web = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Page(HTMLParser):
    """The title, the first heading and the first picture of a page; None for what it does not have."""

    def __init__(self, html):
        super().__init__()
        self.picture = None
        self._texts = {"title": None, "h1": None}
        self._inside = None
        self.feed(html)
        self.close()

    title = property(lambda self: self._text("title"))
    heading = property(lambda self: self._text("h1"))

    def _text(self, tag):
        text = self._texts[tag]
        return None if text is None else " ".join(text.split())

    def handle_starttag(self, tag, attrs):
        if tag == "img" and self.picture is None:
            self.picture = dict(attrs).get("src")
        if tag in self._texts and self._texts[tag] is None:
            self._inside, self._texts[tag] = tag, ""

    def handle_endtag(self, tag):
        if tag == self._inside:
            self._inside = None

    def handle_data(self, data):
        if self._inside:
            self._texts[self._inside] += data


class DeadlinePassed(Exception):
    pass


def fetch(url, timeout):
    """Status, body and headers of any answer at all; OSError without one."""
    try:
        with web.open(url, timeout=timeout) as answer:
            return answer.status, answer.read(PAGE_BYTES), bytes(answer.headers)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(PAGE_BYTES), bytes(error.headers)


def ready(_):
    answers = {}
    for port in PORTS:
        try:
            answers[str(port)], *_ = fetch(f"http://127.0.0.1:{port}/", timeout=2)
        except Exception as error:
            answers[str(port)] = str(error)
    return {"ready": all(isinstance(answer, int) for answer in answers.values()), "ports": answers}


def page(options):
    found = dict.fromkeys(("status", "title", "heading", "picture", "error"))
    found = {"answered": False, **found, "fresh": False, "contains": False, "holds": False, "key": None}
    started = time.monotonic()
    try:
        with _deadline(options.deadline):
            status, body, headers = _first_answer(options.url, found)
        found.update(answered=True, status=status, error=None)
        found["holds"] = any(holds(text, options.digest, options.length) for text in (body, headers) if options.digest)
        html = body.decode("utf-8", "replace")
        shown = Page(html)
        found["contains"] = options.contains is not None and options.contains in html
        found.update(title=_trim(shown.title), heading=_trim(shown.heading), picture=_trim(shown.picture))
        handed_out = _handed_out(urllib.parse.urlsplit(options.url).hostname, started)
        found.update(fresh=shown.picture in handed_out, key=handed_out.get(shown.picture))
    except DeadlinePassed:
        found["error"] = found["error"] or "no answer before the deadline"
    except Exception as error:
        found["error"] = f"{type(error).__name__}: {error}"
    return found


def _first_answer(url, found):
    """Asks until something answers; why it did not so far is kept in `found`."""
    while True:
        try:
            return fetch(url, timeout=60)
        except (OSError, EOFError) as error:
            found["error"] = str(getattr(error, "reason", error)) or type(error).__name__
        time.sleep(PAUSE_SECONDS)


@contextlib.contextmanager
def _deadline(seconds):
    """Holds even against a server that sends one byte a second."""

    def ring(*_):
        raise DeadlinePassed

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _handed_out(host, since):
    """The picture addresses that the feed's Cat API gave to `host` since then, with the keys' fingerprints."""
    query = urllib.parse.urlencode({"to": socket.gethostbyname(host), "since": since})
    _status, body, _headers = fetch(f"http://127.0.0.1:8081/handed-out?{query}", timeout=5)
    return json.loads(body)


def _trim(text):
    return text if text is None or len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asks = parser.add_subparsers(required=True)
    asks.add_parser("ready").set_defaults(ask=ready)
    of_page = asks.add_parser("page")
    of_page.add_argument("url")
    of_page.add_argument("--deadline", type=float, default=30, metavar="SECONDS")
    of_page.add_argument("--contains", metavar="TEXT")
    of_page.add_argument("--digest", metavar="SHA256", help="of a word that the answer may hold")
    of_page.add_argument("--length", type=int, default=0, metavar="BYTES")
    of_page.set_defaults(ask=page)
    options = parser.parse_args()
    print(json.dumps(options.ask(options)))


if __name__ == "__main__":
    main()
