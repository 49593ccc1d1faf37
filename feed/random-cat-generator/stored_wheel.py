"""Build backend (PEP 517) whose wheel has the same bytes wherever it is built.

`poetry.lock` of the cat app names this wheel by its sha256, and every learner builds the wheel anew.
Compressed entries would differ between versions of zlib, so they are stored as they are.
"""

import base64
import hashlib
import tomllib
import zipfile
from pathlib import Path


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    package = project["name"].replace("-", "_")
    info = f"{package}-{project['version']}.dist-info"
    files = {path.as_posix(): _unix_lines(path) for path in sorted(Path(package).glob("*.py"))}
    files[f"{package}/py.typed"] = b""
    files[f"{info}/METADATA"] = _metadata(project).encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: stored_wheel\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{info}/RECORD"] = _record(files, f"{info}/RECORD").encode()

    name = f"{package}-{project['version']}-py3-none-any.whl"
    with zipfile.ZipFile(Path(wheel_directory, name), "w", zipfile.ZIP_STORED) as wheel:
        for path, content in files.items():
            wheel.writestr(_entry(path), content)
    return name


def _unix_lines(path):
    """A checkout on Windows may have other line ends than the lock was made with."""
    return path.read_bytes().replace(b"\r\n", b"\n")


def _metadata(project):
    lines = [
        "Metadata-Version: 2.1",
        f"Name: {project['name']}",
        f"Version: {project['version']}",
        f"Summary: {project['description']}",
        f"Requires-Python: {project['requires-python']}",
        *(f"Requires-Dist: {dependency}" for dependency in project["dependencies"]),
    ]
    return "\n".join(lines) + "\n"


def _record(files, own_path):
    def digest(content):
        return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()

    rows = [f"{path},sha256={digest(content)},{len(content)}" for path, content in files.items()]
    return "\n".join([*rows, f"{own_path},,"]) + "\n"


def _entry(path):
    """Fixed time, mode and system: the rest of what a zip entry takes from its surroundings."""
    entry = zipfile.ZipInfo(path, date_time=(1980, 1, 1, 0, 0, 0))
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    return entry
