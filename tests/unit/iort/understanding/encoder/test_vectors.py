"""Vectors are remembered from one training to the next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from iort.understanding.encoder.model import SentenceEncoder, sentence_encoder
from iort.understanding.encoder.vectors import RememberedVectors

TEXTS = ["what is it", "does insurance pay for it", "is it safe"]


class Counted:
    """The encoder, with a list of the texts that it was asked to encode."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self.asked: list[str] = []
        self._encoder = encoder

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        return self._encoder.encode(texts)


@pytest.fixture
def encoder() -> Counted:
    return Counted(sentence_encoder())


def test_vectors_are_the_encoder_s_own_and_in_order(encoder: Counted, tmp_path: Path) -> None:
    vectors = RememberedVectors(encoder, tmp_path)
    assert np.array_equal(vectors.encode([*TEXTS, TEXTS[0]]), sentence_encoder().encode([*TEXTS, TEXTS[0]]))
    assert sorted(encoder.asked) == sorted(TEXTS)
    assert vectors.encode([]).shape == (0, 384)


def test_what_was_kept_is_not_encoded_again(encoder: Counted, tmp_path: Path) -> None:
    first = RememberedVectors(encoder, tmp_path)
    before = first.encode(TEXTS)
    first.keep()
    encoder.asked.clear()
    again = RememberedVectors(encoder, tmp_path).encode([*TEXTS, "Is It  SAFE", "and new"])
    assert encoder.asked == ["and new"]
    assert np.array_equal(again[:3], before)
    assert np.array_equal(again[3], before[2])


def test_what_was_not_asked_for_again_is_forgotten(encoder: Counted, tmp_path: Path) -> None:
    for texts in (TEXTS, TEXTS[:1]):
        vectors = RememberedVectors(encoder, tmp_path)
        vectors.encode(texts)
        vectors.keep()
    encoder.asked.clear()
    RememberedVectors(encoder, tmp_path).encode(TEXTS)
    assert encoder.asked == TEXTS[1:]


def test_a_damaged_file_costs_time_alone(encoder: Counted, tmp_path: Path) -> None:
    vectors = RememberedVectors(encoder, tmp_path)
    vectors.encode(TEXTS)
    vectors.keep()
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:100])
    assert RememberedVectors(encoder, tmp_path).encode(TEXTS).shape == (3, 384)
