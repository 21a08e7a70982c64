"""How like the training phrases a text is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from iort.understanding.familiarity import Familiarity
from iort.understanding.model import Model


def unit(*angles: float) -> np.ndarray:
    return np.array([(np.cos(angle), np.sin(angle)) for angle in angles], np.float32)


def test_many_that_are_alike_count_and_not_the_nearest_one() -> None:
    alike, apart = unit(*np.linspace(-0.1, 0.1, 50)), unit(*np.linspace(1.5, 4.7, 50))
    familiar = Familiarity(np.array([alike.mean(axis=0), apart.mean(axis=0)]))
    assert familiar.of(alike[0]) > 0.9
    assert familiar.of(apart[0]) < 0.6  # it is a phrase itself, and like few others


def test_of_few_phrases_each_is_a_group(tmp_path: Path) -> None:
    vectors = unit(0.0, 1.0, 2.0)
    familiar = Familiarity.learn(vectors)
    assert [familiar.of(vector) for vector in vectors] == pytest.approx([1.0, 1.0, 1.0], abs=1e-5)
    familiar.save(tmp_path)
    assert np.array_equal(Familiarity.load(tmp_path).means, familiar.means)


def test_what_people_ask_is_more_familiar_than_noise(model: Model) -> None:
    asked, noise = model.encoder.encode(["does my insurance pay", "purple trumpet yesterday of of"])
    assert model.familiarity.of(asked) > model.familiarity.of(noise)
