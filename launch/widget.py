"""Builds the chat widget with npm and esbuild, where anything of it has changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from launch.building import building_tools
from launch.failure import LaunchError

SOURCES = Path("widget")
BUILT = Path("build/widget")
CONNECT_VARIABLE = "IORT_WIDGET_CONNECT"
_LOG = Path("build/logs/widget.log")
_STAMP = ".fingerprint"
_NOT_SOURCES = {"node_modules"}


def ensure_widget(sources: Path = SOURCES, built: Path = BUILT) -> None:
    """Leave the widget's files at `built`, building them where `sources` changed since. Raises LaunchError."""
    fingerprint = _fingerprint(sources)
    stamp = built / _STAMP
    if stamp.is_file() and stamp.read_text() == fingerprint:
        print("Chat widget: up to date.", flush=True)
        return
    print("Chat widget: installing its packages and building it; a few seconds ...", flush=True)
    built.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=built.parent) as scratch_name:
        scratch = Path(scratch_name)
        made = scratch / "made"
        made.mkdir()
        _build(sources, made.resolve())
        (made / _STAMP).write_text(fingerprint)
        if built.exists():
            built.rename(scratch / "old")
        made.rename(built)
    print("Chat widget: built.", flush=True)


def _build(sources: Path, target: Path) -> None:
    _LOG.parent.mkdir(parents=True, exist_ok=True)
    with building_tools() as tools, _LOG.open("wb") as log:
        if not _run(tools / "npm", ["ci", "--no-progress"], sources, log):
            raise LaunchError(
                "The chat widget's packages could not be installed; is the npm registry reachable? npm says: "
                f"{_last_line()} (all of it in {_LOG})."
            )
        arguments = ["build.js", "--out", str(target), "--connect", os.environ.get(CONNECT_VARIABLE, "'self'")]
        if not _run(tools / "node", arguments, sources, log):
            raise LaunchError(f"The chat widget could not be built: {_last_line()} (all of it in {_LOG}).")


def _run(program: Path, arguments: list[str], folder: Path, log: IO[bytes]) -> bool:
    """Whether the command succeeded; its output goes to the log."""
    # npm starts node by its name.
    environment = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    return subprocess.run([program, *arguments], cwd=folder, env=environment, stdout=log, stderr=log).returncode == 0


def _last_line() -> str:
    lines = [line for line in _LOG.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no output"


def _fingerprint(sources: Path) -> str:
    digest = hashlib.sha256(os.environ.get(CONNECT_VARIABLE, "").encode())
    for path in _source_files(sources):
        digest.update(f"{path.relative_to(sources)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _source_files(sources: Path) -> Iterator[Path]:
    for path in sorted(sources.rglob("*")):
        if path.is_file() and not _NOT_SOURCES.intersection(path.relative_to(sources).parts):
            yield path
