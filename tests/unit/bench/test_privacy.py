"""The labelled sets: what must be found is found, what is public stays."""

from __future__ import annotations

import pytest

from bench.privacy import NAME, NUMBERS, PARTS, measure, messages


@pytest.mark.parametrize("part", PARTS)
def test_goals_are_reached(part: str) -> None:
    result = measure(part)
    assert result.recall(*NUMBERS) >= 0.99, result.missed
    assert result.recall(NAME) >= 0.95, result.missed
    assert result.precision >= 0.98, result.mistaken


def test_sets_are_large_enough() -> None:
    every = [message for part in PARTS for message in messages(part)]
    assert sum(bool(message.details) for message in every) >= 300
    assert sum(not message.details for message in every) >= 300


def test_sets_hold_every_kind_and_no_message_twice() -> None:
    every = [message for part in PARTS for message in messages(part)]
    for part in PARTS:
        assert {*NUMBERS, NAME} <= {detail.kind for message in messages(part) for detail in message.details}
    assert len({message.text for message in every}) == len(every)
