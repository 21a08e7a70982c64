"""What set-up needs and a server does not: node for the chat widget."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launch.failure import LaunchError

_REQUIREMENTS = Path("requirements/building.txt")


@contextmanager
def building_tools() -> Iterator[Path]:
    """The bin/ of an environment that has them: our own where it is made for development, else a temporary one.

    Raises LaunchError where the packages cannot be installed.
    """
    own = Path(sys.executable).parent
    if (own / "node").exists():
        yield own
        return
    with tempfile.TemporaryDirectory(prefix="iort-building-") as folder:
        environment = Path(folder)
        _uv("venv", "--python", sys.executable, folder)
        _uv("pip", "install", "--python", folder, "--no-deps", "--require-hashes", "-r", str(_REQUIREMENTS))
        yield environment / "bin"


def _uv(*arguments: str) -> None:
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if uv is None:
        raise LaunchError("The Python package uv is missing: run 'make setup'.")
    finished = subprocess.run([uv, "--quiet", *arguments], capture_output=True, text=True)
    if finished.returncode:
        last = (finished.stderr.strip().splitlines() or ["no output"])[-1]
        raise LaunchError(f"{_REQUIREMENTS} could not be installed; is the package index reachable? uv says: {last}")
