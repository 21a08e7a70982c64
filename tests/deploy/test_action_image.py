"""The action server with what its image holds and nothing else: its locked packages, content/, actions/ and serving/."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from supply_chain.__main__ import SHIPPED
from tests.conftest import ACTIONS_HEADERS, ROOT, started_actions
from tests.deploy.test_action_server import question_for_hours


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """A folder with what deploy/actions.Dockerfile copies and installs."""
    for name in ("content", "actions", "serving"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run([sys.executable, "-m", "venv", tmp_path / ".venv"], check=True)
    install = [tmp_path / ".venv/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    install += ["--no-deps", "--require-hashes", "-r", ROOT / SHIPPED["actions"]]
    finished = subprocess.run(install, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr
    return tmp_path


@pytest.fixture
def server(image: Path, free_port: Callable[[], int]) -> Iterator[str]:
    with started_actions(image / ".venv/bin/python", image, free_port(), image / "log.txt") as url:
        yield url


async def test_it_answers_with_its_own_packages(server: str) -> None:
    async with ClientSession() as http, http.post(server, json=question_for_hours(), headers=ACTIONS_HEADERS) as answer:
        assert answer.status == 200
        assert (await answer.json())["responses"]


def test_its_packages_are_of_the_versions_that_the_bot_is_tested_with() -> None:
    versions = {
        name: dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / path).read_text(), re.MULTILINE))
        for name, path in SHIPPED.items()
    }
    assert len(versions["actions"]) > 20
    assert versions["actions"].items() <= versions["bot"].items()
