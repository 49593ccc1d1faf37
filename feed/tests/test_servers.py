"""The four servers without a network. Run in the feed's image, see README.md."""

import base64
import hashlib
import io
import json
import os
import sys
import time
from pathlib import Path
from wsgiref.util import setup_testing_defaults

import pytest
import requests

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import apt_cache
import cat_api
import packages

LIST = "http://deb.example/debian/dists/trixie/InRelease"
PACKAGE = "http://deb.example/debian/pool/main/l/libpq5_17.0_amd64.deb"


def get(app, path, *, method="GET", password=None, client="172.17.0.9", key=None):
    path, _, query = path.partition("?")
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "REMOTE_ADDR": client}
    environ |= {"REQUEST_URI": path, "feed.asked_by": {}}
    if password is not None:
        environ["HTTP_AUTHORIZATION"] = "Basic " + base64.b64encode(password.encode()).decode()
    if key is not None:
        environ["HTTP_X_API_KEY"] = key
    setup_testing_defaults(environ)
    status = []
    body = b"".join(app(environ, lambda line, headers: status.append(int(line.split()[0]))))
    return status[0], body, environ["feed.asked_by"].get("user")


@pytest.fixture
def token_file(tmp_path, monkeypatch):
    file = tmp_path / "token"
    file.write_text("first\n")
    monkeypatch.setattr(packages, "TOKEN_FILE", file)
    return file


@pytest.mark.parametrize("password", [None, "", "learner", "learner:", "learner:wrong", "other:first"])
def test_the_private_index_refuses(token_file, password):
    index = packages.private_index("/feed/private")
    assert get(index, "/simple/", password=password)[::2] == (401, None)


def test_the_private_index_takes_a_new_token_while_it_runs(token_file):
    index = packages.private_index("/feed/private")
    assert get(index, "/simple/", password="learner:first")[::2] == (200, "learner")
    token_file.write_text("first\nsecond\n")
    assert get(index, "/simple/", password="learner:second")[0] == 200
    token_file.write_text("second\n")
    assert get(index, "/simple/", password="learner:first")[0] == 401


@pytest.mark.parametrize(
    ("path", "kept"), [("/simple/flask/", False), ("/packages/none.whl", False), ("/packages/{wheel}", True)]
)
def test_wheels_of_the_mirror_may_be_kept(path, kept):
    wheel = next(Path("/feed/public").glob("flask-*.whl")).name
    path = path.format(wheel=wheel)
    environ = {"REQUEST_METHOD": "HEAD", "PATH_INFO": path, "REQUEST_URI": path}
    setup_testing_defaults(environ)
    seen = []
    list(packages.mirror("/feed/public")(environ, lambda _, headers: seen.extend(headers)))
    assert (packages.KEEP in seen) is kept


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nobody_uploads(method):
    assert get(packages.mirror("/feed/public"), "/", method=method)[0] == 405


def test_the_two_indexes_do_not_mix(token_file):
    assert b"random" not in get(packages.mirror("/feed/public"), "/simple/")[1]
    assert b"flask" not in get(packages.private_index("/feed/private"), "/simple/", password="learner:first")[1]


def test_the_cat_api_remembers_what_it_gave_to_whom():
    def given_to(client, since):
        return json.loads(get(cat_api.app, f"/handed-out?to={client}&since={since}", client="127.0.0.1")[1])

    before = time.monotonic()
    [first] = json.loads(get(cat_api.app, "/v1/images/search", client="172.17.0.2")[1])
    [other] = json.loads(get(cat_api.app, "/v1/images/search?as=data", client="172.17.0.3")[1])
    assert given_to("172.17.0.2", before) == {first["url"]: None}
    assert given_to("172.17.0.3", before) == {other["url"]: None}
    assert given_to("172.17.0.2", time.monotonic()) == {}
    assert get(cat_api.app, first["url"].removeprefix("http://feed:8081"))[0] == 200
    assert other["url"].startswith("data:image/svg+xml;base64,")


