"""Topics with their confidences, the likeliest first."""

from __future__ import annotations

from typing import NamedTuple


class Ranked(NamedTuple):
    """A topic and how likely it is, from 0 to 1."""

    name: str
    confidence: float


Ranking = tuple[Ranked, ...]


def confidence_of(ranking: Ranking, name: str) -> float:
    """The confidence of a topic, 0 where the ranking does not have it."""
    return next((item.confidence for item in ranking if item.name == name), 0.0)


def without(ranking: Ranking, *names: str) -> Ranking:
    """The ranking as if those topics did not exist: the confidence they had is shared out among the others."""
    left = 1.0 - min(1.0, sum(confidence_of(ranking, name) for name in names))
    return tuple(
        item._replace(confidence=min(1.0, item.confidence / max(left, 0.05)))
        for item in ranking
        if item.name not in names
    )
