"""What the NLU benchmark counts, as pure functions over answered test questions."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from content import content

DECLINING = content().topics_of("outside")
ANSWERABLE = content().topics_of("answer")


@dataclass(frozen=True)
class Outcome:
    """One test question beside what a pipeline made of it.

    Attributes:
        acceptable: the intents that are right; the first is the one the question was written for.
        acted_upon: the intent after the pipeline's own fallback component, 'nlu_fallback' among the possible ones.
        top: the likeliest intent before that component.
        in_scope: one less the summed probability of the intents that decline to answer.
    """

    acceptable: tuple[str, ...]
    acted_upon: str
    top: str
    in_scope: float


@dataclass(frozen=True)
class Scores:
    """The benchmark's measures of one pipeline, each from 0 to 1."""

    accuracy: float
    top_accuracy: float
    auroc: float
    accepted: float
    answered: float


def score(outcomes: Sequence[Outcome]) -> Scores:
    """All measures. Raises ValueError where the questions are not both in and out of scope."""
    outside = [item for item in outcomes if item.acceptable[0] in DECLINING]
    inside = [item for item in outcomes if item.acceptable[0] not in DECLINING]
    scores_inside, scores_outside = [item.in_scope for item in inside], [item.in_scope for item in outside]
    return Scores(
        accuracy=share(item.acted_upon in item.acceptable for item in outcomes),
        top_accuracy=share(item.top in item.acceptable for item in outcomes),
        auroc=auroc(scores_inside, scores_outside),
        accepted=accepted(scores_inside, scores_outside),
        answered=share(item.acted_upon in ANSWERABLE for item in outside),
    )


def share(hits: Iterable[bool]) -> float:
    """The part of `hits` that is true. Raises ValueError where there are none to count."""
    counted = list(hits)
    if not counted:
        raise ValueError("There is nothing to take a share of.")
    return sum(counted) / len(counted)


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """How often a question in scope scores above one out of scope, over all such pairs; a tie counts half."""
    if not inside or not outside:
        raise ValueError("AUROC needs questions in scope and out of scope.")
    below = sorted(outside)
    wins = sum(bisect_left(below, value) + bisect_right(below, value) for value in inside) / 2
    return wins / (len(inside) * len(outside))


def accepted(inside: Sequence[float], outside: Sequence[float], percent: int = 95) -> float:
    """The share of `outside` at or above the highest threshold that keeps `percent` of `inside`."""
    if not inside:
        raise ValueError("A threshold needs questions in scope.")
    kept = -(-percent * len(inside) // 100)  # rounded up, in whole numbers: 0.95 is not exact in binary
    threshold = sorted(inside, reverse=True)[kept - 1]
    return share(value >= threshold for value in outside)


def errors_gone(before: float, after: float) -> float | None:
    """The part of the `before` error rate that `after` no longer has, negative where it rose; None without errors."""
    return (before - after) / before if before else None


def sampling_margin(accuracy: float, questions: int) -> float:
    """Half the width of the 95% interval (normal approximation) of an accuracy measured on so many questions."""
    return 1.96 * math.sqrt(accuracy * (1 - accuracy) / questions)
