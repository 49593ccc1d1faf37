"""Renews requirements.lock, newer.lock and the poetry.lock of every app; see README.md for the command.

Runs as root in a container of the slim base, whose Python is the one that will install. The locks hold
the hashes of wheels for amd64 and arm64, whichever of the two it runs on.
"""

import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

FEED = Path(__file__).resolve().parent
APPS = [file.parent for place in ("cat_app", "labs/*/app") for file in sorted(FEED.parent.glob(f"{place}/pyproject.toml"))]
MACHINES = ("x86_64", "aarch64")
GLIBC = ("manylinux_2_28", "manylinux_2_17", "manylinux2014")


def run(*command, **options):
    return subprocess.run(command, check=True, **options)


def pip(*arguments, machine, **options):
    platforms = [f"--platform={glibc}_{machine}" for glibc in GLIBC]
    return run(sys.executable, "-m", "pip", *arguments, "--quiet", "--only-binary=:all:", *platforms, **options)


def resolve(source, machine, *options):
    """The wheels that pip would install: {(name, version): sha256}."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        target = ["--dry-run", "--ignore-installed", f"--target={folder}/target", f"--report={report}"]
        pip("install", *target, *options, "-r", source, machine=machine)
        wheels = json.loads(report.read_text("utf-8"))["install"]
    return {_name_and_version(wheel): wheel["download_info"]["archive_info"]["hashes"]["sha256"] for wheel in wheels}


def _name_and_version(wheel):
    return wheel["metadata"]["name"].lower(), wheel["metadata"]["version"]


def lock(name, *options):
    """NAME.in → NAME.lock"""
    first, second = (resolve(FEED / f"{name}.in", machine, *options) for machine in MACHINES)
    if first.keys() != second.keys():
        sys.exit(f"{name}.in resolves differently for {' and '.join(MACHINES)}: {first.keys() ^ second.keys()}")
    lines = ["# Made by relock.py. Wheels for amd64 and arm64.\n"]
    for project, version in sorted(first):
        hashes = dict.fromkeys((first[project, version], second[project, version]))
        lines.append(f"{project}=={version}" + "".join(f" \\\n    --hash=sha256:{digest}" for digest in hashes) + "\n")
    (FEED / f"{name}.lock").write_text("".join(lines), "utf-8")


def fetch_all(folder):
    """Only what the locks of both machines name, without newer.lock: poetry.lock must not know it."""
    for machine in MACHINES:
        wanted = ["--require-hashes", "--no-deps", "-r", FEED / "requirements.lock"]
        pip("download", *wanted, f"--dest={folder}", machine=machine)


def build_private(folder):
    source = Path(folder, "source")
    shutil.copytree(FEED / "random-cat-generator", source)
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", f"--wheel-dir={folder}", source)
    shutil.rmtree(source)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def serve(port, folder):
    """An index like the feed's own, without the password."""
    site = Path(tempfile.mkdtemp(), "simple")
    for wheel in Path(folder).glob("*.whl"):
        project = site / wheel.name.partition("-")[0].lower().replace("_", "-").replace(".", "-")
        project.mkdir(parents=True, exist_ok=True)
        shutil.copy(wheel, project)
    for project in site.iterdir():
        links = "".join(f'<a href="{wheel.name}">{wheel.name}</a>\n' for wheel in sorted(project.iterdir()))
        (project / "index.html").write_text(f"<!DOCTYPE html>\n{links}", "utf-8")
    handler = functools.partial(Quiet, directory=site.parent)
    threading.Thread(target=http.server.ThreadingHTTPServer(("", port), handler).serve_forever, daemon=True).start()


def lock_apps(public):
    poetry = ["--no-index", f"--find-links={public}", "--target=/tmp/poetry", "poetry"]
    run(sys.executable, "-m", "pip", "install", "--quiet", *poetry)
    for app in APPS:
        run(
            sys.executable, "-m", "poetry", "lock", "--regenerate", "--no-cache", f"--project={app}",
            env={**os.environ, "PYTHONPATH": "/tmp/poetry"},
        )  # fmt: skip


def main():
    lock("requirements")
    lock("newer", "--no-deps")
    with tempfile.TemporaryDirectory() as public, tempfile.TemporaryDirectory() as private:
        fetch_all(public)
        build_private(private)
        serve(80, public)
        serve(8080, private)
        lock_apps(public)


if __name__ == "__main__":
    main()
