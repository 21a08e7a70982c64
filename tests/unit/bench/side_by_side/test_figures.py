"""From measurements to figures, worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bench.side_by_side.contestants import Contestant
from bench.side_by_side.figures import advantage, figures, milliseconds, percentiles
from bench.side_by_side.measuring import Measured, Memory

MEGABYTE = 1_000_000


def measured(times_slower: float = 1.0) -> Measured:
    """One with round values; messages take as many milliseconds as the number of their turn."""
    rest, later = Memory(600 * times_slower, 500 * times_slower), Memory(700 * times_slower, 550 * times_slower)
    return Measured(
        trained_anew=[60 * times_slower],
        trained_after_edit=[20 * times_slower],
        started=[4 * times_slower, 9 * times_slower, 5 * times_slower],
        at_rest=[rest],
        after_messages=[later],
        turns={turn: [turn * times_slower / 1000] for turn in range(1, 201)},
        a_second=[100 / times_slower],
    )


@pytest.fixture
def contestant(tmp_path: Path) -> Contestant:
    (tmp_path / "models").mkdir()
    (tmp_path / "models/bench.tar.gz").write_bytes(b"0" * MEGABYTE)
    unused: dict[str, Any] = {"python": Path(), "visitor": None, "answers": {}, "variables": {}}
    packages = {"numpy": 30 * MEGABYTE, "scipy": 70 * MEGABYTE}
    return Contestant(name="one", project=tmp_path, packages=packages, image_rest=2 * MEGABYTE, **unused)


def test_figures(contestant: Contestant) -> None:
    values = {figure.name: figure.value(contestant, measured()) for figure in figures(1000)}
    assert values == {
        "environment": 100,
        "image": 103,
        "start to first right answer": 5,
        "memory at rest, resident": 600,
        "memory at rest, proportional": 500,
        "memory after 1,000 messages, resident": 700,
        "memory after 1,000 messages, proportional": 550,
        "training from nothing": 60,
        "training after one changed phrase": 20,
        "messages a second, one process": 100,
    }


def test_an_advantage_is_above_one_where_this_one_is_better() -> None:
    smaller, *_, more = figures(1000)
    assert (advantage(smaller, 2, 10), advantage(more, 10, 2)) == (5, 5)


@pytest.mark.parametrize("place, turns", [(1, [1]), (10, range(6, 16)), (50, range(41, 61)), (200, range(181, 201))])
def test_a_place_takes_in_its_neighbours(place: int, turns: list[int]) -> None:
    assert milliseconds(measured(), place) == pytest.approx(list(turns))


def test_percentiles() -> None:
    assert percentiles([float(value) for value in range(101)]) == [50, 95, 99]
