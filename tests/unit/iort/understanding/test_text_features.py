"""The rows are scikit-learn's own, though not made by it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from iort.understanding.text_features import TextFeatures

WORD = r"\b\w+\b"
LEARNED = ["what is it", "is it safe", "is it covered by insurance", "what does it cost", "what is the cost of it"]
ASKED = ["is it is it is it safe", "what is the cost", "zzqq", "", "a safe cost, a cost"]


@pytest.fixture
def features() -> TextFeatures:
    fitted = TextFeatures(WORD)
    fitted.fit(LEARNED)
    return fitted


def rows(features: TextFeatures) -> np.ndarray:
    found = np.zeros((len(ASKED), features.width))
    for number, text in enumerate(ASKED):
        row = features.row(text)
        found[number, row.columns] = row.weights
    return found


def test_a_row_is_what_scikit_learn_makes_of_the_text(features: TextFeatures) -> None:
    weights = {"sublinear_tf": True, "min_df": 2}
    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=WORD, **weights).fit(LEARNED)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), **weights).fit(LEARNED)
    expected = csr_matrix(hstack([words.transform(ASKED), letters.transform(ASKED)])).toarray()
    assert rows(features) == pytest.approx(expected, abs=1e-6)
    assert expected[:3].any()


def test_restored_it_makes_the_same_rows(features: TextFeatures, tmp_path: Path) -> None:
    features.save(tmp_path)
    restored = TextFeatures(WORD)
    restored.restore(tmp_path)
    assert np.array_equal(rows(restored), rows(features))
