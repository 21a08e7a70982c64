"""What the sources do not answer is named back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from actions.turn import Turn
from actions.unanswerable import ActionUnanswerable, unanswerable_replies
from content import content


def naming(*subjects: str) -> Turn:
    return Turn(found=[("subject", subject) for subject in subjects])


@pytest.mark.parametrize("subject", sorted(content().subjects))
def test_a_known_subject_is_named(subject: str) -> None:
    (reply,) = unanswerable_replies(naming(subject))
    assert (reply.response, reply.fields) == ("utter_unanswerable", {"subject": content().subjects[subject].name})


@pytest.mark.parametrize("subjects", [[], ["unheard_of"]], ids=["none", "unknown"])
def test_without_a_known_subject_it_is_that(subjects: list[str]) -> None:
    (reply,) = unanswerable_replies(naming(*subjects))
    assert reply.fields == {"subject": "that"}


def test_the_first_known_subject_is_the_one_named() -> None:
    (reply,) = unanswerable_replies(naming("unheard_of", "cost", "parking"))
    assert reply.fields == {"subject": "what IORT costs"}


def test_the_subject_comes_from_the_message(run: Callable[..., list[dict[str, Any]]]) -> None:
    (message,) = run(ActionUnanswerable(), entities=[("subject", "parking")])
    assert message["subject"] == "parking or finding your way on site"


def test_a_subject_of_an_earlier_turn_is_not_named_again(run: Callable[..., list[dict[str, Any]]]) -> None:
    (message,) = run(ActionUnanswerable(), before=[[("subject", "parking")], "utter_unanswerable"])
    assert message["subject"] == "that"
