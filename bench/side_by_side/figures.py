"""What the measurements come to: one value a figure, and message times by place in the conversation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import numpy as np

from bench.side_by_side.contestants import Contestant
from bench.side_by_side.measuring import TURNS, Measured
from bench.side_by_side.sizes import bytes_under

# The times of neighbouring turns are put together, since a percentile needs many.
PLACES = {1: range(1, 2), 10: range(6, 16), 50: range(41, 61), TURNS: range(TURNS - 19, TURNS + 1)}
PERCENTILES = (50, 95, 99)


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    Attributes:
        bound: what keeps this project's value from being better.
        more_is_better: as with messages a second.
    """

    name: str
    unit: str
    value: Callable[[Contestant, Measured], float]
    bound: str
    more_is_better: bool = False


def figures(messages: int) -> list[Figure]:
    """All lines; so many messages were sent before memory was read again."""
    return [
        Figure(
            "environment",
            "MB",
            lambda contestant, _: environment_megabytes(contestant),
            "What Rasa imports whatever is configured (scikit-learn, scipy, matplotlib); then onnxruntime, spaCy, and the "
            "tables of languages and words.",
        ),
        Figure(
            "image",
            "MB",
            lambda contestant, _: (
                environment_megabytes(contestant) + (contestant.image_rest + bytes_under(contestant.model)) / 1e6
            ),
            "The environment; the sentence encoder and the widget are most of the rest.",
        ),
        Figure(
            "start to first right answer",
            "s",
            lambda _, measured: median(measured.started),
            "Python's imports, on one core: Rasa, scikit-learn and spaCy; then the model is unpacked and the encoder read.",
        ),
        Figure(
            "memory at rest, resident",
            "MB",
            lambda _, measured: median(each.resident for each in measured.at_rest),
            "Imported code, then the encoder's weights and the spaCy vocabulary.",
        ),
        Figure(
            "memory at rest, proportional",
            "MB",
            lambda _, measured: median(each.proportional for each in measured.at_rest),
            "As above; files that several processes map count by share.",
        ),
        Figure(
            f"memory after {messages:,} messages, resident",
            "MB",
            lambda _, measured: median(each.resident for each in measured.after_messages),
            "The same, and what Python's allocator keeps of the work on the longest message and conversation.",
        ),
        Figure(
            f"memory after {messages:,} messages, proportional",
            "MB",
            lambda _, measured: median(each.proportional for each in measured.after_messages),
            "As above.",
        ),
        Figure(
            "training from nothing",
            "s",
            lambda _, measured: median(measured.trained_anew),
            "Encoding every phrase once, on all cores, and the fit of the two classifiers.",
        ),
        Figure(
            "training after one changed phrase",
            "s",
            lambda _, measured: median(measured.trained_after_edit),
            "The fit of the classifiers, which starts anew, and Rasa's start and its reading of all phrases.",
        ),
        Figure(
            "messages a second, one process",
            "",
            lambda _, measured: median(measured.a_second),
            "One event loop, so one core: Rasa's dialogue and the encoder share it. The visitors run on the same machine.",
            more_is_better=True,
        ),
    ]


def environment_megabytes(contestant: Contestant) -> float:
    """The packages of its environment."""
    return sum(contestant.packages.values()) / 1e6


def advantage(figure: Figure, own: float, other: float) -> float:
    """How many times better the first value is than the second."""
    return own / other if figure.more_is_better else other / own


def milliseconds(measured: Measured, place: int) -> list[float]:
    """All times that count for a place in the conversation."""
    return [1000 * seconds for turn in PLACES[place] for seconds in measured.turns.get(turn, ())]


def percentiles(times: list[float]) -> list[float]:
    """Of `PERCENTILES`, in their order."""
    return [float(value) for value in np.percentile(times, PERCENTILES)]
