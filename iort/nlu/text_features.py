"""Texts as rows of one sparse matrix for a linear classifier: tf-idf of words and of letters, and sentence vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

TRUSTED_TYPES = ["scipy.sparse._csr.csr_matrix"]  # the idf weights; all else that skops reads is of types it knows
_WEIGHTS: dict[str, Any] = {"sublinear_tf": True, "min_df": 2}  # a word seen once says nothing and costs training time


class TextFeatures:
    """Words and pairs of them, and two to five letters within a word's bounds, of the texts it was fitted on.

    Each block of a row has length one, so that words weigh as much as letters.

    Args:
        word: regular expression of what counts as a word.
    """

    def __init__(self, word: str) -> None:
        self._words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=word, **_WEIGHTS)
        self._letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), **_WEIGHTS)

    def fit(self, texts: Sequence[str]) -> None:
        """Learn the vocabulary and how rare each entry of it is."""
        self._words.fit(texts)
        self._letters.fit(texts)

    def matrix(self, texts: Sequence[str], vectors: np.ndarray) -> csr_matrix:
        """One row a text, its row of `vectors` behind the tf-idf."""
        blocks = [self._words.transform(texts), self._letters.transform(texts), csr_matrix(vectors)]
        return hstack(blocks, format="csr")

    def state(self) -> dict[str, TfidfVectorizer]:
        """What `restore` wants, for skops to write."""
        return {"words": self._words, "letters": self._letters}

    def restore(self, state: dict[str, TfidfVectorizer]) -> None:
        """Become what `state` was taken from."""
        self._words, self._letters = state["words"], state["letters"]
