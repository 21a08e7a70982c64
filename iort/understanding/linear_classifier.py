"""Logistic regression, one class against the rest, over tf-idf rows with a sentence vector beside each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import srsly
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from iort.understanding.settings import LearningSettings
from iort.understanding.text_features import Row, TextFeatures

_WEIGHTS = "weights.npz"
_CLASSES = "classes.json"


@dataclass
class LinearClassifier:
    """Fitted by scikit-learn, asked without it: for one text its checks cost several times what the product does.

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
    ) -> LinearClassifier:
        """Fit the features and one regression a class. Raises ValueError where there are fewer than two classes."""
        if len(set(labels)) < 2:
            raise ValueError("there must be two classes at least")
        features.fit(texts)
        matrix = _matrix([features.row(text) for text in texts], vectors * settings.meaning, features.width)
        # liblinear is deterministic and, on so many sparse columns, several times faster than lbfgs for equal accuracy.
        regression = LogisticRegression(C=settings.strength, solver="liblinear", tol=0.01)
        fitted = OneVsRestClassifier(regression, n_jobs=-1).fit(matrix, labels)
        sides = [(1.0, each) for each in fitted.estimators_]
        if len(sides) == 1:  # of two classes one tells both apart
            sides = [(-1.0, fitted.estimators_[0]), *sides]
        weights = np.array([side * each.coef_[0] for side, each in sides], np.float32).T
        intercepts = np.array([side * each.intercept_[0] for side, each in sides], np.float32)
        return cls(
            features,
            [str(name) for name in fitted.classes_],
            np.ascontiguousarray(weights[: features.width]),
            weights[features.width :] * np.float32(settings.meaning),
            intercepts,
        )

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


def _matrix(rows: Sequence[Row], vectors: np.ndarray, width: int) -> csr_matrix:
    behind = np.arange(width, width + vectors.shape[1])
    columns = [part for row in rows for part in (row.columns, behind)]
    values = [part for row, vector in zip(rows, vectors) for part in (row.weights, vector)]
    ends = np.cumsum([0, *(len(row.columns) + len(behind) for row in rows)])
    shape = (len(rows), width + vectors.shape[1])
    return csr_matrix((np.concatenate(values), np.concatenate(columns), ends), shape)
