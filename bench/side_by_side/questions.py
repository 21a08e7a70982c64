"""What the visitors of the benchmark ask: phrases on which every assistant gives the plain answer of its domain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bench.side_by_side.contestants import Contestant
from bench.side_by_side.visitors import Visitor

_EACH = 3  # phrases tried a topic
_MARKS = "[]{}()"  # of entities and their values


@dataclass(frozen=True)
class Question:
    """A phrase of the training data, and its topic."""

    text: str
    topic: str


def candidates(phrases: list[dict[str, Any]], topics: set[str]) -> list[Question]:
    """The first phrases of each of the topics, topic after topic by turns, so that neighbours differ."""
    by_topic: dict[str, list[Question]] = {topic: [] for topic in sorted(topics)}
    for group in phrases:
        for line in group["examples"].splitlines():
            text = line.removeprefix("- ").strip()
            if group["intent"] in by_topic and text and not any(mark in text for mark in _MARKS):
                by_topic[group["intent"]].append(Question(text, group["intent"]))
    return [asked[place] for place in range(_EACH) for asked in by_topic.values() if place < len(asked)]


def answered_by_all(asked: list[Question], visitors: list[tuple[Contestant, int]]) -> list[Question]:
    """The questions to which each contestant, at its port, gives the right answer in a conversation of their own."""
    return [question for question in asked if all(right(one, one.visitor(port), question) for one, port in visitors)]


def right(contestant: Contestant, visitor: Visitor, question: Question) -> bool:
    """Ask it; whether the answer is in the reply."""
    return contestant.answers[question.topic] in visitor.say(question.text)
