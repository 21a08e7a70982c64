"""What the sentence encoder promises, whatever a text is encoded with."""

from __future__ import annotations

import numpy as np
import pytest

from iort.understanding.encoder.model import DIMENSION, SentenceEncoder, sentence_encoder

TEXTS = [
    "what is it",
    "does insurance pay for it",
    "is it safe",
    "can it be done for stomach cancer in Arizona",
    "hours",
]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return sentence_encoder()


def test_vectors_have_length_one_and_stand_in_the_order_of_the_texts(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), DIMENSION)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    alone = np.vstack([encoder.encode([text]) for text in TEXTS])
    assert np.array_equal(vectors, alone)


def test_no_text_is_padded_nor_shares_a_run(encoder: SentenceEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    run, shapes = encoder._run, []

    def spy(ids: np.ndarray) -> np.ndarray:
        shapes.append(ids.shape)
        return run(ids)

    monkeypatch.setattr(encoder, "_run", spy)
    encoder.encode(["what is it", "is it safe", "does insurance pay for it"])
    assert shapes == [(1, 5), (1, 5), (1, 7)]  # [CLS] and [SEP] stand around each


def test_nothing_to_encode_gives_no_rows(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, DIMENSION)