def test_the_cat_api_remembers_a_key_by_its_fingerprint_alone():
    [cat] = json.loads(get(cat_api.app, "/v1/images/search", client="172.17.0.4", key="purr-é")[1])
    answer = get(cat_api.app, "/handed-out?to=172.17.0.4&since=0", client="127.0.0.1")[1]
    assert json.loads(answer) == {cat["url"]: hashlib.sha256("purr-é".encode("latin-1")).hexdigest()}
    assert b"purr" not in answer


def test_only_the_feed_itself_may_ask_what_was_handed_out():
    assert get(cat_api.app, "/handed-out?to=172.17.0.2&since=0", client="172.17.0.2")[0] == 404


class Upstream:
    """Plays the network: what it answers, and how often it was asked."""

    def __init__(self):
        self.asked, self.body, self.kind, self.promises, self.status = 0, b"v1", "text/plain", None, 200

    def get(self, url, **_):
        self.asked += 1
        if self.body is None:
            raise requests.ConnectionError("no network")
        answer = requests.Response()
        answer.status_code, answer.raw = self.status, io.BytesIO(self.body)
        length = len(self.body) if self.promises is None else self.promises
        answer.headers.update({"Content-Type": self.kind, "Content-Length": str(length)})
        return answer


@pytest.fixture
def upstream(tmp_path, monkeypatch):
    upstream = Upstream()
    monkeypatch.setattr(apt_cache, "CACHE", tmp_path)
    monkeypatch.setattr(apt_cache, "network_is_back_at", 0.0)
    monkeypatch.setattr(apt_cache, "upstream", upstream)
    return upstream


def age_everything(folder, seconds):
    for file in folder.iterdir():
        os.utime(file, (time.time() - seconds,) * 2)


@pytest.mark.parametrize("url", [LIST, PACKAGE])
def test_what_was_fetched_is_not_fetched_again(upstream, url):
    assert [get(apt_cache.app, url)[:2] for _ in range(3)] == [(200, b"v1")] * 3
    assert upstream.asked == 1


def test_an_old_list_is_fetched_anew_and_an_old_package_is_not(upstream, tmp_path):
    for url in (LIST, PACKAGE):
        get(apt_cache.app, url)
    age_everything(tmp_path, 2 * 24 * 60 * 60)
    upstream.body = b"v2"
    assert get(apt_cache.app, LIST)[1] == b"v2"
    assert get(apt_cache.app, PACKAGE)[1] == b"v1"


def test_without_a_network_an_old_list_serves_and_is_not_waited_for_twice(upstream, tmp_path):
    get(apt_cache.app, LIST)
    age_everything(tmp_path, 2 * 24 * 60 * 60)
    upstream.body = None
    assert [get(apt_cache.app, LIST)[:2] for _ in range(3)] == [(200, b"v1")] * 3
    assert upstream.asked == 2


def test_without_a_network_it_says_what_it_does_not_have(upstream):
    upstream.body = None
    status, body, _ = get(apt_cache.app, PACKAGE)
    assert status == 502
    assert b"cannot be reached" in body


@pytest.mark.parametrize(("kind", "promises"), [("text/html", None), ("text/plain", 99)])
def test_a_log_in_page_and_half_a_package_are_not_kept(upstream, tmp_path, kind, promises):
    upstream.kind, upstream.promises = kind, promises
    get(apt_cache.app, PACKAGE)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("status", [404, 403, 500, 599])
def test_a_refusal_is_passed_on_and_not_kept(upstream, tmp_path, status):
    upstream.status = status
    assert get(apt_cache.app, PACKAGE)[0] == status
    assert list(tmp_path.iterdir()) == []


def test_only_what_apt_fetches_is_kept(upstream, tmp_path):
    assert get(apt_cache.app, "http://example/page")[0] == 200
    assert list(tmp_path.iterdir()) == []
    assert get(apt_cache.app, "/etc/passwd")[0] == 405
    assert get(apt_cache.app, PACKAGE, method="POST")[0] == 405
