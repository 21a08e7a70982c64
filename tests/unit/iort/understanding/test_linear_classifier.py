"""The fast probabilities are scikit-learn's own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from iort.understanding.linear_classifier import LinearClassifier, _matrix
from iort.understanding.settings import LearningSettings
from iort.understanding.text_features import TextFeatures

WORD = r"\b\w+\b"
TEXTS = [
    "who pays for it",
    "who pays the bill",
    "when can I call",
    "when are you open",
    "what is it",
    "what is IORT",
] * 2
VECTORS = np.random.default_rng(77424).normal(size=(len(TEXTS), 4)).astype(np.float32)
SETTINGS = LearningSettings(strength=10.0, meaning=1.5)


def learn(labels: list[str]) -> LinearClassifier:
    return LinearClassifier.learn(TextFeatures(WORD), TEXTS, VECTORS, labels, SETTINGS)


@pytest.mark.parametrize("classes", [["a", "b", "c"], ["a", "b", "b"]], ids=["three classes", "two classes"])
def test_probabilities_are_those_of_scikit_learn(classes: list[str]) -> None:
    labels = [name for name in classes for _ in range(2)] * 2
    learned = learn(labels)
    matrix = _matrix([learned.features.row(text) for text in TEXTS], VECTORS * 1.5, learned.features.width)
    theirs = LogisticRegression(C=10.0, solver="liblinear", tol=0.01).fit(matrix, labels)
    ours = [learned.probabilities(text, vector) for text, vector in zip(TEXTS, VECTORS)]
    assert learned.classes == list(theirs.classes_)
    assert np.array(ours) == pytest.approx(theirs.predict_proba(matrix), abs=1e-5)


def test_one_class_alone_is_refused() -> None:
    with pytest.raises(ValueError, match="class"):
        learn(["a"] * len(TEXTS))


def test_loaded_it_says_the_same(tmp_path: Path) -> None:
    learned = learn(["a", "b"] * (len(TEXTS) // 2))
    learned.save(tmp_path / "classifier")
    loaded = LinearClassifier.load(TextFeatures(WORD), tmp_path / "classifier")
    assert loaded.classes == learned.classes
    for text, vector in zip(TEXTS, VECTORS):
        assert np.array_equal(loaded.probabilities(text, vector), learned.probabilities(text, vector))
