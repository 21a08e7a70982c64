"""The rows are scikit-learn's own, though not made by it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix, hstack

from iort.nlu.text_features import TextFeatures

LEARNED = ["what is it", "is it safe", "is it covered by insurance", "what does it cost", "what is the cost of it"]
ASKED = ["is it is it is it safe", "what is the cost", "zzqq", "", "a safe cost, a cost"]


@pytest.fixture
def features() -> TextFeatures:
    fitted = TextFeatures(word=r"\b\w+\b")
    fitted.fit(LEARNED)
    return fitted


def test_a_row_is_what_scikit_learn_makes_of_the_text(features: TextFeatures) -> None:
    vectors = np.arange(2.0 * len(ASKED)).reshape(len(ASKED), 2)
    theirs = [vectorizer.transform(ASKED) for vectorizer in features.state().values()]
    expected = hstack([*theirs, csr_matrix(vectors)]).toarray()
    assert features.matrix(ASKED, vectors).toarray() == pytest.approx(expected, abs=1e-12)
    assert expected[:3, :-2].any()


def test_restored_it_makes_the_same_rows(features: TextFeatures) -> None:
    vectors = np.zeros((len(ASKED), 2))
    restored = TextFeatures(word="")
    restored.restore(features.state())
    assert (restored.matrix(ASKED, vectors) != features.matrix(ASKED, vectors)).nnz == 0
