"""Training phrases without their private details, remembered on disk by phrase and by all that redaction depends on."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import srsly
from joblib import Parallel, delayed

from iort.privacy.redaction import redacted_text

FOLDER = Path("build/redacted")
_ROOT = Path(__file__).parents[2]
# What is public is in content/; Presidio's and spaCy's versions are in requirements/.
_SOURCES = ("iort/privacy/*.py", "content/*", "requirements/runtime.txt")
_CHUNK = 500
_WORTH_ALL_CORES = 3000  # fewer are redacted sooner than another process starts


def redacted_phrases(texts: Sequence[str], folder: Path = FOLDER) -> list[str]:
    """The texts as `redacted_text` leaves them; only those that were not among the last ones are redacted now."""
    file = folder / f"{_sources()}.json"
    kept = _read(file)
    missing = [text for text in dict.fromkeys(texts) if text not in kept]
    chunks = [missing[start : start + _CHUNK] for start in range(0, len(missing), _CHUNK)]
    cores = -1 if len(missing) > _WORTH_ALL_CORES else 1
    made = Parallel(cores)(delayed(_redacted)(chunk) for chunk in chunks)
    kept |= {text: left for chunk, redacted in zip(chunks, made) for text, left in zip(chunk, redacted)}
    if missing:
        _write(file, {text: kept[text] for text in texts})
    return [kept[text] for text in texts]


def _redacted(texts: Sequence[str]) -> list[str]:
    return [redacted_text(text) for text in texts]


def _sources() -> str:
    digest = hashlib.sha256()
    for path in sorted(path for pattern in _SOURCES for path in _ROOT.glob(pattern) if path.is_file()):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _read(file: Path) -> dict[str, str]:
    try:
        kept = srsly.read_json(file)
    except (OSError, ValueError):
        return {}  # a damaged file costs the time to make it anew
    return kept if isinstance(kept, dict) else {}


def _write(file: Path, redacted: dict[str, str]) -> None:
    """Whole or not at all, and in the place of what other sources left."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(f".{os.getpid()}")
    srsly.write_json(new, redacted)
    for old in file.parent.glob("*.json"):
        old.unlink()
    new.replace(file)
