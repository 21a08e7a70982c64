"""What a trained model depends on besides the phrases."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from iort.understanding.encoder.model import SHA256

_ROOT = Path(__file__).parents[2]
_FILES = (
    *("iort/understanding/**/*.py", "iort/understanding/**/*.yml", "iort/privacy/*.py", "iort/adapters/nlu.py"),
    *("content/*.py", "content/*.yml"),
)


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """A hash of the encoder, the facts and this checkout's code of understanding, privacy and the component."""
    digest = hashlib.sha256(SHA256["model.onnx"].encode())
    for path in sorted({path for pattern in _FILES for path in _ROOT.glob(pattern) if path.is_file()}):
        digest.update(f"{path.relative_to(_ROOT)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
