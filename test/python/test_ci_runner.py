"""What the stand-ins of ci-runner/ make of what they are told. test/engine/python.test.ts runs it in the feed's image."""

import base64
import json
import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, os.environ.get("CI_RUNNER", str(Path(__file__).resolve().parents[2] / "ci-runner")))
import docker_shim
import shim
import state
import trivy_shim
from leaks import Leaks

SECRET = "c0ffee0123456789c0ffee01"


@pytest.fixture(autouse=True)
def machine(tmp_path, monkeypatch):
    """A machine of its own, in whose checkout a step runs."""
    for name in ("STATE", "EVENTS", "QUESTION", "ANSWERS"):
        monkeypatch.setattr(state, name, tmp_path / name.lower())
    for name in ("QUESTION", "ANSWERS"):
        monkeypatch.setattr(trivy_shim, name, tmp_path / name.lower())
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    monkeypatch.chdir(checkout)
    (checkout / "Dockerfile").write_text("FROM x\nRUN --mount=type=secret,id=token,required=true true\n")
    state.save({**state.load(), "secret": SECRET})
    return checkout


def events(kind):
    return [event for event in state.read_events() if event["event"] == kind]


@pytest.mark.parametrize(
    "text",
    [
        f"token={SECRET}",
        SECRET[::-1],
        SECRET.encode().hex(),
        *(base64.b64encode(("x" * shift + SECRET).encode()).decode() for shift in range(3)),
    ],
)
def test_a_secret_is_found_in_every_form_and_masked(text):
    leaks = Leaks(SECRET)
    assert leaks.in_text(f"before {text} after")
    assert not leaks.in_text(leaks.masked(text))


def test_a_part_of_a_secret_is_none():
    assert not Leaks(SECRET).in_text(SECRET[:12])


def test_a_build_with_its_secret_makes_the_image_of_all_its_names(monkeypatch):
    monkeypatch.setenv("FEED", SECRET)
    assert docker_shim.main(["build", "-t", "cat", "--secret", "id=token,env=FEED", ".", "--tag=other:1"]) == 0
    assert events("leak") == []
    assert state.is_built("cat:latest") and state.is_built("docker.io/library/cat") and state.is_built("other:1")
    assert not state.is_built("cat:2")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["build", "-t", "cat", "."], "secret token: not found"),
        (["build", "-t", "cat"], "requires 1 argument"),
        (["build", "--secret", "id=token,env=NOT_SET", "."], "nothing is there"),
        (["build", "-f", "Containerfile", "."], "failed to read dockerfile"),
        (["build", "nowhere"], "not found"),
    ],
)
def test_a_build_that_a_builder_refuses_is_refused(arguments, problem):
    assert docker_shim.main(arguments) == 1
    assert problem in events("build")[0]["problem"]
    assert not state.is_built("cat")


@pytest.mark.parametrize("argument", [f"TOKEN={SECRET}", "TOKEN", f"URL=http://u:{SECRET}@feed/"])
def test_a_secret_in_a_build_argument_is_a_leak(argument, monkeypatch):
    monkeypatch.setenv("TOKEN", SECRET)
    docker_shim.main(["buildx", "build", "--build-arg", argument, "."])
    assert [leak["kind"] for leak in events("leak")] == ["build-arg"]


def test_a_saved_image_is_the_built_one_and_no_other(machine):
    assert docker_shim.main(["save", "-o", "cat.tar", "cat"]) == 1
    docker_shim.main(["build", "-t", "cat", "--build-arg", "A=1", "-f", "Dockerfile", "--secret", "id=token,src=Dockerfile", "."])
    assert docker_shim.main(["save", "-o", "cat.tar", "cat"]) == 0
    assert state.is_archive("cat.tar") and not state.is_archive("Dockerfile")


