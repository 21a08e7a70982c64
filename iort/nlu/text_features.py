"""Texts as rows of one sparse matrix for a linear classifier: tf-idf of words and of letters, and sentence vectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
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
        self._blocks: list[_Block] = []

    def fit(self, texts: Sequence[str]) -> None:
        """Learn the vocabulary and how rare each entry of it is."""
        self._words.fit(texts)
        self._letters.fit(texts)
        self._blocks = [_Block(self._words), _Block(self._letters)]

    def matrix(self, texts: Sequence[str], vectors: np.ndarray) -> csr_matrix:
        """One row a text, its row of `vectors` behind the tf-idf.

        Filled by itself: `transform` and `hstack` make and check a matrix for each of their steps, which for one text costs
        several times what the text does.
        """
        columns: list[np.ndarray] = []
        values: list[np.ndarray] = []
        ends = [0]
        for text, vector in zip(texts, vectors):
            start = 0
            for block in self._blocks:
                found, weights = block.row(text)
                columns.append(found + start)
                values.append(weights)
                start += len(block.rarity)
            columns.append(np.arange(start, start + len(vector)))
            values.append(vector)
            ends.append(ends[-1] + sum(map(len, columns[-len(self._blocks) - 1 :])))
        width = sum(len(block.rarity) for block in self._blocks) + vectors.shape[1]
        return csr_matrix((np.concatenate(values), np.concatenate(columns), ends), (len(texts), width))

    def state(self) -> dict[str, TfidfVectorizer]:
        """What `restore` wants, for skops to write."""
        return {"words": self._words, "letters": self._letters}

    def restore(self, state: dict[str, TfidfVectorizer]) -> None:
        """Become what `state` was taken from."""
        self._words, self._letters = state["words"], state["letters"]
        self._blocks = [_Block(self._words), _Block(self._letters)]


class _Block:
    """The columns of one fitted vectorizer, and what it makes of one text."""

    def __init__(self, fitted: TfidfVectorizer) -> None:
        self._parts_of = fitted.build_analyzer()
        self._vocabulary = fitted.vocabulary_
        self.rarity = fitted.idf_

    def row(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """The columns that `text` has something in, in order, and its tf-idf there, of length one together."""
        known = (self._vocabulary.get(part) for part in self._parts_of(text))
        counts = sorted(Counter(column for column in known if column is not None).items())
        columns = np.array([column for column, _ in counts], np.int64)
        weights = (1 + np.log([count for _, count in counts])) * self.rarity[columns]
        return columns, weights / (np.linalg.norm(weights) or 1.0)
