"""The fast probabilities are scikit-learn's own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from iort.understanding.linear_classifier import LinearClassifier
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
    matrix = np.hstack([TextFeatures(WORD).fit(TEXTS).toarray(), VECTORS * 1.5])
    theirs = LogisticRegression(C=10.0, solver="liblinear", tol=1e-4).fit(matrix, labels)
    ours = [learned.probabilities(text, vector) for text, vector in zip(TEXTS, VECTORS)]
    assert learned.classes == list(theirs.classes_)
    assert np.array(ours) == pytest.approx(theirs.predict_proba(matrix), abs=5e-3)


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


def test_learned_again_from_what_was_learned_before_it_says_the_same() -> None:
    labels = ["a", "b", "c"] * (len(TEXTS) // 3)
    before = learn(labels)
    texts, vectors = [*TEXTS, "new words beside new words"], np.vstack([VECTORS, VECTORS[:1]])
    cold, warm = (
        LinearClassifier.learn(TextFeatures(WORD), texts, vectors, [*labels, "d"], SETTINGS, start)
        for start in (None, before)
    )
    for text, vector in zip(texts, vectors):
        assert warm.probabilities(text, vector) == pytest.approx(cold.probabilities(text, vector), abs=5e-3)


def test_the_start_is_what_was_learned_before() -> None:
    labels = ["a", "b", "c"] * (len(TEXTS) // 3)
    before = learn(labels)
    features = TextFeatures(WORD)
    features.fit([*TEXTS[::-1], "aa new", "aa new"])
    start = before._start(features, ["aa", "b"], VECTORS.shape[1], SETTINGS)
    assert not start[:, 0].any()
    moved = LinearClassifier(
        features, ["b"], start[: features.width, 1:], start[features.width : -1, 1:] * 1.5, start[-1, 1:]
    )
    row, old = features.row(TEXTS[0]), before.features.row(TEXTS[0])
    assert sorted(moved.weights[row.columns, 0]) == sorted(before.weights[old.columns, 1])
    assert np.allclose(moved.meaning[:, 0], before.meaning[:, 1])
    assert moved.intercepts[0] == before.intercepts[1]
