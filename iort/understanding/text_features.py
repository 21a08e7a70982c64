"""Texts as tf-idf of their words and of their letters, for a linear classifier."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import srsly
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

# A word seen once says nothing and costs training time.
_WEIGHTS: dict[str, Any] = {"sublinear_tf": True, "min_df": 2, "dtype": np.float32}
_RARITY = "rarity-{}.npy"
_VOCABULARY = "vocabulary-{}.json"
_NONE = np.zeros(0, np.int64)
_WORDS_REMEMBERED = 4096  # most words of a message are among them


class Row(NamedTuple):
    """The columns that a text has something in, and its tf-idf there, float32 of the same length."""

    columns: np.ndarray
    weights: np.ndarray


class TextFeatures:
    """Words and pairs of them, and two to five letters within a word's bounds, of the texts it was fitted on.

    Each of the two blocks of a row has length one, so that words weigh as much as letters.

    Args:
        word: regular expression of what counts as a word.
    """

    def __init__(self, word: str) -> None:
        vectorizers = {
            "words": TfidfVectorizer(ngram_range=(1, 2), token_pattern=word, **_WEIGHTS),
            "letters": TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), **_WEIGHTS),
        }
        self._blocks = {name: _Block(vectorizer) for name, vectorizer in vectorizers.items()}

    @property
    def width(self) -> int:
        """How many columns there are."""
        return sum(len(block.rarity) for block in self._blocks.values())

    def fit(self, texts: Sequence[str]) -> csr_matrix:
        """Learn the vocabulary and how rare each entry of it is. Returns the texts' rows."""
        return hstack([block.fit(texts) for block in self._blocks.values()], "csr", np.float32)

    def row(self, text: str) -> Row:
        """The text's row.

        Filled by itself: scikit-learn's `transform` and `hstack` make and check a matrix for each of their steps, which
        for one text costs several times what the text does.
        """
        first, second = self._blocks.values()
        before, after = first.row(text), second.row(text)
        return Row(
            np.concatenate([before.columns, after.columns + len(first.rarity)]),
            np.concatenate([before.weights, after.weights]),
        )

    def columns_of(self, others: TextFeatures) -> np.ndarray:
        """Which column here each column of the others is, -1 where it is none."""
        found, before = [], 0
        for mine, theirs in zip(self._blocks.values(), others._blocks.values()):
            columns = [mine.vocabulary.get(part, -1 - before) + before for part in theirs.parts()]
            found += columns
            before += len(mine.rarity)
        return np.array(found, np.int64)

    def save(self, folder: Path) -> None:
        """Write what was learned into the folder."""
        for name, block in self._blocks.items():
            np.save(folder / _RARITY.format(name), block.rarity)
            srsly.write_json(folder / _VOCABULARY.format(name), block.parts())

    def restore(self, folder: Path) -> None:
        """Become what `save` wrote. A damaged file raises."""
        for name, block in self._blocks.items():
            block.rarity = np.load(folder / _RARITY.format(name))
            parts = srsly.read_json(folder / _VOCABULARY.format(name))
            block.learn(dict(zip(parts, range(len(parts)))))


class _Block:
    """The columns of one vectorizer, and what it makes of one text."""

    def __init__(self, vectorizer: TfidfVectorizer) -> None:
        self._vectorizer = vectorizer
        self._parts_of = vectorizer.build_analyzer()
        self.vocabulary: dict[str, int] = {}
        self.rarity = np.zeros(0, np.float32)
        # Letters are taken within a word, so that what a word is worth needs to be found once only.
        self._by_word = vectorizer.analyzer == "char_wb"
        self._columns_of_word = lru_cache(_WORDS_REMEMBERED)(self._columns)

    def fit(self, texts: Sequence[str]) -> csr_matrix:
        rows = self._vectorizer.fit_transform(texts)
        self.learn({part: int(column) for part, column in self._vectorizer.vocabulary_.items()})
        self.rarity = self._vectorizer.idf_.astype(np.float32)
        return rows

    def learn(self, vocabulary: dict[str, int]) -> None:
        self.vocabulary = vocabulary
        self._columns_of_word.cache_clear()

    def parts(self) -> list[str]:
        """The vocabulary in the order of the columns."""
        return sorted(self.vocabulary, key=self.vocabulary.__getitem__)

    def row(self, text: str) -> Row:
        found = [self._columns_of_word(word) for word in text.split()] if self._by_word else [self._columns(text)]
        columns, counts = np.unique(np.concatenate(found or [_NONE]), return_counts=True)
        weights = (1 + np.log(counts.astype(np.float32))) * self.rarity[columns]
        return Row(columns, weights / (np.linalg.norm(weights) or 1.0))

    def _columns(self, text: str) -> np.ndarray:
        """Those of all parts of the text that are known, one as often as it occurs."""
        known = map(self.vocabulary.get, self._parts_of(text))
        return np.array([column for column in known if column is not None], np.int64)
