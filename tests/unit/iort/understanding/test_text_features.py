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


def test_rows_of_the_texts_it_was_fitted_on_come_with_the_fit() -> None:
    features = TextFeatures(WORD)
    fitted = features.fit(ASKED + LEARNED)
    assert fitted.shape == (len(ASKED + LEARNED), features.width)
    assert fitted[: len(ASKED)].toarray() == pytest.approx(rows(features), abs=1e-6)


def test_the_columns_of_others_are_found_by_their_words(features: TextFeatures) -> None:
    others = TextFeatures(WORD)
    others.fit([*LEARNED[1:], "zz new", "zz new"])
    found = features.columns_of(others)
    known = others.row("is it safe")
    assert sorted(found[known.columns]) == sorted(features.row("is it safe").columns)
    assert set(found[others.row("zz").columns]) == {-1}


def test_restored_it_makes_the_same_rows(features: TextFeatures, tmp_path: Path) -> None:
    features.save(tmp_path)
    restored = TextFeatures(WORD)
    restored.restore(tmp_path)
    assert np.array_equal(rows(restored), rows(features))
