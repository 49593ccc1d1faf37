"""Looks at the processes of another container, from a container that shares them. Prints one JSON object.

  python /feed/beside.py --listener-within 30 /app/data /app/cat_app …
  python /feed/beside.py --digest SHA256 --length 52

It tells who process 1 is, and who listens on a port, root first; what can be written is asked as whoever listens. With a
digest it looks at what every process was started with: `shown` names each variable and each argument that holds the word.

Whoever asks needs no shell in the other image: it is the kernel that answers, as the other process's user.
"""

import argparse
import json
import os
import time
from contextlib import suppress
from pathlib import Path

from known_word import holds

PROC = Path("/proc")
LISTENS = "0A"
LOOK_EVERY_SECONDS = 0.1


def look(paths, digest=None, length=0, listener_within=0):
    user, group, _groups = _owner_of(1)
    shown = [] if digest is None else sorted(_shown(digest, length))
    listeners = _listeners_within(listener_within)
    _become(listeners[0]["process"] if listeners else 1)
    writable = {path: _is_writable(path) for path in paths}
    return {"uid": user, "gid": group, "listeners": listeners, "writable": writable, "shown": shown}


def _listeners_within(seconds, process=1):
    """Who listens, the lowest uid first, as soon as there is anybody; nobody when the seconds are over."""
    deadline = time.monotonic() + seconds
    while True:
        found = list(_owners(_listening(process)))
        if found or time.monotonic() >= deadline:
            return sorted(found, key=lambda one: (one["uid"], one["process"]))
        time.sleep(LOOK_EVERY_SECONDS)


def _owners(processes):
    for process in processes:
        with suppress(OSError):  # it has just ended
            yield {"process": process, "uid": _owner_of(process)[0]}


def _listening(process):
    """The processes that hold a listening socket of this process's network. https://docs.kernel.org/networking/proc_net_tcp.html"""
    sockets = set()
    for table in ("tcp", "tcp6"):
        with suppress(FileNotFoundError):  # a kernel without IPv6
            lines = (PROC / str(process) / "net" / table).read_text().splitlines()[1:]
            sockets |= {f"socket:[{words[9]}]" for words in map(str.split, lines) if words[3] == LISTENS}
    return [int(folder.name) for folder in PROC.glob("[0-9]*") if sockets and _holds_any(folder, sockets)]


def _holds_any(process, sockets):
    with suppress(OSError):  # a process that has just ended
        for handle in (process / "fd").iterdir():
            with suppress(OSError):
                if os.readlink(handle) in sockets:
                    return True
    return False


def _shown(digest, length):
    """Where a word stands whose SHA-256 this is: in the environment or the arguments of a process."""
    for folder in PROC.glob("[0-9]*"):
        with suppress(OSError):  # a process that has just ended, or one of the kernel's
            for variable in (folder / "environ").read_bytes().split(b"\0"):
                if holds(variable, digest, length):
                    name = variable.partition(b"=")[0].decode(errors="replace")
                    yield f"the variable {name} of process {folder.name}"
            if any(holds(word, digest, length) for word in (folder / "cmdline").read_bytes().split(b"\0")):
                yield f"an argument of process {folder.name}"


def _owner_of(process):
    return _owner((PROC / str(process) / "status").read_text())


def _owner(status):
    """The effective user and group, and all groups. https://man7.org/linux/man-pages/man5/proc_pid_status.5.html"""
    lines = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    _real, user, *_ = (int(number) for number in lines["Uid"].split())
    _real, group, *_ = (int(number) for number in lines["Gid"].split())
    return user, group, [int(number) for number in lines["Groups"].split()]


def _become(process):
    """Goes where the other process is, as its user, with no more rights than it has."""
    user, group, groups = _owner_of(process)
    os.chroot(PROC / str(process) / "root")
    os.chdir("/")
    os.setgroups(groups)
    os.setresgid(group, group, group)
    os.setresuid(user, user, user)


def _is_writable(path):
    return os.access(path, os.W_OK) if os.path.lexists(path) else None


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--digest", metavar="SHA256")
    parser.add_argument("--length", type=int, default=0, metavar="BYTES")
    parser.add_argument("--listener-within", type=float, default=0, metavar="SECONDS")
    print(json.dumps(look(**vars(parser.parse_args()))))
