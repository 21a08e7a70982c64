"""A message that makes sense only after the last answer: which topic it goes on with, and what else it may mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import pytest
import time_machine

from actions.buttons import topic_buttons
from actions.context import Context, Said
from actions.follow_up import ActionFollowUp, follow_up_replies, topic_meant
from actions.turn import Turn
from content import content

Run = Callable[..., list[dict[str, Any]]]

CAMPUS, CANCER, KIND, CODE = ("campus", "florida"), ("cancer", "anus"), ("kind", "xray"), ("code", "77424")
DAY, TIME, SUBJECT = ("day", "saturday"), ("time", "at 5"), ("subject", "cost")
FRIDAY_MORNING = datetime(2026, 11, 20, 16, tzinfo=timezone.utc)
TOPICS = sorted(content().topics_of("answer"))
BEFORE = [*TOPICS, "human_handoff", "unanswerable", "personal_medical_advice"]


def after(topic: str | None, *found: tuple[str, str], **turn: Any) -> Turn:
    return Turn(found=found, context=Context(topic=topic), now=FRIDAY_MORNING, **turn)


def responses(turn: Turn) -> list[str]:
    return [reply.response for reply in follow_up_replies(turn)]


# --- the topic meant ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [None, *BEFORE])
@pytest.mark.parametrize(
    "named, meant", [(CODE, "cpt_codes"), (CANCER, "eligible_cancers")], ids=["a code", "a cancer"]
)
def test_a_code_or_a_cancer_means_its_own_topic_whatever_went_before(
    before: str | None, named: tuple[str, str], meant: str
) -> None:
    assert topic_meant(after(before, named)) == meant


@pytest.mark.parametrize("before", [None, *BEFORE])
def test_a_kind_of_iort_means_its_code_after_codes_and_the_comparison_otherwise(before: str | None) -> None:
    assert topic_meant(after(before, KIND)) == ("cpt_codes" if before == "cpt_codes" else "ioert_vs_xray")


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("named", [DAY, TIME], ids=["a day", "a time"])
def test_a_day_or_a_time_means_the_hours(before: str, named: tuple[str, str]) -> None:
    assert topic_meant(after(before, named)) == "contact_hours"


@pytest.mark.parametrize(
    "before, meant",
    [
        ("contact_hours", "contact_hours"),
        ("book_appointment", "book_appointment"),
        ("locations_technology", "locations_technology"),
        ("patient_services", "patient_services"),
        ("insurance", "insurance"),
        ("referral", "referral"),
        ("unanswerable", "unanswerable"),
        ("personal_medical_advice", "personal_medical_advice"),
        ("human_handoff", "contact_hours"),
        ("what_is_iort", "locations_technology"),
        ("procedure", "locations_technology"),
        ("benefits_vs_conventional", "locations_technology"),
        ("eligible_cancers", "locations_technology"),
        ("ioert_vs_xray", "locations_technology"),
        ("cpt_codes", "locations_technology"),
        ("care_team", "locations_technology"),
        ("why_mayo", "locations_technology"),
        ("research", "locations_technology"),
        (None, None),
    ],
)
def test_a_campus_means_the_topic_before_or_whether_it_is_done_there(before: str | None, meant: str | None) -> None:
    assert topic_meant(after(before, CAMPUS)) == meant


@pytest.mark.parametrize(
    "found, meant",
    [
        ([CAMPUS, CODE], "cpt_codes"),
        ([CANCER, CODE], "cpt_codes"),
        ([CAMPUS, CANCER], "eligible_cancers"),
        ([KIND, CANCER], "eligible_cancers"),
        ([CAMPUS, KIND], "ioert_vs_xray"),
        ([CAMPUS, DAY], "contact_hours"),
        ([DAY, KIND], "ioert_vs_xray"),
    ],
    ids=["code, campus", "code, cancer", "cancer, campus", "cancer, kind", "kind, campus", "day, campus", "kind, day"],
)
def test_of_two_names_the_more_telling_one_decides(found: list[tuple[str, str]], meant: str) -> None:
    assert topic_meant(after("book_appointment", *found)) == meant


@pytest.mark.parametrize("before", [None, *BEFORE])
@pytest.mark.parametrize(
    "found", [[], [SUBJECT], [("spanish", "spanish")]], ids=["nothing", "a subject", "something else"]
)
def test_without_a_name_no_topic_is_meant(before: str | None, found: list[tuple[str, str]]) -> None:
    assert topic_meant(after(before, *found)) is None


def test_a_remembered_name_is_not_named() -> None:
    context = Context(topic="insurance", campus="arizona", cancer="anus", kind="xray")
    assert topic_meant(Turn(context=context)) is None


@pytest.mark.parametrize("named", [DAY, TIME, CAMPUS], ids=["a day", "a time", "a campus"])
def test_at_the_start_a_day_or_a_campus_alone_means_no_topic(named: tuple[str, str]) -> None:
    assert topic_meant(after(None, named)) is None


# --- what is said ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "before, found, expected",
    [
        ("eligible_cancers", [CANCER], ["utter_cancer_listed"]),
        ("eligible_cancers", [("cancer", "lung"), CANCER], ["utter_cancer_not_listed", "utter_cancer_listed"]),
        ("insurance", [CAMPUS], ["utter_insurance"]),
        ("contact_hours", [CAMPUS], ["utter_contact_no_office"]),
        ("book_appointment", [("campus", "arizona")], ["utter_book_appointment_campus"]),
        ("procedure", [CAMPUS], ["utter_location_florida"]),
        ("human_handoff", [("campus", "minnesota")], ["utter_office_now"]),
        ("cpt_codes", [KIND], ["utter_cpt_code_known"]),
        ("procedure", [KIND], ["utter_ioert_vs_xray"]),
        ("cpt_codes", [("code", "G6003")], ["utter_cpt_code_unknown"]),
        ("personal_medical_advice", [CAMPUS], ["utter_personal_medical_advice"]),
    ],
)
def test_the_topic_meant_is_answered_with_what_was_named(
    before: str, found: list[tuple[str, str]], expected: list[str]
) -> None:
    assert responses(after(before, *found)) == expected


def test_a_day_after_one_campus_is_asked_of_that_campus() -> None:
    context = Context(topic="contact_hours", campus="minnesota")
    replies = follow_up_replies(Turn(found=[DAY], context=context, now=FRIDAY_MORNING))
    assert [(reply.response, reply.fields["phone"]) for reply in replies] == [("utter_office_then", "507-538-3270")]


def test_a_campus_after_what_cannot_be_answered_is_the_same_subject_again() -> None:
    context = Context(topic="unanswerable", subject="parking")
    (reply,) = follow_up_replies(Turn(found=[CAMPUS], context=context))
    assert reply.fields == {"subject": "parking or finding your way on site"}


def test_a_subject_named_now_beats_the_one_before() -> None:
    context = Context(topic="unanswerable", subject="parking")
    (reply,) = follow_up_replies(Turn(found=[CAMPUS, SUBJECT], context=context))
    assert reply.fields == {"subject": "what IORT costs"}


# --- after danger ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("danger", ["emergency", "crisis"])
@pytest.mark.parametrize(
    "found", [[], [CAMPUS], [CANCER], [CODE], [DAY]], ids=["nothing", "campus", "cancer", "code", "day"]
)
def test_after_danger_nothing_goes_on(danger: str, found: list[tuple[str, str]]) -> None:
    turn = Turn(
        found=found, context=Context(last=(Said(danger, danger),)), ranking=[{"name": "insurance", "confidence": 0.9}]
    )
    assert responses(turn) == ["utter_after_danger"]


# --- nothing before it ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "likeliest, found, expected",
    [
        ("contact_hours", [CAMPUS], ["utter_contact_no_office"]),
        ("book_appointment", [("campus", "arizona")], ["utter_book_appointment_campus"]),
        ("insurance", [], ["utter_insurance"]),
    ],
)
def test_at_the_start_a_message_that_is_sure_by_itself_is_answered(
    likeliest: str, found: list[tuple[str, str]], expected: list[str]
) -> None:
    assert responses(after(None, *found, ranking=[{"name": likeliest, "confidence": 0.5}])) == expected


@pytest.mark.parametrize(
    "before, likeliest",
    [
        (None, {"name": "insurance", "confidence": 0.49}),
        (None, {"name": "out_of_scope", "confidence": 0.9}),
        (None, {"name": "emergency", "confidence": 0.9}),
        (None, {"name": "follow_up", "confidence": 0.9}),
        ("human_handoff", {"name": "insurance", "confidence": 0.9}),
    ],
    ids=["not sure enough", "no topic", "a danger", "only that it goes on", "not at the start"],
)
def test_otherwise_it_is_not_answered_by_its_likeliest_topic(before: str | None, likeliest: dict[str, Any]) -> None:
    assert responses(after(before, ranking=[likeliest])) == ["utter_help"]


@pytest.mark.parametrize("campus", ["arizona", "minnesota"])
def test_a_campus_without_context_offers_what_it_may_mean(campus: str) -> None:
    name = content().campuses[campus].name
    (reply,) = follow_up_replies(after(None, ("campus", campus)))
    assert reply.response == "utter_did_you_mean"
    assert [button["payload"] for button in reply.buttons] == [
        f"Is IORT done in {name}?",
        f"When can I call the {name} office?",
        "Something else",
    ]


def test_a_campus_without_an_office_or_context_is_not_offered_as_one_to_call() -> None:
    (reply,) = follow_up_replies(after(None, CAMPUS))
    assert [button["payload"] for button in reply.buttons] == ["Is IORT done in Florida?", "Something else"]


def test_of_two_campuses_without_context_the_first_is_offered() -> None:
    (reply,) = follow_up_replies(after(None, ("campus", "minnesota"), ("campus", "arizona")))
    assert reply.buttons[0]["title"] == "IORT in Minnesota"


@pytest.mark.parametrize("found", [[], [DAY], [TIME], [SUBJECT]], ids=["nothing", "a day", "a time", "a subject"])
def test_without_context_and_campus_there_is_help(found: list[tuple[str, str]]) -> None:
    assert responses(after(None, *found)) == ["utter_help"]


# --- tell me more ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("topic", TOPICS)
def test_more_on_a_topic_offers_three_others(topic: str) -> None:
    (reply,) = follow_up_replies(after(topic))
    others = topic_buttons([key for key in TOPICS if key != topic])
    assert reply.response == "utter_more"
    assert [button in others for button in reply.buttons] == [True, True, True]


@pytest.mark.parametrize("topic", TOPICS)
def test_no_topic_is_offered_twice_at_once(topic: str) -> None:
    (reply,) = follow_up_replies(after(topic))
    assert len({button["title"] for button in reply.buttons}) == len(reply.buttons)


@pytest.mark.parametrize("topic", ["human_handoff", "unanswerable", "personal_medical_advice"])
def test_more_on_what_has_no_neighbours_is_help(topic: str) -> None:
    assert responses(after(topic)) == ["utter_help"]


# --- the action -----------------------------------------------------------------------------------------------------


@time_machine.travel(FRIDAY_MORNING, tick=False)
def test_and_in_minnesota_changes_the_campus_and_keeps_the_topic(run: Run) -> None:
    before = [[("campus", "arizona")], "utter_office_now", [], "utter_thanks"]
    (message,) = run(ActionFollowUp(), "and in Minnesota?", entities=[("campus", "minnesota")], before=before)
    assert (message["response"], message["phone"]) == ("utter_office_now", "507-538-3270")


def test_the_emergency_before_comes_from_the_conversation(run: Run) -> None:
    before = [[("campus", "arizona")], "utter_office_now", [], "utter_emergency_spanish"]
    (message,) = run(ActionFollowUp(), "and in Minnesota?", entities=[("campus", "minnesota")], before=before)
    assert message["response"] == "utter_after_danger"
