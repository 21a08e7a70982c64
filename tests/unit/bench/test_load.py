"""The load run's judgement: which histories are right, which questions are asked, and the figures."""

from __future__ import annotations

import random
from statistics import mean
from typing import Any

import pytest

from bench.load.conversations import follow_ups, questions
from bench.load.histories import difference
from bench.load.pace import THINKING, rest_of_a_thought
from bench.load.record import Request, figures, line
from bench.load.report import put_in

SAID: dict[str, list[str] | None] = {"a": ["A1", "A2"], "b": ["B"]}
A, B = [("a", None), (None, "A1"), (None, "A2")], [("b", None), (None, "B")]


def turns(said: list[tuple[str | None, str | None]]) -> list[dict[str, Any]]:
    return [
        {"from": "visitor", "message_id": message} if message else {"from": "assistant", "text": text}
        for message, text in said
    ]


@pytest.mark.parametrize(
    "history, wrong",
    [
        (A + B, None),
        (A, "1 acknowledged messages are lost"),
        (A + B + A, "a message is there twice"),
        (A + B + [("c", None)], "somebody else's message"),
        (B + A, "the messages are out of order"),
        ([("a", None), (None, "B"), ("b", None), (None, "B")], "other replies than those that were given"),
        ([*A, (None, "A2"), *B], "other replies than those that were given"),
        ([(None, "A1"), *A, *B], "a reply before any message"),
    ],
    ids=["right", "lost", "doubled", "somebody else's", "order", "swapped", "reply doubled", "reply alone"],
)
def test_a_history_is_judged(history: list[tuple[str | None, str | None]], wrong: str | None) -> None:
    assert difference(SAID, turns(history)) == wrong


@pytest.mark.parametrize("history", [A, A + B], ids=["not there", "there"])
def test_a_message_whose_replies_never_came_may_be_there_or_not(history: list[tuple[str | None, str | None]]) -> None:
    assert difference({"a": ["A1", "A2"], "b": None}, turns(history)) is None


def test_there_is_enough_to_ask_and_each_answer_is_known() -> None:
    assert len(questions()) > 40
    assert len(follow_ups()) > 8
    assert all(turn.answers for turns in [questions(), *follow_ups()] for turn in turns)


def test_figures_are_those_of_the_requests() -> None:
    requests = [Request("message", float(number), float(number), None) for number in range(100)]
    found = figures([*requests, Request("message", 100.0, 100.0, "lost")])
    assert (found.requests, found.a_second) == (101, 1.01)
    assert found.percentiles == (50.0, 95.0, 99.0)
    assert found.errors == {"lost": 1}


def test_a_line_is_a_line_whatever_the_error_says() -> None:
    assert line("message", 1.0, 2.0, ValueError("two\nlines")).count("\n") == 1


def test_only_the_part_of_the_shape_is_replaced() -> None:
    page = "a\n<!-- one: begin -->\nold\n<!-- one: end -->\nb"
    assert put_in(page, "one", "new\n") == "a\n<!-- one: begin -->\nnew\n<!-- one: end -->\nb"


def test_visitors_who_arrive_ask_as_often_as_those_who_are_there() -> None:
    chance = random.Random(77424)
    thoughts = [chance.uniform(*THINKING) for _ in range(100_000)]
    rests = [rest_of_a_thought(chance) for _ in range(100_000)]
    # The mean of what is left of the interval that a moment falls into (Feller, volume 2, XI.4).
    assert mean(rests) == pytest.approx(mean(thought**2 for thought in thoughts) / (2 * mean(thoughts)), rel=0.02)
    assert max(rests) <= THINKING[1]
