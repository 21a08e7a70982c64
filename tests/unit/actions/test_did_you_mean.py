"""Unsure: likely topics first, then topics and the offices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from actions.did_you_mean import ActionDidYouMean, candidate_buttons, unsure_reply
from content import content


def ranking(*items: tuple[str, float]) -> list[dict[str, Any]]:
    return [{"name": name, "confidence": confidence} for name, confidence in items]


def titles(*items: tuple[str, float]) -> list[str]:
    return [button["title"] for button in candidate_buttons(ranking(*items))]


@pytest.mark.parametrize(
    "items, expected",
    [
        ([("insurance", 0.3), ("referral", 0.25)], ["Insurance", "Referrals", "Something else"]),
        ([("referral", 0.3), ("insurance", 0.25), ("research", 0.1)], ["Referrals", "Insurance", "Research", "Something else"]),
        ([("referral", 0.2), ("insurance", 0.2), ("research", 0.2), ("procedure", 0.2)],
         ["Referrals", "Insurance", "Research", "Something else"]),
        ([("referral", 0.3), ("insurance", 0.25), ("research", 0.09)], ["Referrals", "Insurance", "Something else"]),
        ([("referral", 0.3), ("insurance", 0.05), ("research", 0.04)], ["Referrals", "Insurance", "Something else"]),
        ([("out_of_scope", 0.3), ("referral", 0.2), ("help", 0.2), ("insurance", 0.1)],
         ["Referrals", "Insurance", "Something else"]),
    ],
    ids=["two", "three", "never four", "unlikely third", "one and its runner-up", "only topics that can be offered"],
)  # fmt: skip
def test_two_or_three_likely_topics_and_something_else_are_offered(
    items: list[tuple[str, float]], expected: list[str]
) -> None:
    assert titles(*items) == expected


@pytest.mark.parametrize(
    "items",
    [[], [("insurance", 0.09), ("referral", 0.08)], [("out_of_scope", 0.5), ("emergency", 0.29)], [("help", 0.9)]],
    ids=["no ranking", "nothing stands out", "no topic to offer", "help alone"],
)
def test_no_likely_topic_means_no_buttons(items: list[tuple[str, float]]) -> None:
    assert titles(*items) == []


def test_a_button_sends_the_question_of_its_topic() -> None:
    buttons = candidate_buttons(ranking(("insurance", 0.3), ("referral", 0.25)))
    assert [button["payload"] for button in buttons] == [
        content().topics[key].asks for key in ("insurance", "referral", "help")
    ]


def test_likely_topics_give_did_you_mean() -> None:
    reply = unsure_reply(ranking(("insurance", 0.3), ("referral", 0.25)), None)
    assert (reply.response, len(reply.buttons)) == ("utter_did_you_mean", 3)


def test_no_likely_topic_gives_not_understood() -> None:
    assert unsure_reply(ranking(("out_of_scope", 0.3)), "greet").response == "utter_not_understood"


@pytest.mark.parametrize("previous", ["did_you_mean", "not_understood", "not_understood_again"])
def test_a_second_time_in_a_row_the_offices_are_given(previous: str) -> None:
    assert unsure_reply(ranking(("insurance", 0.3)), previous).response == "utter_not_understood_again"


@pytest.mark.parametrize("previous", [None, "insurance", "out_of_scope"])
def test_after_any_other_answer_it_is_a_first_time(previous: str | None) -> None:
    assert unsure_reply(ranking(("insurance", 0.3)), previous).response == "utter_did_you_mean"


def test_the_ranking_comes_from_the_message(run: Callable[..., list[dict[str, Any]]]) -> None:
    (message,) = run(ActionDidYouMean(), ranking=[("insurance", 0.3), ("referral", 0.2)])
    assert [button["title"] for button in message["buttons"]] == ["Insurance", "Referrals", "Something else"]


def test_the_previous_answer_comes_from_the_conversation(
    run: Callable[..., list[dict[str, Any]]], said_before: Callable[..., dict[str, Any]]
) -> None:
    events = [said_before("did_you_mean"), {"event": "user", "text": "hm"}]
    (message,) = run(ActionDidYouMean(), ranking=[("insurance", 0.3)], events=events)
    assert message["response"] == "utter_not_understood_again"


def test_a_message_without_a_ranking_is_not_understood(run: Callable[..., list[dict[str, Any]]]) -> None:
    (message,) = run(ActionDidYouMean())
    assert message["response"] == "utter_not_understood"
