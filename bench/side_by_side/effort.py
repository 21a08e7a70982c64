"""How much of everything a run measures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bench.side_by_side.measuring import TURNS


@dataclass(frozen=True)
class Effort:
    """The whole run, or a short one for a trial.

    Attributes:
        every: train on the first of so many phrases of each group.
        epochs: of Rasa's own classifiers.
        trainings: rounds of trainings.
        rounds: of starts and of load.
        conversations: long ones.
        short: conversations of one message.
        folder: where the page goes.
    """

    command: str
    every: int
    epochs: int
    trainings: int
    rounds: int
    conversations: int
    short: int
    folder: Path

    @property
    def long_messages(self) -> int:
        """Messages of the long conversations."""
        return self.conversations * TURNS


WHOLE = Effort("make bench", 10, 4, trainings=1, rounds=3, conversations=5, short=100, folder=Path("docs"))
QUICK = Effort(
    "make bench QUICK=1", 1000, 5, trainings=1, rounds=1, conversations=1, short=10, folder=Path("build/bench")
)
