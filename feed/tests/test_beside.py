"""What beside.py and known_word.py make of what the kernel says. Run in the feed's image, see README.md."""

import hashlib
import os
import socket
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import beside
import known_word

KEY = b"key-0123"
DIGEST = hashlib.sha256(KEY).hexdigest()


def test_finds_a_word_wherever_it_stands():
    for text in (KEY, b"Bearer " + KEY, b"--key=" + KEY + b",x"):
        assert known_word.holds(text, DIGEST, len(KEY))
    for text in (b"", KEY[1:], b"key-0 123"):
        assert not known_word.holds(text, DIGEST, len(KEY))


def test_knows_who_listens():
    with socket.create_server(("127.0.0.1", 0)):
        assert os.getpid() in beside._listening(os.getpid())
    assert os.getpid() not in beside._listening(os.getpid())


def test_names_who_listens_the_lowest_uid_first(monkeypatch):
    monkeypatch.setattr(beside, "_listening", lambda _process: [7, 8, 9])
    owners = {7: 1001, 9: 0}

    def owner_of(process):
        if process not in owners:
            raise ProcessLookupError(process)
        return owners[process], 0, []

    monkeypatch.setattr(beside, "_owner_of", owner_of)
    assert beside._listeners_within(0) == [{"process": 9, "uid": 0}, {"process": 7, "uid": 1001}]


def test_waits_no_longer_than_told():
    assert beside._listeners_within(0, os.getpid()) == []


def test_reads_who_a_process_is():
    status = "Name:\tpython\nUid:\t1\t2\t3\t4\nGid:\t5\t6\t7\t8\nGroups:\t9 10 \n"
    assert beside._owner(status) == (2, 6, [9, 10])
