"""Which training phrases add nothing, and that only their lines go."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench.phrases import NEAR, SURE, drop, read, superfluous

NEARBY = np.array([[1.0, 0.0], [0.9, np.sqrt(1 - 0.81)]])  # 0.9 apart from each other
FAR = np.array([[1.0, 0.0], [0.0, 1.0]])


@pytest.mark.parametrize(
    "labels, sure, vectors, dropped",
    [
        (["a", "a"], [SURE, SURE + 0.05], NEARBY, [False, True]),
        (["a", "a"], [SURE - 0.01, SURE - 0.02], NEARBY, [False, False]),
        (["a", "a"], [1.0, 1.0], FAR, [False, False]),
        (["a", "b"], [1.0, 1.0], NEARBY, [False, False]),
    ],
    ids=["the surer of two goes", "none is sure", "none is near", "the neighbour is of another topic"],
)
def test_a_phrase_adds_nothing_where_it_is_known_without_and_a_neighbour_stays(
    labels: list[str], sure: list[float], vectors: np.ndarray, dropped: list[bool]
) -> None:
    assert NEAR < 0.9
    assert list(superfluous(np.array(labels), np.array(sure), vectors)) == dropped


def test_of_phrases_that_are_all_alike_one_stays() -> None:
    vectors = np.tile([[1.0, 0.0]], (5, 1))
    assert superfluous(np.array(["a"] * 5), np.ones(5), vectors).sum() == 4


FILE = """version: "3.1"
nlu:
# plain words
- intent: insurance
  examples: |
    - does insurance pay
    - who pays
- intent: emergency
  examples: |
    - who pays for my broken arm, it bleeds
"""


def test_only_the_lines_of_the_phrases_go(tmp_path: Path) -> None:
    (tmp_path / "insurance.yml").write_text(FILE)
    assert [phrase.text for phrase in read(tmp_path)] == ["does insurance pay", "who pays"]
    assert drop({"who pays"}, tmp_path) == 1
    assert (tmp_path / "insurance.yml").read_text() == FILE.replace("    - who pays\n", "")
