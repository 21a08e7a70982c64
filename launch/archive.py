"""The model's archive is code, so what is started has to be what was trained: its SHA-256 stands in a file beside it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from launch.failure import LaunchError

HASH_VARIABLE = "IORT_MODEL_SHA256"
_PIECE = 1024 * 1024


def seal(archive: Path) -> None:
    """Write the archive's hash beside it, in the form that `sha256sum --check` reads."""
    _seal_of(archive).write_text(f"{_sha256(archive)}  {archive.name}\n")


def is_sealed(archive: Path) -> bool:
    """Whether archive and hash are there; says nothing of whether they agree."""
    return archive.is_file() and _seal_of(archive).is_file()


def verify(archive: Path) -> None:
    """Raise LaunchError where the archive is not what was trained.

    `IORT_MODEL_SHA256` goes before the file beside the archive: who can change the one can change the other, the
    environment of a deployment they cannot.
    """
    if not is_sealed(archive):
        raise LaunchError(f"{archive} or its hash {_seal_of(archive).name} is missing: run 'make setup' to train anew.")
    written = os.environ.get(HASH_VARIABLE) or _seal_of(archive).read_text().partition(" ")[0]
    if _sha256(archive) != written.strip().lower():
        raise LaunchError(
            f"{archive} is not the model that was trained (its SHA-256 is another). Do not load it: delete it and run "
            "'make setup', or deploy the image again."
        )


def newest(folder: Path) -> Path:
    """The newest archive of the folder. Raises LaunchError where there is none."""
    found = max(folder.glob("*.tar.gz"), key=lambda archive: archive.stat().st_mtime, default=None)
    if found is None:
        raise LaunchError(f"{folder}/ holds no model: run 'make setup' first.")
    return found


def _seal_of(archive: Path) -> Path:
    return archive.with_name(f"{archive.name}.sha256")


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
