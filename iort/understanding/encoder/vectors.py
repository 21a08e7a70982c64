"""Sentence vectors of training phrases, remembered on disk by text and encoder, made on all cores."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from iort.understanding.encoder.model import DIMENSION, SHA256, SentenceEncoder

FOLDER = Path("build/vectors")
_KEY_BYTES = 16


class RememberedVectors:
    """Encodes texts that were not encoded before; `keep` writes those that were asked for.

    Args:
        encoder: makes the vectors.
        folder: where they are kept, a file for each encoder.
    """

    def __init__(self, encoder: SentenceEncoder, folder: Path = FOLDER) -> None:
        self.encoder = encoder
        self._file = folder / f"{SHA256['model.onnx'][:12]}.npz"
        self._kept = _read(self._file)
        self._asked: dict[bytes, np.ndarray] = {}

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Unit-length sentence vectors, float32 of shape (len(texts), 384), equal to the encoder's own."""
        keys = [_key(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts) if key not in self._kept and key not in self._asked}
        # onnxruntime lets go of Python's lock while it works.
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            made = pool.map(lambda text: self.encoder.encode([text])[0], missing.values())
            self._asked |= dict(zip(missing, made))
        self._asked |= {key: self._kept[key] for key in keys if key in self._kept}
        return np.array([self._asked[key] for key in keys], np.float32).reshape(len(texts), DIMENSION)

    def keep(self) -> None:
        """Write the vectors that were asked for, whole or not at all; others are forgotten."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        new = self._file.with_suffix(f".{os.getpid()}.npz")
        keys = np.frombuffer(b"".join(self._asked), np.uint8).reshape(-1, _KEY_BYTES)
        np.savez(new, keys=keys, vectors=np.array(list(self._asked.values()), np.float32))
        new.replace(self._file)


def _key(text: str) -> bytes:
    # The encoder sees neither capitals nor blanks.
    return hashlib.sha256(" ".join(text.lower().split()).encode()).digest()[:_KEY_BYTES]


def _read(file: Path) -> dict[bytes, np.ndarray]:
    try:
        with np.load(file) as kept:
            keys, vectors = kept["keys"], kept["vectors"]
        if keys.shape != (len(vectors), _KEY_BYTES) or vectors.shape[1:] != (DIMENSION,):
            return {}
        return dict(zip(map(bytes, keys), vectors))
    except Exception:  # noqa: BLE001 - however it is damaged, it costs the time to make it anew
        return {}
