"""A server's environment, which has no node, gets it for as long as something is built."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOT

USE = """
import subprocess
from launch.building import building_tools
with building_tools() as tools:
    subprocess.run([tools / "node", "--version"], check=True)
    print(tools)
"""


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """A Python without any package."""
    folder = tmp_path / "server"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    return folder / "bin" / "python"


def use(server: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # has uv
    return subprocess.run(
        [server, "-c", USE], cwd=ROOT, env={**os.environ, "PATH": path, **variables}, capture_output=True, text=True
    )


def test_they_are_there_and_gone_afterwards(server: Path) -> None:
    finished = use(server)
    assert finished.returncode == 0, finished.stderr
    assert not Path(finished.stdout.splitlines()[-1]).exists()


def test_an_index_that_cannot_be_reached_is_a_failure_in_words(server: Path, tmp_path: Path) -> None:
    nowhere = {"UV_DEFAULT_INDEX": "http://127.0.0.1:9/simple", "UV_HTTP_RETRIES": "0", "UV_NO_CACHE": "1"}
    finished = use(server, **nowhere, TMPDIR=str(tmp_path))
    assert "LaunchError: requirements/building.txt could not be installed" in finished.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["server"]
