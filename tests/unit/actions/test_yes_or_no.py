"""A bare yes or no, after suggestions and after anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from actions.answering import Answer, Reply
from actions.buttons import campus_buttons, topic_buttons
from actions.context import Context, Said
from actions.turn import Turn
from actions.yes_or_no import ActionNo, ActionYes, no_replies, yes_replies

Run = Callable[..., list[dict[str, Any]]]
SaidBefore = Callable[..., dict[str, Any]]

THREE = topic_buttons(["insurance", "referral", "research"], something_else=True)
TWO = topic_buttons(["insurance", "referral"], something_else=True)


def after(answer: str, buttons: Any = (), **context: Any) -> Context:
    return Context(last=(Said(answer, answer, buttons=tuple(buttons)),), **context)


def answer_to(text: str, buttons: Any = THREE) -> list[Reply]:
    return yes_replies(Turn(text=text, context=after("did_you_mean", buttons)))


# --- yes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["insurance", "greet", "all_right"])
def test_a_yes_to_nothing_shows_what_can_be_asked(answer: str) -> None:
    assert yes_replies(Turn(text="yes", context=after(answer))) == [Reply("utter_help")]


def test_a_yes_at_the_start_shows_what_can_be_asked() -> None:
    assert yes_replies(Turn(text="yes")) == [Reply("utter_help")]


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "yes please",
        "that one",
        "yes, this one",
        "the one",
        "yeah sure",
        "",
        "4",
        "someone",
        "done",
        "lastly",
        "11",
        "21st",
        "number onefold",
        "stop",
    ],
)
def test_a_yes_that_picks_none_gets_the_suggestions_again(text: str) -> None:
    assert answer_to(text) == [Reply("utter_which_one", buttons=THREE)]


@pytest.mark.parametrize(
    "text, topic",
    [
        ("the first", "insurance"),
        ("yes the first one", "insurance"),
        ("First one please", "insurance"),
        ("1st", "insurance"),
        ("1", "insurance"),
        ("number one", "insurance"),
        ("the top one", "insurance"),
        ("option 1 please", "insurance"),
        ("no 1", "insurance"),
        ("1) please", "insurance"),
        ("the second", "referral"),
        ("THE SECOND ONE", "referral"),
        ("2nd one", "referral"),
        ("2", "referral"),
        ("number two", "referral"),
        ("the middle one", "referral"),
        ("option 2", "referral"),
        ("the third one", "research"),
        ("3rd", "research"),
        ("3.", "research"),
        ("option three", "research"),
        ("the last one", "research"),
        ("yes, the last", "research"),
        ("the bottom one", "research"),
        ("number 3", "research"),
    ],
)
def test_a_suggestion_is_picked_by_its_place(text: str, topic: str) -> None:
    assert answer_to(text) == [Reply(f"utter_{topic}")]


def test_the_last_of_two_is_the_second() -> None:
    assert answer_to("the last one", TWO) == [Reply("utter_referral")]


def test_something_else_is_not_counted_wherever_it_stands() -> None:
    first, second, something_else = TWO
    buttons = [something_else, first, second]
    assert [answer_to(text, buttons) for text in ("the first", "the last")] == [
        [Reply("utter_insurance")],
        [Reply("utter_referral")],
    ]


@pytest.mark.parametrize(
    "text, campus, expected",
    [
        ("the first", "minnesota", [("utter_location_minnesota", None)]),
        ("the second one", "minnesota", [("utter_office_now", "507-538-3270")]),
        ("the last one", "arizona", [("utter_office_now", "800-446-2279 (toll-free)")]),
        ("first", "florida", [("utter_location_florida", None)]),
        ("the last", "florida", [("utter_location_florida", None)]),
        ("the third", "arizona", [("utter_which_one", None)]),
        ("the second", "florida", [("utter_which_one", None)]),
    ],
    ids=[
        "the place",
        "the office",
        "the last is the office",
        "a place without an office",
        "its last is the place",
        "no third",
        "no second without an office",
    ],
)
def test_a_button_of_a_campus_is_picked_by_its_place(
    text: str, campus: str, expected: list[tuple[str, str | None]]
) -> None:
    replies = answer_to(text, campus_buttons(campus))
    assert [(reply.response, reply.fields.get("phone")) for reply in replies] == expected


def test_a_picked_campus_beats_the_one_remembered() -> None:
    turn = Turn(text="the second", context=after("did_you_mean", campus_buttons("minnesota"), campus="arizona"))
    assert [reply.fields["phone"] for reply in yes_replies(turn)] == ["507-538-3270"]


@pytest.mark.parametrize("text", ["the third", "3"])
def test_a_place_that_holds_no_topic_gets_the_suggestions_again(text: str) -> None:
    assert answer_to(text, TWO) == [Reply("utter_which_one", buttons=TWO)]


@pytest.mark.parametrize("answer", ["which_one", "more"])
def test_a_pick_after_being_asked_which_one_or_offered_more_counts_too(answer: str) -> None:
    turn = Turn(text="the second", context=after(answer, THREE))
    assert yes_replies(turn) == [Reply("utter_referral")]


def test_a_picked_topic_is_answered_with_what_is_remembered() -> None:
    buttons = topic_buttons(["insurance", "book_appointment"])
    turn = Turn(text="second", context=after("did_you_mean", buttons, campus="minnesota"))
    assert [(reply.response, reply.fields.get("campus_name")) for reply in yes_replies(turn)] == [
        ("utter_book_appointment_campus", "Minnesota")
    ]


def test_a_number_in_a_pick_is_no_time_to_call_at() -> None:
    buttons = topic_buttons(["insurance", "contact_hours"])
    turn = Turn(text="2", found=[("time", "2")], context=after("did_you_mean", buttons))
    assert {reply.response for reply in yes_replies(turn)} == {"utter_office_now"}


# --- no -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["did_you_mean", "which_one", "not_understood", "not_understood_again"])
def test_a_no_to_suggestions_gives_other_topics_and_the_offices(answer: str) -> None:
    (reply,) = no_replies(Turn(text="no", context=after(answer, offered=("what_is_iort",))))
    assert reply.response == "utter_not_understood_again"
    assert [button["title"] for button in reply.buttons] == [
        "Which cancers",
        "Book an appointment",
        "Phone numbers and hours",
    ]


@pytest.mark.parametrize("answer", ["insurance", "more", "greet"])
def test_a_no_to_anything_else_leaves_the_visitor_free(answer: str) -> None:
    assert no_replies(Turn(text="no", context=after(answer))) == [Reply("utter_all_right")]


def test_a_no_at_the_start_leaves_the_visitor_free() -> None:
    assert no_replies(Turn(text="no")) == [Reply("utter_all_right")]


# --- after danger ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("danger", ["emergency", "crisis"])
@pytest.mark.parametrize("replies", [yes_replies, no_replies], ids=["yes", "no"])
@pytest.mark.parametrize("text", ["ok", "the first one"])
def test_after_danger_a_yes_or_a_no_goes_on_with_nothing(
    danger: str, replies: Callable[[Turn], list[Reply]], text: str
) -> None:
    said = (Said("did_you_mean", "did_you_mean", buttons=tuple(THREE)), Said(danger, danger))
    assert replies(Turn(text=text, context=Context(last=said))) == [Reply("utter_after_danger")]


# --- the actions ----------------------------------------------------------------------------------------------------


def test_the_suggestions_come_from_the_conversation(run: Run, said_before: SaidBefore) -> None:
    before = [[], said_before("utter_did_you_mean", THREE)]
    assert [message["response"] for message in run(ActionYes(), "the second one", before=before)] == ["utter_referral"]


def test_the_suggestions_shown_again_are_those_of_the_conversation(run: Run, said_before: SaidBefore) -> None:
    (message,) = run(ActionYes(), "yes", before=[[], said_before("utter_did_you_mean", TWO)])
    assert (message["response"], message["buttons"]) == ("utter_which_one", TWO)


def test_what_was_turned_down_is_not_offered_again(run: Run, said_before: SaidBefore) -> None:
    suggested = topic_buttons(["eligible_cancers", "book_appointment"], something_else=True)
    (message,) = run(ActionNo(), "Something else", before=[[], said_before("utter_did_you_mean", suggested)])
    assert [button["title"] for button in message["buttons"]] == ["What IORT is", "Phone numbers and hours"]


@pytest.mark.parametrize("action", [ActionYes(), ActionNo()], ids=["yes", "no"])
@pytest.mark.parametrize(
    "danger", ["utter_emergency", "utter_emergency_spanish", "utter_crisis", "utter_crisis_spanish"]
)
def test_the_danger_before_comes_from_the_conversation(run: Run, action: Answer, danger: str) -> None:
    (message,) = run(action, "ok", before=[[], "utter_insurance", [], danger])
    assert message["response"] == "utter_after_danger"


def test_what_tell_me_more_offered_is_picked_in_the_conversation(run: Run, said_before: SaidBefore) -> None:
    before = [[], "utter_procedure", [], said_before("utter_more", topic_buttons(["insurance", "referral"]))]
    assert [message["response"] for message in run(ActionYes(), "the last one", before=before)] == ["utter_referral"]
