"""The apt cache: a proxy that keeps the lists and packages that builds fetch, and goes on without a network.

Packages, and lists that are named by their hash, never change. Other lists are good for a day; then they
are fetched again, and the kept ones serve only where that fails. apt checks signatures and sums itself.
"""

import hashlib
import os
import tempfile
import time
from http import HTTPStatus
from pathlib import Path

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

CACHE = Path("/var/cache/apt-cacher-ng")  # where the program mounts the volume that outlives this container
LISTS_ARE_GOOD_SECONDS = 24 * 60 * 60
CONNECT_SECONDS, READ_SECONDS = 5, 30
WITHOUT_NETWORK_SECONDS = 300
CHUNK_BYTES = 256 * 1024

_PHRASES = {status.value: status.phrase for status in HTTPStatus}

network_is_back_at = 0.0
# Connections are kept: a look-up and a handshake for each of 300 packages take longer than the packages.
upstream = requests.Session()
upstream.headers["Accept-Encoding"] = "identity"
upstream.mount("http://", HTTPAdapter(pool_maxsize=20, max_retries=Retry(total=1)))


def sweep():
    """Removes what a killed feed left unfinished; another feed on the same volume may be at work."""
    for file in CACHE.glob("unfinished-*"):
        if time.time() - file.stat().st_mtime > 60 * 60:
            file.unlink(missing_ok=True)


def app(environ, start_response):
    """WSGI. The upstream proxy, if any, is the one that the environment variable http_proxy names."""
    url = environ["REQUEST_URI"]
    if environ["REQUEST_METHOD"] != "GET" or not url.startswith("http://"):
        return _say(start_response, 405, "This proxy is for apt: it answers GET http://… only.")
    kept = _place(url) if url.endswith(".deb") or "/dists/" in url else None
    if kept and kept.is_file() and _is_good(url, kept):
        return _send(start_response, kept)
    return _fetch(start_response, url, kept)


def _place(url):
    """Where the answer to `url` is kept."""
    name = url.rpartition("/")[2][-100:]
    return CACHE / f"{hashlib.sha256(url.encode()).hexdigest()[:32]}-{name}"


def _is_good(url, kept):
    never_changes = url.endswith(".deb") or "/by-hash/" in url
    age = time.time() - kept.stat().st_mtime
    return never_changes or age < LISTS_ARE_GOOD_SECONDS or time.monotonic() < network_is_back_at


def _fetch(start_response, url, kept):
    global network_is_back_at
    try:
        answer = upstream.get(url, stream=True, timeout=(CONNECT_SECONDS, READ_SECONDS))
    except requests.RequestException as error:
        network_is_back_at = time.monotonic() + WITHOUT_NETWORK_SECONDS
        problem = 502, f"{url} cannot be reached ({error}), and the cache does not hold it."
    else:
        if answer.ok:
            return _pass_on(start_response, answer, kept)
        answer.close()
        problem = answer.status_code, f"{url}: {answer.reason}"
    if kept and kept.is_file():
        return _send(start_response, kept)
    return _say(start_response, *problem)


def _pass_on(start_response, answer, kept):
    headers = [(name, answer.headers[name]) for name in ("Content-Length", "Content-Type") if name in answer.headers]
    start_response("200 OK", headers)
    # A page instead of a package is a hotel asking for a password.
    worth_keeping = kept and not answer.headers.get("Content-Type", "").startswith("text/html")
    return _keep_while_reading(answer, kept) if worth_keeping else _chunks(answer.raw)


def _keep_while_reading(answer, kept):
    """A reader that goes away, or a download that stops short, leaves nothing."""
    handle, unfinished = tempfile.mkstemp(dir=CACHE, prefix="unfinished-")
    try:
        with open(handle, "wb") as file:
            for chunk in _chunks(answer.raw):
                file.write(chunk)
                yield chunk
        if os.path.getsize(unfinished) == int(answer.headers.get("Content-Length", -1)):
            os.replace(unfinished, kept)
    finally:
        Path(unfinished).unlink(missing_ok=True)


def _chunks(file):
    with file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def _send(start_response, kept):
    file = kept.open("rb")
    start_response("200 OK", [("Content-Length", str(os.fstat(file.fileno()).st_size))])
    return _chunks(file)


def _say(start_response, status, sentence):
    start_response(f"{status} {_PHRASES.get(status, 'Unknown')}", [("Content-Type", "text/plain; charset=utf-8")])
    return [f"{sentence}\n".encode()]
