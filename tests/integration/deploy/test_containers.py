"""The container files, read by a parser of Dockerfiles: what they copy exists, what they run as is not root."""

from __future__ import annotations

import json
import shlex
import subprocess
from fnmatch import fnmatch
from typing import Any

import pytest

from launch import serve
from supply_chain.__main__ import SHIPPED, TOOLS
from tests.support import ROOT

FILES = ["deploy/Dockerfile", "deploy/actions.Dockerfile", "deploy/nginx.Dockerfile"]
PYTHON_FILES = FILES[:2]
# The parser lives in the tools' environment.
_PARSE = (
    "import json, sys; from dockerfile_parse import DockerfileParser as P; "
    "print(json.dumps([[s['instruction'], s['value']] for s in P(sys.argv[1]).structure if s['instruction'] != 'COMMENT']))"
)


def instructions(name: str) -> list[list[str]]:
    finished = subprocess.run([TOOLS / "python", "-c", _PARSE, ROOT / name], capture_output=True, text=True, cwd=ROOT)
    assert finished.returncode == 0, finished.stderr
    return list(json.loads(finished.stdout))


def values(name: str, instruction: str) -> list[str]:
    return [value for found, value in instructions(name) if found == instruction]


def last_stage(name: str) -> list[list[str]]:
    whole = instructions(name)
    return whole[max(number for number, (found, _) in enumerate(whole) if found == "FROM") :]


def sources(name: str) -> list[str]:
    """What is copied from this folder."""
    copies = [shlex.split(value) for value in values(name, "COPY")]
    return [source for copy in copies if not copy[0].startswith("--from") for source in copy[:-1]]


def excluded(path: str) -> bool:
    """Whether .dockerignore keeps it out; the last line that matches decides."""
    out = False
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        pattern = line.removeprefix("!").strip()
        if pattern and not line.startswith("#") and (fnmatch(path, pattern) or path.startswith(f"{pattern}/")):
            out = not line.startswith("!")
    return out


@pytest.mark.parametrize("name", FILES)
def test_what_it_copies_is_in_the_repository_and_in_the_build_context(name: str) -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    for source in sources(name):
        assert any(file == source or file.startswith(f"{source}/") for file in tracked), source
        assert not excluded(source), source


@pytest.mark.parametrize(
    "path", [".git/config", ".venv/pyvenv.cfg", "deploy/.env", "build/production/secrets", "models/a"]
)
def test_nothing_private_is_in_the_build_context(path: str) -> None:
    assert excluded(path)


@pytest.mark.parametrize("name", FILES)
def test_it_does_not_run_as_root(name: str) -> None:
    [user] = [value for instruction, value in last_stage(name) if instruction == "USER"][-1:]
    assert user.partition(":")[0].isdigit()
    assert int(user.partition(":")[0]) > 0


@pytest.mark.parametrize("name", PYTHON_FILES)
def test_its_python_is_the_projects(name: str) -> None:
    version = (ROOT / ".python-version").read_text().strip()
    for base in values(name, "FROM"):
        assert base.startswith(f"python:{version}-slim")


@pytest.mark.parametrize("name", PYTHON_FILES)
def test_its_packages_are_the_locked_ones_by_hash(name: str) -> None:
    commands = [command for value in values(name, "RUN") for command in value.split("&&") if "pip install" in command]
    assert all("--no-deps --require-hashes -r requirements/" in command for command in commands)
    lock = SHIPPED["actions" if "actions" in name else "bot"]
    assert commands[-1].split()[-1] == str(lock)


def test_the_action_server_has_neither_rasa_nor_the_assistant() -> None:
    assert set(sources("deploy/actions.Dockerfile")) == {"requirements/actions.txt", "content", "actions", "serving"}


def test_the_model_comes_from_the_build_alone() -> None:
    copies = [value for instruction, value in last_stage("deploy/Dockerfile") if instruction == "COPY"]
    assert "--from=build /app/models models" in copies
    assert not [copy for copy in copies if "http" in copy]


def test_the_assistant_is_started_through_the_checks() -> None:
    [entry] = [value for instruction, value in last_stage("deploy/Dockerfile") if instruction == "ENTRYPOINT"]
    assert json.loads(entry)[1:3] == ["-m", serve.__name__]
    environment = " ".join(value for instruction, value in last_stage("deploy/Dockerfile") if instruction == "ENV")
    assert "IORT_ENVIRONMENT=production" in environment


@pytest.mark.parametrize("name", FILES)
def test_no_secret_is_in_it(name: str) -> None:
    text = (ROOT / name).read_text()
    assert not [word for word in ("SECRET", "TOKEN", "PASSWORD") if word in text]


def test_nginx_gets_a_value_for_each_variable_of_its_configuration() -> None:
    template: Any = (ROOT / "deploy/nginx/iort.conf.template").read_text()
    environment = " ".join(values("deploy/nginx.Dockerfile", "ENV"))
    wanted = {part.partition("}")[0] for part in template.split("${")[1:]}
    assert wanted
    assert {name for name in wanted if f"{name}=" not in environment} == set()
