"""Logistic regression, one class against the rest, over tf-idf rows with a sentence vector beside each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import srsly

from iort.understanding.logistic_regression import Rows, fit
from iort.understanding.settings import LearningSettings
from iort.understanding.text_features import TextFeatures

_WEIGHTS = "weights.npz"
_CLASSES = "classes.json"


@dataclass
class LinearClassifier:
    """Asked without scikit-learn: for one text its checks cost several times what the product does.

    Attributes:
        features: fitted on the texts.
        classes: names of the classes, in the order of the probabilities.
        weights: float32 of shape (columns of the features, classes).
        meaning: float32 of shape (length of a sentence vector, classes), the vectors' scale in it.
        intercepts: float32, one a class.
    """

    features: TextFeatures
    classes: list[str]
    weights: np.ndarray
    meaning: np.ndarray
    intercepts: np.ndarray

    @classmethod
    def learn(
        cls,
        features: TextFeatures,
        texts: Sequence[str],
        vectors: np.ndarray,
        labels: Sequence[str],
        settings: LearningSettings,
        before: LinearClassifier | None = None,
    ) -> LinearClassifier:
        """Fit the features and one regression a class.

        Args:
            features: to be fitted on the texts.
            texts: of the phrases.
            vectors: their sentence vectors.
            labels: their classes.
            settings: of the fit.
            before: learned from almost the same phrases; the fit begins where that one ended.

        Raises:
            ValueError: there are fewer than two classes.
        """
        if len(set(labels)) < 2:
            raise ValueError("there must be two classes at least")
        names, numbers = np.unique(np.array(labels), return_inverse=True)
        rows = Rows(features.fit(texts), vectors * np.float32(settings.meaning))
        start = before._start(features, list(names), vectors.shape[1], settings) if before else None
        weights = fit(rows, numbers[:, None] == np.arange(len(names)), settings.strength, start)
        return cls(
            features,
            [str(name) for name in names],
            np.ascontiguousarray(weights[: features.width]),
            weights[features.width : -1] * np.float32(settings.meaning),
            weights[-1],
        )

    def _start(
        self, features: TextFeatures, classes: Sequence[str], length: int, settings: LearningSettings
    ) -> np.ndarray:
        """These weights where `fit` of other features and classes begins; what is new begins at nothing."""
        start = np.zeros((features.width + length + 1, len(classes)), np.float32)
        known = self.features.columns_of(features)
        both = known >= 0
        for number, name in enumerate(classes):
            if name in self.classes:
                old = self.classes.index(name)
                start[: features.width, number][both] = self.weights[known[both], old]
                start[features.width : -1, number] = self.meaning[:, old] / settings.meaning
                start[-1, number] = self.intercepts[old]
        return start

    def probabilities(self, text: str, vector: np.ndarray) -> np.ndarray:
        """One a class, their sum 1, of a text and its sentence vector."""
        row = self.features.row(text)
        decision = row.weights @ self.weights[row.columns] + vector @ self.meaning + self.intercepts
        alone = 1.0 / (1.0 + np.exp(-decision.astype(float)))
        return alone / alone.sum()

    def save(self, folder: Path) -> None:
        """Write it into the folder."""
        folder.mkdir()
        self.features.save(folder)
        np.savez(folder / _WEIGHTS, weights=self.weights, meaning=self.meaning, intercepts=self.intercepts)
        srsly.write_json(folder / _CLASSES, self.classes)

    @classmethod
    def load(cls, features: TextFeatures, folder: Path) -> LinearClassifier:
        """Read what `save` wrote, the features restored. A damaged file raises."""
        features.restore(folder)
        with np.load(folder / _WEIGHTS) as kept:
            return cls(features, srsly.read_json(folder / _CLASSES), **kept)
