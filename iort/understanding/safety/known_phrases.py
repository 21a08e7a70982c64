"""The training phrases themselves, to see what a text is nearest to: the evidence for an alarm."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

# No part of a unit vector of 384 is near to a half, so a byte holds it to 1/256.
_SCALE = 256.0
_ROWS = 4096  # at a time, so that little memory is needed


@dataclass(frozen=True)
class KnownPhrases:
    """Sentence vectors in bytes, int8 of shape (phrases, 384) each; read from the disk only where there is a suspicion."""

    dangers: np.ndarray
    harmless: np.ndarray

    @classmethod
    def of(cls, vectors: np.ndarray, dangers: np.ndarray) -> KnownPhrases:
        """Of unit-length vectors; `dangers` says of each whether its phrase comes from danger."""
        packed = np.clip(np.round(vectors * _SCALE), -127, 127).astype(np.int8)
        return cls(packed[dangers], packed[~dangers])

    def lead(self, vectors: np.ndarray) -> float:
        """By how much the nearest danger is nearer than the nearest harmless phrase, in cosine; of several vectors the most."""
        return float((_nearest(self.dangers, vectors) - _nearest(self.harmless, vectors)).max())

    def save(self, folder: Path) -> None:
        """Write them into the folder."""
        for name, packed in vars(self).items():
            np.save(folder / f"{name}.npy", packed)

    @classmethod
    def load(cls, folder: Path) -> KnownPhrases:
        """Read what `save` wrote. A damaged file raises."""
        return cls(*(np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("dangers", "harmless")))


def _nearest(packed: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    """The likeness of each vector to the phrase it is most like."""
    chunks = [packed[start : start + _ROWS] for start in range(0, len(packed), _ROWS)]
    likeness = [vectors @ chunk.astype(np.float32).T / _SCALE for chunk in chunks]
    return np.concatenate(likeness, axis=1).max(axis=1)
