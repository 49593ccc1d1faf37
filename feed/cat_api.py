"""The Cat API, played by the feed: a fresh address for everyone who asks.

It remembers what it gave to whom, so that `ask.py` can tell a page that asked from one that pretends. Of a key that
came with the question it keeps the SHA-256: who made the key can tell it again, and nobody else.
"""

import hashlib
import json
import re
import secrets
import time
from collections import deque
from urllib.parse import parse_qs

from random_cat_generator import data_url, draw_cat

SEARCH = "/v1/images/search"
HANDED_OUT = "/handed-out"
PICTURE = re.compile(r"/cats/([0-9a-f]{32})\.svg")

handed_out = deque(maxlen=10_000)


def app(environ, start_response):
    """WSGI: SEARCH (`?as=data` for a picture without an address), the pictures, and HANDED_OUT for the feed itself."""
    path, query = environ["PATH_INFO"], parse_qs(environ.get("QUERY_STRING", ""))
    client = environ["REMOTE_ADDR"]
    if path == SEARCH:
        return _json(start_response, [_cat_for(client, query, environ.get("HTTP_X_API_KEY"))])
    if path == HANDED_OUT and client == "127.0.0.1":
        return _json(start_response, _given_to(query["to"][0], float(query["since"][0])))
    if picture := PICTURE.fullmatch(path):
        return _answer(start_response, "200 OK", "image/svg+xml", draw_cat(picture[1]))
    return _answer(start_response, "404 Not Found", "text/plain", f"Ask for {SEARCH}\n")


def _cat_for(client, query, key):
    name = secrets.token_hex(16)
    as_data = query.get("as") == ["data"]
    url = data_url(draw_cat(name)) if as_data else f"http://feed:8081/cats/{name}.svg"
    fingerprint = key and hashlib.sha256(key.encode("latin-1")).hexdigest()
    handed_out.append((time.monotonic(), client, url, fingerprint))
    return {"id": name, "url": url, "width": 480, "height": 480}


def _given_to(client, since):
    """Each address, and the fingerprint of the key that it was asked for with."""
    return {url: key for when, to, url, key in list(handed_out) if to == client and when >= since}


def _json(start_response, value):
    return _answer(start_response, "200 OK", "application/json", json.dumps(value))


def _answer(start_response, status, kind, text):
    body = text.encode()
    headers = [("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
    start_response(status, headers)
    return [body]
