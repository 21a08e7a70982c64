"""Unsure: likely topics first, then topics and the offices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from actions.context import Context, Said
from actions.did_you_mean import ActionDidYouMean, candidates, still_unsure_reply, unsure_reply

Run = Callable[..., list[dict[str, Any]]]


def ranking(*items: tuple[str, float]) -> list[dict[str, Any]]:
    return [{"name": name, "confidence": confidence} for name, confidence in items]


def after(answer: str, **context: Any) -> Context:
    return Context(last=(Said(answer, answer),), **context)


def titles(buttons: Any) -> list[str]:
    return [button["title"] for button in buttons]


# --- which topics ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "items, expected",
    [
        ([("insurance", 0.3), ("referral", 0.25)], ["insurance", "referral"]),
        ([("referral", 0.3), ("insurance", 0.25), ("research", 0.1)], ["referral", "insurance", "research"]),
        ([("referral", 0.2), ("insurance", 0.2), ("research", 0.2), ("procedure", 0.2)], ["referral", "insurance", "research"]),
        ([("referral", 0.3), ("insurance", 0.25), ("research", 0.09)], ["referral", "insurance"]),
        ([("referral", 0.3), ("insurance", 0.05), ("research", 0.04)], ["referral", "insurance"]),
        ([("out_of_scope", 0.3), ("referral", 0.2), ("help", 0.2), ("insurance", 0.1)], ["referral", "insurance"]),
        ([("referral", 0.3), ("deny", 0.28), ("insurance", 0.2)], ["referral", "insurance"]),
        ([("referral", 0.3)], ["referral"]),
    ],
    ids=[
        "two", "three", "never four", "unlikely third", "one and its runner-up", "only topics that can be offered",
        "a no is no topic", "one alone",
    ],
)  # fmt: skip
def test_the_two_or_three_likeliest_topics_are_candidates(items: list[tuple[str, float]], expected: list[str]) -> None:
    assert candidates(ranking(*items)) == expected


@pytest.mark.parametrize(
    "items",
    [
        [],
        [("insurance", 0.09), ("referral", 0.08)],
        [("out_of_scope", 0.5), ("emergency", 0.29)],
        [("help", 0.9)],
        [("deny", 0.9)],
    ],
    ids=["no ranking", "nothing stands out", "no topic to offer", "help alone", "a no alone"],
)
def test_there_may_be_no_candidate(items: list[tuple[str, float]]) -> None:
    assert candidates(ranking(*items)) == []


def test_a_rejected_topic_is_no_candidate_and_the_next_takes_its_place() -> None:
    likely = ranking(("referral", 0.3), ("insurance", 0.25), ("research", 0.2), ("procedure", 0.15))
    assert candidates(likely, rejected=["referral"]) == ["insurance", "research", "procedure"]


def test_where_all_that_was_likely_is_rejected_there_is_no_candidate() -> None:
    assert candidates(ranking(("referral", 0.3), ("insurance", 0.05)), rejected=["referral"]) == []


# --- what is said ---------------------------------------------------------------------------------------------------


def test_likely_topics_are_offered_with_a_way_out() -> None:
    reply = unsure_reply(ranking(("insurance", 0.3), ("referral", 0.25)), Context())
    assert (reply.response, titles(reply.buttons)) == (
        "utter_did_you_mean",
        ["Insurance", "Referrals", "Something else"],
    )


def test_no_likely_topic_gives_not_understood() -> None:
    assert unsure_reply(ranking(("out_of_scope", 0.3)), after("greet")).response == "utter_not_understood"


def test_what_was_offered_in_vain_is_not_offered_again() -> None:
    likely = ranking(("insurance", 0.3), ("referral", 0.25), ("research", 0.2))
    reply = unsure_reply(likely, after("thanks", offered=("insurance",)))
    assert titles(reply.buttons) == ["Referrals", "Research", "Something else"]


@pytest.mark.parametrize("previous", ["did_you_mean", "not_understood", "not_understood_again", "which_one"])
def test_a_second_time_in_a_row_the_offices_are_given(previous: str) -> None:
    assert unsure_reply(ranking(("insurance", 0.3)), after(previous)).response == "utter_not_understood_again"


@pytest.mark.parametrize("previous", ["insurance", "out_of_scope", "more"])
def test_after_any_other_answer_it_is_a_first_time(previous: str) -> None:
    assert unsure_reply(ranking(("insurance", 0.3)), after(previous)).response == "utter_did_you_mean"


def test_at_the_start_it_is_a_first_time() -> None:
    assert unsure_reply(ranking(("insurance", 0.3)), Context()).response == "utter_did_you_mean"


@pytest.mark.parametrize(
    "offered, expected",
    [
        ((), ["What IORT is", "Which cancers", "Book an appointment", "Phone numbers and hours"]),
        (("what_is_iort", "insurance"), ["Which cancers", "Book an appointment", "Phone numbers and hours"]),
        (("what_is_iort", "eligible_cancers", "book_appointment", "contact_hours"), ["Something else"]),
    ],
    ids=["nothing offered yet", "without what was offered", "all offered"],
)
def test_with_the_offices_stand_the_first_topics_not_offered_yet(offered: tuple[str, ...], expected: list[str]) -> None:
    reply = still_unsure_reply(Context(offered=offered))
    assert (reply.response, titles(reply.buttons)) == ("utter_not_understood_again", expected)


# --- the action -----------------------------------------------------------------------------------------------------


def test_the_ranking_comes_from_the_message(run: Run) -> None:
    (message,) = run(ActionDidYouMean(), ranking=[("insurance", 0.3), ("referral", 0.2)])
    assert titles(message["buttons"]) == ["Insurance", "Referrals", "Something else"]


def test_the_previous_answer_comes_from_the_conversation(run: Run) -> None:
    (message,) = run(ActionDidYouMean(), "hm", ranking=[("insurance", 0.3)], before=[[], "utter_did_you_mean"])
    assert message["response"] == "utter_not_understood_again"


def test_a_message_without_a_ranking_is_not_understood(run: Run) -> None:
    (message,) = run(ActionDidYouMean())
    assert message["response"] == "utter_not_understood"


# --- what is being talked about -------------------------------------------------------------------------------------


def test_what_is_being_talked_about_is_meant_again_where_it_is_likeliest(run: Run) -> None:
    (message,) = run(
        ActionDidYouMean(), ranking=[("insurance", 0.3), ("referral", 0.2)], before=[[], "utter_insurance"]
    )
    assert message["response"] == "utter_insurance"


@pytest.mark.parametrize(
    "items, before",
    [
        ([("insurance", 0.3), ("referral", 0.2)], "utter_referral"),
        ([("insurance", 0.2), ("referral", 0.15)], "utter_insurance"),
        ([("insurance", 0.3), ("referral", 0.2)], "utter_greet"),
    ],
    ids=["another is likelier", "it is not likely enough", "nothing is being talked about"],
)
def test_else_it_is_asked(run: Run, items: list[tuple[str, float]], before: str) -> None:
    (message,) = run(ActionDidYouMean(), ranking=items, before=[[], before])
    assert message["response"] == "utter_did_you_mean"
