"""What a text is nearest to among the training phrases."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from iort.understanding.safety.known_phrases import KnownPhrases

CHANCE = np.random.default_rng(1)


def some(number: int) -> np.ndarray:
    vectors = CHANCE.normal(size=(number, 384)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def expected(vectors: np.ndarray, phrases: np.ndarray, dangers: np.ndarray) -> float:
    likeness = vectors @ phrases.T
    return float((likeness[:, dangers].max(axis=1) - likeness[:, ~dangers].max(axis=1)).max())


def test_the_lead_is_that_of_the_vectors_themselves_but_for_the_bytes() -> None:
    phrases, asked = some(9000), some(5)
    dangers = np.arange(9000) % 4 == 0
    found = KnownPhrases.of(phrases, dangers).lead(asked)
    assert found == pytest.approx(expected(asked, phrases, dangers), abs=0.01)


def test_a_danger_leads_and_a_harmless_phrase_trails() -> None:
    phrases = some(40)
    known = KnownPhrases.of(phrases, np.arange(40) < 10)
    assert known.lead(phrases[:1]) > 0.7
    assert known.lead(phrases[20:21]) < -0.7
    assert known.lead(phrases[[0, 20]]) > 0.7  # a clause of danger is not outvoted


def test_what_was_saved_says_the_same(tmp_path: Path) -> None:
    phrases, asked = some(60), some(3)
    known = KnownPhrases.of(phrases, np.arange(60) < 20)
    known.save(tmp_path)
    assert KnownPhrases.load(tmp_path).lead(asked) == known.lead(asked)
