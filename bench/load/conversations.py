"""What the visitors of a load run say, and the answers that have to come: from tests/conversations/."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import srsly

from content import content

FOLDER = Path(__file__).parents[2] / "tests" / "conversations"
_QUESTIONS = ("topics.yml", "limits.yml", "several_questions.yml")
_FOLLOW_UPS = "follow_ups.yml"
_DANGERS = content().topics_of("danger")
_WITHOUT_OFFICE = {"book_appointment_no_office", "location_florida"}


@dataclass(frozen=True)
class Turn:
    """What a visitor types, and the ids of the answers in order."""

    text: str
    answers: tuple[str, ...]


@lru_cache(maxsize=1)
def questions() -> list[Turn]:
    """Questions that are understood whatever was said before them."""
    single = [turns for name in _QUESTIONS for turns in _read(name) if len(turns) == 1]
    asked = [turn for [turn] in single if not _DANGERS.intersection(turn.answers)]
    # An answer for each of the two offices becomes one where a campus was named before, and the campus without an office
    # stays in mind as well.
    return [
        turn
        for turn in asked
        if len(set(turn.answers)) == len(turn.answers) and not _WITHOUT_OFFICE.intersection(turn.answers)
    ]


@lru_cache(maxsize=1)
def follow_ups() -> list[list[Turn]]:
    """Turns that make sense in their order only, so that an answer from another conversation shows."""
    return _read(_FOLLOW_UPS)


def conversation(chance: random.Random) -> list[Turn]:
    """One visitor's conversation, 4 to 7 turns: some questions, then follow-ups."""
    return [*chance.sample(questions(), 3), *chance.choice(follow_ups())]


def _read(name: str) -> list[list[Turn]]:
    written = [each["turns"] for each in srsly.read_yaml(FOLDER / name)]
    return [
        [Turn(turn["visitor"], _answers(turn["bot"]["answer"])) for turn in turns]
        for turns in written
        if all("answer" in turn["bot"] for turn in turns)
    ]


def _answers(written: str | list[str]) -> tuple[str, ...]:
    return (written,) if isinstance(written, str) else tuple(written)
