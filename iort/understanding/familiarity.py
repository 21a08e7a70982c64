"""How like the training phrases a text is, whatever it is about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.cluster import MiniBatchKMeans

_CLUSTERS = 500  # docs/understanding.md
_FILE = "clusters.npy"


@dataclass(frozen=True)
class Familiarity:
    """The mean likeness to the group of phrases that a text is most like.

    It tells a wrong answer from a right one better than the likeness to the single nearest phrase does: something odd may
    happen to be near one phrase, but not near to many that are alike.

    Attributes:
        means: of the sentence vectors of each group, float32 of shape (groups, 384); shorter the more a group varies.
    """

    means: np.ndarray

    @classmethod
    def learn(cls, vectors: np.ndarray) -> Familiarity:
        """Group the phrases' sentence vectors (k-means by small batches; Sculley, 2010)."""
        clusters = MiniBatchKMeans(min(_CLUSTERS, len(vectors)), random_state=0, n_init=1, batch_size=4096, max_iter=30)
        return cls(clusters.fit(vectors).cluster_centers_.astype(np.float32))

    def of(self, vector: np.ndarray) -> float:
        """From -1 to 1; what the assistant was made for is above 0.6, far-off talk about 0.4."""
        return float((self.means @ vector).max())

    def save(self, folder: Path) -> None:
        """Write it into the folder."""
        np.save(folder / _FILE, self.means)

    @classmethod
    def load(cls, folder: Path) -> Familiarity:
        """Read what `save` wrote. A damaged file raises."""
        return cls(np.load(folder / _FILE))
