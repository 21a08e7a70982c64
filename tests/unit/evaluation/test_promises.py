"""One list of promises: shares of the right are bounded below and of errors above, and no bound is above its goal."""

from __future__ import annotations

import pytest

from evaluation.promises import FIGURES, TEST_SET, Promise


@pytest.mark.parametrize(
    ("promise", "value", "kept"),
    [
        (Promise(None, 0.97), 0.97, True),
        (Promise(None, 0.97), 0.969, False),
        (Promise(None, 0.01, errors=True), 0.01, True),
        (Promise(None, 0.01, errors=True), 0.011, False),
        (Promise(0.99, None), 0.0, True),
    ],
    ids=["just enough", "too little", "just as many", "too many", "no bound"],
)
def test_a_bound_is_kept_or_not(promise: Promise, value: float, kept: bool) -> None:
    assert promise.keeps_bound(value) is kept


@pytest.mark.parametrize("promise", [*FIGURES.values(), *TEST_SET.values()], ids=[*FIGURES, *TEST_SET])
def test_a_goal_is_never_below_what_the_tests_ask(promise: Promise) -> None:
    if promise.goal is not None:
        assert promise.keeps_bound(promise.goal)
