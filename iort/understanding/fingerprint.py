"""What a trained model depends on besides the phrases."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from content import content
from iort.understanding.encoder.model import SHA256

_ROOT = Path(__file__).parents[2]
_FILES = (
    "iort/understanding/**/*.py",
    "iort/understanding/**/*.yml",
    "iort/privacy/*.py",
    "iort/adapters/nlu.py",
    "iort/adapters/phrases.py",
)


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """A hash of the encoder, the names in content/ and this checkout's code of understanding, privacy and the component.

    Hours, phone numbers and texts are not in it: the model learns nothing from them.
    """
    digest = hashlib.sha256(SHA256["model.onnx"].encode())
    for path in sorted({path for pattern in _FILES for path in _ROOT.glob(pattern) if path.is_file()}):
        digest.update(f"{path.relative_to(_ROOT)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    facts = content()
    words = {key: campus.words for key, campus in facts.campuses.items()}
    digest.update(repr((facts.cancers, facts.kinds, words)).encode())
    return digest.hexdigest()
