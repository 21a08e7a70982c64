"""What is asked, and what counts as the right answer."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from bench.side_by_side.contestants import Contestant
from bench.side_by_side.questions import Question, answered_by_all, candidates


class Parrot:
    """Says what it knows on a text."""

    def __init__(self, known: dict[str, str]) -> None:
        self.known = known

    def say(self, text: str) -> str:
        return self.known[text]


def contestant(known: dict[str, str]) -> Contestant:
    made = SimpleNamespace(name="parrot", answers={"insurance": "covered"}, visitor=lambda port: Parrot(known))
    return cast(Contestant, made)


def test_topics_take_turns_and_phrases_with_entities_are_left_out() -> None:
    groups: list[dict[str, Any]] = [
        {"intent": "b", "examples": "- b1\n- [Arizona](campus)\n- b2\n"},
        {"intent": "a", "examples": "- a1\n- a2\n- a3\n- a4\n"},
        {"intent": "not asked", "examples": "- c1\n"},
    ]
    assert [each.text for each in candidates(groups, {"a", "b"})] == ["a1", "b1", "a2", "b2", "a3"]


def test_only_what_all_answer_right_is_asked() -> None:
    one, other = Question("one", "insurance"), Question("other", "insurance")
    both = contestant({"one": "It is covered.", "other": "covered"})
    first = contestant({"one": "covered", "other": "no idea"})
    assert answered_by_all([one, other], [(both, 1), (first, 2)]) == [one]
