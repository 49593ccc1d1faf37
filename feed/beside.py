"""Looks at process 1 of another container, from a container that shares its processes. Prints one JSON object.

  python /feed/beside.py /app/data /app/cat_app …
  python /feed/beside.py --digest SHA256

With a digest it looks at what every process was started with: `shown` names each variable and each argument that has it.

Whoever asks needs no shell in the other image: it is the kernel that answers, as the other process's user.
"""

import argparse
import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

PROCESS = Path("/proc/1")


def look(paths, digest=None):
    user, group, groups = _owner((PROCESS / "status").read_text())
    shown = [] if digest is None else sorted(_shown(digest))
    _become(user, group, groups)
    return {"uid": user, "gid": group, "writable": {path: _is_writable(path) for path in paths}, "shown": shown}


def _shown(digest):
    """Where a word stands whose SHA-256 this is: in the environment or the arguments of a process."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # a process that has just ended, or one of the kernel's
            for variable in (folder / "environ").read_bytes().split(b"\0"):
                name, _, value = variable.partition(b"=")
                if _digest(value) == digest:
                    yield f"the variable {name.decode(errors='replace')} of process {folder.name}"
            if digest in map(_digest, (folder / "cmdline").read_bytes().split(b"\0")):
                yield f"an argument of process {folder.name}"


def _digest(word):
    return hashlib.sha256(word.strip()).hexdigest()


def _owner(status):
    """The effective user and group, and all groups. https://man7.org/linux/man-pages/man5/proc_pid_status.5.html"""
    lines = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    _real, user, *_ = (int(number) for number in lines["Uid"].split())
    _real, group, *_ = (int(number) for number in lines["Gid"].split())
    return user, group, [int(number) for number in lines["Groups"].split()]


def _become(user, group, groups):
    """Goes where the other process is, as its user, with no more rights than it has."""
    os.chroot(PROCESS / "root")
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
    print(json.dumps(look(**vars(parser.parse_args()))))
