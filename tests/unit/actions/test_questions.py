"""Several questions in one message: each answered, in order, with what the ones before it named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timezone
from typing import Any

import pytest

from actions.answering import Reply
from actions.context import Context
from actions.questions import ActionQuestions, several_replies
from actions.turn import Turn

FRIDAY_MORNING = datetime(2026, 11, 20, 16, tzinfo=timezone.utc)


def question(topic: str, *found: tuple[str, str], text: str = "") -> dict[str, Any]:
    entities = [{"entity": label, "value": value} for label, value in found]
    return {"text": text, "intent": {"name": topic, "confidence": 0.9}, "entities": entities}


def replies_to(*questions: dict[str, Any], **turn: Any) -> list[Reply]:
    return several_replies(Turn(questions=questions, now=FRIDAY_MORNING, **turn))


def said(replies: Sequence[Reply]) -> list[str]:
    return [reply.response for reply in replies]


# --- order ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "topics",
    [("insurance", "referral"), ("referral", "insurance"), ("what_is_iort", "care_team", "research")],
    ids=["two", "the other way round", "three"],
)
def test_each_question_is_answered_in_the_order_asked(topics: tuple[str, ...]) -> None:
    assert said(replies_to(*map(question, topics))) == [f"utter_{topic}" for topic in topics]


def test_all_the_replies_to_a_question_come_before_the_next() -> None:
    first = question("eligible_cancers", ("cancer", "breast"), ("cancer", "anus"))
    assert said(replies_to(first, question("insurance"))) == [
        "utter_cancer_not_listed",
        "utter_cancer_listed",
        "utter_insurance",
    ]


# --- what one question leaves to the next ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "first, then, response",
    [
        (question("locations_technology", ("campus", "minnesota")), question("book_appointment"), "utter_book_appointment_campus"),
        (question("locations_technology", ("campus", "florida")), question("book_appointment"), "utter_book_appointment_no_office"),
        (question("locations_technology", ("campus", "florida")), question("contact_hours"), "utter_contact_no_office"),
        (question("contact_hours", ("campus", "florida")), question("locations_technology", text="is it done there"),
         "utter_location_florida"),
        (question("insurance", ("cancer", "breast")), question("eligible_cancers", text="is it on the list"), "utter_cancer_not_listed"),
        (question("insurance"), question("book_appointment"), "utter_book_appointment"),
    ],
    ids=["its campus", "a campus without an office", "hours there", "there", "its cancer", "nothing"],
)  # fmt: skip
def test_what_the_first_names_is_meant_in_the_second(
    first: dict[str, Any], then: dict[str, Any], response: str
) -> None:
    assert said(replies_to(first, then))[-1] == response


def test_what_the_second_names_is_not_meant_in_the_first() -> None:
    replies = replies_to(question("book_appointment"), question("locations_technology", ("campus", "minnesota")))
    assert said(replies) == ["utter_book_appointment", "utter_location_minnesota"]


def test_a_question_that_names_a_campus_itself_means_that() -> None:
    first = question("locations_technology", ("campus", "florida"))
    assert said(replies_to(first, question("book_appointment", ("campus", "arizona"))))[-1] == (
        "utter_book_appointment_campus"
    )


def test_a_name_reaches_over_a_question_in_between() -> None:
    first = question("locations_technology", ("campus", "minnesota"))
    replies = replies_to(first, question("insurance"), question("book_appointment"))
    assert replies[-1].fields["campus_name"] == "Minnesota"


def test_the_newest_name_is_the_one_meant() -> None:
    named = [question("locations_technology", ("campus", key)) for key in ("minnesota", "arizona")]
    assert replies_to(*named, question("book_appointment"))[-1].fields["campus_name"] == "Arizona"


def test_what_was_named_before_the_message_is_still_meant() -> None:
    replies = replies_to(question("insurance"), question("book_appointment"), context=Context(campus="minnesota"))
    assert replies[-1].fields["campus_name"] == "Minnesota"


def test_a_day_of_one_question_is_not_asked_of_the_next() -> None:
    first = question("contact_hours", ("day", "saturday"), ("campus", "arizona"))
    assert said(replies_to(first, question("contact_hours")))[-1] == "utter_office_now"


def test_a_question_is_read_by_its_own_words_and_entities_alone() -> None:
    replies = replies_to(
        question("insurance"),
        question("locations_technology", text="where is it done"),
        text="does insurance pay in Florida and is it done there",
        found=[("campus", "florida")],
        context=Context(campus="florida"),
    )
    assert said(replies) == ["utter_insurance", "utter_locations_technology"]


# --- nothing is said twice ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "questions, responses",
    [
        ([question("insurance"), question("insurance")], ["utter_insurance"]),
        ([question("insurance"), question("referral"), question("insurance")], ["utter_insurance", "utter_referral"]),
        ([question("eligible_cancers", ("cancer", "anus")), question("eligible_cancers", ("cancer", "breast"), ("cancer", "anus"))],
         ["utter_cancer_listed", "utter_cancer_not_listed"]),
    ],
    ids=["side by side", "with another between", "one of several"],
)  # fmt: skip
def test_a_reply_is_said_once(questions: list[dict[str, Any]], responses: list[str]) -> None:
    assert said(replies_to(*questions)) == responses


def test_one_response_about_two_subjects_is_two_replies() -> None:
    asked = [question("unanswerable", ("subject", subject)) for subject in ("cost", "parking")]
    assert [reply.fields["subject"] for reply in replies_to(*asked)] == [
        "what IORT costs",
        "parking or finding your way on site",
    ]


# --- the action -----------------------------------------------------------------------------------------------------


def test_the_questions_come_from_the_message_and_the_campus_from_the_conversation(
    run: Callable[..., list[dict[str, Any]]],
) -> None:
    messages = run(
        ActionQuestions(),
        "who pays and how do I book",
        questions=[("who pays", "insurance", []), ("how do I book", "book_appointment", [])],
        before=[[("campus", "minnesota")], "utter_location_minnesota"],
    )
    assert [(message["response"], message.get("campus_name")) for message in messages] == [
        ("utter_insurance", None),
        ("utter_book_appointment_campus", "Minnesota"),
    ]


def test_the_words_of_a_question_come_from_the_message(run: Callable[..., list[dict[str, Any]]]) -> None:
    asked = [("who pays", "insurance", [("campus", "florida")]), ("is it done there", "locations_technology", [])]
    assert [message["response"] for message in run(ActionQuestions(), questions=asked)] == [
        "utter_insurance",
        "utter_location_florida",
    ]
