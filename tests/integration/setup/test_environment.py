"""launch/environment.sh, with locks of one package each: whole or not at all, and a sentence where it fails."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOT

NOWHERE = "http://127.0.0.1:9/simple"  # the port of 'discard', where nothing listens


def written(folder: Path) -> Path:
    """The folder, with what the script reads."""
    for name in ("launch/environment.sh", "requirements/uv.txt", "iort/adapters/standins/rasa-standins.pth"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    for name, package in {
        "runtime": "six",
        "dev": "iniconfig",
        "fuzz": "six",
        "tools": "six",
        "tensorflow": "six",
    }.items():
        (folder / "requirements" / f"{name}.txt").write_text(locked(package))
    return folder


@pytest.fixture(scope="module")
def complete(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the script has made the runtime environment."""
    folder = written(tmp_path_factory.mktemp("complete"))
    first = make(folder, "runtime")
    assert first.returncode == 0, first.stderr
    return folder


@pytest.fixture
def installed(complete: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    return shutil.copytree(complete, tmp_path / "installed", symlinks=True)


def locked(package: str) -> str:
    """The package with its hashes, as requirements/dev.txt has it."""
    found = re.search(rf"^{package}==(?:.*\\\n)+.*\n", (ROOT / "requirements/dev.txt").read_text(), re.MULTILINE)
    assert found
    return found.group()


def make(checkout: Path, wanted: str, **variables: str) -> subprocess.CompletedProcess[str]:
    # With a cache that it shares uv would install without asking for an index.
    own = {
        "UV_CACHE_DIR": str(checkout / "cache"),
        "UV_HTTP_RETRIES": "0",
        "PIP_RETRIES": "0",
        "PYTHON": sys.executable,
    }
    script = ["sh", "launch/environment.sh", wanted]
    return subprocess.run(script, cwd=checkout, capture_output=True, text=True, env={**os.environ, **own, **variables})


def test_runtime_is_installed_once_with_the_stand_ins(installed: Path) -> None:
    packages = installed / ".venv/lib/python3.10/site-packages"
    assert (packages / "six.py").is_file()
    assert (packages / "rasa-standins.pth").is_file()
    assert make(installed, "runtime").stdout == "Python environment: up to date.\n"


@pytest.mark.parametrize("variable", ["PIP_INDEX_URL", "UV_DEFAULT_INDEX"], ids=["for pip and uv", "for uv"])
def test_an_index_that_cannot_be_reached_leaves_nothing(tmp_path: Path, variable: str) -> None:
    checkout = written(tmp_path)
    finished = make(checkout, "runtime", **{variable: NOWHERE}, PIP_NO_CACHE_DIR="1")
    assert finished.returncode == 1
    assert "is the package index reachable?" in finished.stderr
    assert not (checkout / ".venv").exists()


def test_an_index_that_is_set_for_pip_is_used_by_uv(installed: Path) -> None:
    finished = make(installed, "dev", PIP_INDEX_URL=NOWHERE)
    assert finished.returncode == 1
    assert "127.0.0.1:9" in (installed / "build/logs/install.log").read_text()


def test_packages_for_tests_that_fail_leave_the_runtime_whole(installed: Path) -> None:
    dev = installed / "requirements/dev.txt"
    dev.write_text(re.sub(r"sha256:\w+", f"sha256:{'0' * 64}", dev.read_text()))
    finished = make(installed, "dev")
    assert finished.returncode == 1
    assert "Nothing half-done was kept" in finished.stderr
    assert make(installed, "runtime").stdout == "Python environment: up to date.\n"


def test_a_changed_lock_starts_afresh(installed: Path) -> None:
    (installed / "requirements/runtime.txt").write_text(locked("iniconfig"))
    assert make(installed, "runtime").returncode == 0
    packages = installed / ".venv/lib/python3.10/site-packages"
    assert (packages / "iniconfig").is_dir()
    assert not (packages / "six.py").exists()