def test_trivy_is_asked_outside_with_its_flags_and_settings_and_without_the_image(machine, monkeypatch):
    asked = []
    monkeypatch.setattr(trivy_shim, "answer_to", lambda question: asked.append(question) or ANSWER)
    monkeypatch.setenv("TRIVY_SEVERITY", "HIGH")
    state.save({**state.load(), "built": ["cat:latest"]})
    (machine / ".trivyignore").write_text("CVE-1\n")
    assert trivy_shim.main(["image", "--exit-code", "1", "--cache-dir", "x", "-q", "cat"]) == 1
    assert asked == [
        {"arguments": ["--exit-code=1", "--quiet", "--severity=HIGH"], "files": {".trivyignore": "CVE-1\n"}, "writes": False}
    ]
    assert events("scan")[0]["exitCode"] == 1


ANSWER = {"exitCode": 1, "stdout": "Total: 2\n", "stderr": "", "written": None, "found": 2, "problem": None}


def test_another_image_than_the_built_one_is_foreign():
    assert trivy_shim.main(["image", "alpine:3"]) == 1
    assert events("foreign") == [{"event": "foreign", "what": "alpine:3"}]


def test_a_question_is_answered_once_it_was_asked():
    question = {"arguments": [], "files": {}, "writes": False}
    trivy_shim.ANSWERS.write_text(json.dumps([{"question": question, "answer": ANSWER}]))
    assert trivy_shim.answer_to(question) == ANSWER


def test_a_tool_is_there_after_it_was_installed():
    assert shim.main("hadolint", ["Dockerfile"]) == 127
    assert shim.main("apt-get", ["install", "-y", "trivy"]) == 0
    assert state.load()["installed"] == ["trivy"]
    assert shim.main("curl", ["-sSfL", "https://example.org/hadolint", "-o", "hadolint"]) == 0
    assert state.load()["installed"] == ["trivy", "hadolint"] and Path("hadolint").exists()


@pytest.mark.parametrize(
    ("name", "arguments", "file"),
    [
        ("curl", ["-sSfLo", "a.deb", "https://example.org/trivy.deb"], "a.deb"),
        ("curl", ["--output=a.deb", "https://example.org/trivy.deb"], "a.deb"),
        ("curl", ["-sSfLO", "https://example.org/trivy.deb"], "trivy.deb"),
        ("curl", ["-sfL", "https://example.org/install.sh"], None),
        ("wget", ["-qO", "-", "https://example.org/public.key"], None),
        ("wget", ["-O", "a.deb", "https://example.org/trivy.deb"], "a.deb"),
        ("wget", ["https://example.org/trivy.deb"], "trivy.deb"),
        ("apt-get", ["install", "-o", "Acquire::Retries=3", "trivy"], None),
    ],
)
def test_what_is_fetched_lies_where_the_next_command_looks_for_it(name, arguments, file, machine):
    assert shim.main(name, arguments) == 0
    assert [path.name for path in machine.iterdir() if path.name != "Dockerfile"] == ([file] if file else [])


@pytest.mark.parametrize("version", ["0.69.4", "0.69.5", "0.69.6"])
def test_a_malicious_trivy_is_named_however_it_comes(version):
    shim.main("curl", ["-LO", f"https://example.org/v{version}/trivy_{version}_Linux-64bit.deb"])
    shim.main("apt-get", ["install", f"trivy={version}"])
    docker_shim.main(["run", f"ghcr.io/aquasecurity/trivy:{version}@sha256:{'0' * 64}", "image", "cat"])
    assert len(events("malicious")) == 3


@pytest.mark.parametrize("version", ["0.69.3", "0.69.40", "10.69.4", "0.70.0"])
def test_another_trivy_is_not(version):
    shim.main("apt-get", ["install", f"trivy={version}"])
    assert events("malicious") == []


def test_a_program_that_nobody_knows_is_not_played():
    shim.main("podman", ["build", "."])
    assert events("unplayed") == [{"event": "unplayed", "what": "podman"}]
