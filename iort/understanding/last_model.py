"""The model that was learned last, kept on disk: the next learning begins where it ended."""

from __future__ import annotations

import logging
import shutil
import tempfile
from pathlib import Path

from iort.understanding.fingerprint import fingerprint
from iort.understanding.model import Model

logger = logging.getLogger(__name__)

FOLDER = Path("build/learned")


def last_model(folder: Path = FOLDER) -> Model | None:
    """The model that was kept, None where there is none, it is damaged or other code made it."""
    kept = folder / _name()
    if not kept.exists():
        return None
    try:
        return Model.load(kept)
    except Exception:  # noqa: BLE001 - whatever is wrong with it, one can learn without
        logger.warning("The model in %s is damaged: learning begins from nothing.", kept)
        return None


def keep_model(model: Model, folder: Path = FOLDER) -> None:
    """Write the model in the place of the one before; where that fails, the next learning begins from nothing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            new = Path(scratch) / "new"
            new.mkdir()
            model.save(new)
            shutil.rmtree(folder)
            folder.mkdir()
            new.rename(folder / _name())
    except OSError as error:
        logger.warning("The model could not be kept in %s: %s", folder, error)


def _name() -> str:
    return fingerprint()[:12]
