"""The two package indexes: the open mirror and the private one behind a password."""

import base64
import hashlib
import hmac
from pathlib import Path

import pypiserver

USER = "learner"
FINGERPRINT = 12
# What PyPI says of each wheel: it never becomes another, so whoever fetches it may keep it.
KEEP = ("Cache-Control", "max-age=365000000, immutable, public")
TOKEN_FILE = Path("/run/feed/token")


def mirror(folder):
    """A WSGI app that offers the wheels in `folder` to everyone, to keep as those of PyPI."""
    index = _read_only(_index(folder))

    def app(environ, start_response):
        def start(status, headers, *rest):
            kept = [KEEP] if status.startswith("200") and environ["PATH_INFO"].endswith(".whl") else []
            return start_response(status, [*headers, *kept], *rest)

        return index(environ, start)

    return app


def private_index(folder):
    """A WSGI app that offers the wheels in `folder` to USER with a token of TOKEN_FILE, and to nobody else.

    The log is told who asked (`feed.asked_by`) only when the password was right.
    """
    index = _read_only(_index(folder))

    def app(environ, start_response):
        user = _user(environ.get("HTTP_AUTHORIZATION", ""))
        if user is None:
            headers = [("WWW-Authenticate", 'Basic realm="cats"'), ("Content-Type", "text/plain")]
            start_response("401 Unauthorized", headers)
            return [b"This index needs a user and a password.\n"]
        environ["feed.asked_by"]["user"] = user
        return index(environ, start_response)

    return app


def tokens():
    """The passwords valid now, one a line. Read at each request: the file may be replaced at any time."""
    return TOKEN_FILE.read_text("utf-8").split()


def _index(folder):
    return pypiserver.app(roots=[Path(folder)], password_file=".", authenticate=[], disable_fallback=True)


def _read_only(app):
    """pypiserver without passwords would let anyone upload."""

    def guarded(environ, start_response):
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            start_response("405 Method Not Allowed", [("Content-Type", "text/plain")])
            return [b"This index is read-only.\n"]
        return app(environ, start_response)

    return guarded


def _user(header):
    """Who asks: USER, or with a token that was lent `USER:` and the first of its SHA-256; None for a wrong password."""
    scheme, _, credentials = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        user, _, password = base64.b64decode(credentials, validate=True).decode().partition(":")
    except ValueError:
        return None
    own, *lent = [hmac.compare_digest(password.encode(), token.encode()) for token in tokens()]
    if user != USER or not (own or any(lent)):
        return None
    return USER if own else f"{USER}:{hashlib.sha256(password.encode()).hexdigest()[:FINGERPRINT]}"
