"""The last answer once more, in plainer words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from actions.answering import Reply
from actions.context import Context, Said
from actions.simpler import SIMPLER, ActionSimpler, simpler_replies
from actions.turn import Turn
from content import content

Run = Callable[..., list[dict[str, Any]]]
Domain = dict[str, list[dict[str, Any]]]

FRIDAY_MORNING = datetime(2026, 11, 20, 16, tzinfo=timezone.utc)
BY_CANCER = ("cancer_listed", "cancer_not_listed")
CANCERS = {"cancer": "lung", "cancers": ("anus", "lung")}  # one on the list, one not
BY_OFFICE = ("contact_hours", "book_appointment")
ARIZONA = (
    "The Arizona appointment office is open now, until 5 p.m. Mountain Standard Time. Call 800-446-2279 (toll-free)."
)
MINNESOTA = "The Minnesota appointment office is open now, until 6 p.m. Central time. Call 507-538-3270."


def after(*answers: str, zone: ZoneInfo | None = None, **context: Any) -> Turn:
    said = tuple(Said(answer, answer) for answer in answers)
    return Turn(context=Context(last=said, **context), now=FRIDAY_MORNING, zone=zone)


def responses(turn: Turn) -> list[str]:
    return [reply.response for reply in simpler_replies(turn)]


# --- the texts in the domain ----------------------------------------------------------------------------------------


def test_each_plainer_answer_has_its_response_and_each_response_its_answer(domain_responses: Domain) -> None:
    assert {name for name in domain_responses if name.endswith("_simple")} == {
        f"utter_{answer}_simple" for answer in SIMPLER
    }


@pytest.mark.parametrize("answer", SIMPLER)
def test_the_plainer_response_has_an_answer_id_that_says_so(domain_responses: Domain, answer: str) -> None:
    (variant,) = domain_responses[f"utter_{answer}_simple"]
    assert variant["metadata"]["answer"] == f"{answer}_simple"


@pytest.mark.parametrize("answer", SIMPLER)
def test_the_plainer_response_keeps_topic_and_sources(domain_responses: Domain, answer: str) -> None:
    (plainer,) = domain_responses[f"utter_{answer}_simple"]
    # two responses may share an answer, the hours of now and of a day; their topic and sources are the same
    variants = [variant["metadata"] for (variant,) in domain_responses.values()]
    first = next(metadata for metadata in variants if metadata["answer"] == answer)
    expected = (first.get("topic", answer), first["sources"])
    assert (plainer["metadata"]["topic"], plainer["metadata"]["sources"]) == expected


# --- which answers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [answer for answer in SIMPLER if answer not in BY_CANCER + BY_OFFICE])
def test_an_answer_is_said_in_plainer_words(answer: str) -> None:
    assert simpler_replies(after(answer)) == [Reply(f"utter_{answer}_simple")]


@pytest.mark.parametrize("answer", SIMPLER)
def test_asked_once_more_the_plainer_words_are_said_again(answer: str) -> None:
    assert simpler_replies(after(f"{answer}_simple", **CANCERS)) == simpler_replies(after(answer, **CANCERS))
    assert responses(after(f"{answer}_simple", **CANCERS)) != ["utter_no_simpler"]


@pytest.mark.parametrize(
    "answer",
    ["cpt_code_known", "location_florida", "unanswerable", "greet", "emotional_support", "no_simpler", "simple", ""],
)
def test_an_answer_that_has_no_plainer_version_is_said_to_have_none(answer: str) -> None:
    assert simpler_replies(after(answer)) == [Reply("utter_no_simpler")]


def test_before_any_answer_there_is_no_plainer_one() -> None:
    assert simpler_replies(Turn()) == [Reply("utter_no_simpler")]


def test_two_answers_of_a_turn_are_both_said_in_plainer_words_in_order() -> None:
    assert responses(after("referral", "insurance")) == ["utter_referral_simple", "utter_insurance_simple"]


def test_of_two_answers_the_one_that_has_a_plainer_version_is_said() -> None:
    assert responses(after("unanswerable", "insurance")) == ["utter_insurance_simple"]


def test_a_plainer_answer_is_said_once() -> None:
    assert responses(after("insurance", "insurance")) == ["utter_insurance_simple"]


# --- a cancer by name -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer, cancer",
    [
        *(("cancer_listed", key) for key in content().cancers.listed),
        *(("cancer_not_listed", key) for key in content().cancers.not_listed),
    ],
)
def test_the_cancer_is_named_again(answer: str, cancer: str) -> None:
    expected = Reply(f"utter_{answer}_simple", {"cancer": content().cancers.name_of(cancer)})
    assert simpler_replies(after(answer, cancers=(cancer,))) == [expected]


@pytest.mark.parametrize(
    "answers, cancers, said",
    [
        (BY_CANCER, ("anus", "lung"), [("cancer_listed", "anus"), ("cancer_not_listed", "lung")]),
        (BY_CANCER[::-1], ("lung", "anus"), [("cancer_not_listed", "lung"), ("cancer_listed", "anus")]),
        (("cancer_listed",) * 2, ("anus", "colon"), [("cancer_listed", "anus"), ("cancer_listed", "colon")]),
        (("cancer_listed",), ("anus", "atlantis"), [("cancer_listed", "anus")]),
    ],
    ids=["listed, not listed", "not listed, listed", "two of one kind, once each", "an unknown one beside"],
)
def test_each_cancer_named_gets_its_own_plainer_reply(
    answers: tuple[str, ...], cancers: tuple[str, ...], said: list[tuple[str, str]]
) -> None:
    assert simpler_replies(after(*answers, cancers=cancers)) == [
        Reply(f"utter_{answer}_simple", {"cancer": content().cancers.name_of(key)}) for answer, key in said
    ]


@pytest.mark.parametrize(
    "answer, cancers",
    [*((answer, ()) for answer in BY_CANCER), ("cancer_listed", ("lung",)), ("cancer_not_listed", ("anus",))],
    ids=[*BY_CANCER, "one that is not listed called listed", "one that is listed called not listed"],
)
def test_without_a_cancer_of_its_kind_there_is_no_plainer_answer_about_it(
    answer: str, cancers: tuple[str, ...]
) -> None:
    assert responses(after(answer, cancers=cancers)) == ["utter_no_simpler"]


# --- the offices ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "campuses, statuses",
    [
        ((), [ARIZONA, MINNESOTA]),
        (("arizona",), [ARIZONA]),
        (("minnesota",), [MINNESOTA]),
        (("minnesota", "arizona"), [MINNESOTA, ARIZONA]),
        (("florida",), [ARIZONA, MINNESOTA]),
        (("florida", "minnesota"), [MINNESOTA]),
        (("atlantis",), [ARIZONA, MINNESOTA]),
    ],
    ids=[
        "none named",
        "Arizona",
        "Minnesota",
        "both in the order named",
        "a campus without an office",
        "one with and one without",
        "an unknown one",
    ],
)
@pytest.mark.parametrize("answer", BY_OFFICE)
def test_the_offices_meant_or_all_of_them_say_whether_they_are_open(
    answer: str, campuses: tuple[str, ...], statuses: list[str]
) -> None:
    replies = simpler_replies(after(answer, campuses=campuses))
    assert replies == [Reply(f"utter_{answer}_simple", {"status": status}) for status in statuses]


def test_both_offices_after_two_replies_about_hours_are_said_once_each() -> None:
    replies = simpler_replies(after("contact_hours", "contact_hours"))
    assert [reply.fields["status"] for reply in replies] == [ARIZONA, MINNESOTA]


def test_the_visitors_own_time_stands_beside_the_offices() -> None:
    (reply,) = simpler_replies(after("contact_hours", campuses=("arizona",), zone=ZoneInfo("America/New_York")))
    assert "5 p.m. Mountain Standard Time (7 p.m. your time)" in reply.fields["status"]


# --- after danger ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("danger", ["emergency", "crisis"])
@pytest.mark.parametrize("beside", [[], ["insurance"]], ids=["alone", "beside another answer"])
def test_after_danger_nothing_is_said_in_plainer_words(danger: str, beside: list[str]) -> None:
    assert responses(after(*beside, danger)) == ["utter_after_danger"]


# --- the action -----------------------------------------------------------------------------------------------------


def test_the_last_answer_and_its_cancer_come_from_the_conversation(run: Run) -> None:
    before = [[], "utter_insurance", [("cancer", "endometrium")], "utter_cancer_listed"]
    (message,) = run(ActionSimpler(), "simpler please", before=before)
    assert (message["response"], message["cancer"]) == (
        "utter_cancer_listed_simple",
        "cancer of the lining of the uterus (endometrium)",
    )


def test_both_cancers_of_one_message_come_from_the_conversation(run: Run) -> None:
    before = [[("cancer", "breast"), ("cancer", "colon")], "utter_cancer_not_listed", "utter_cancer_listed"]
    assert [
        (message["response"], message["cancer"]) for message in run(ActionSimpler(), "simpler please", before=before)
    ] == [
        ("utter_cancer_not_listed_simple", content().cancers.name_of("breast")),
        ("utter_cancer_listed_simple", content().cancers.name_of("colon")),
    ]


def test_both_offices_of_one_message_come_from_the_conversation(run: Run) -> None:
    before = [[("campus", "minnesota"), ("campus", "arizona")], "utter_office_now", "utter_office_now"]
    statuses = [message["status"] for message in run(ActionSimpler(), "simpler please", before=before)]
    assert [("Minnesota" in status, "Arizona" in status) for status in statuses] == [(True, False), (False, True)]


@pytest.mark.parametrize("danger", ["utter_emergency", "utter_crisis_spanish"])
def test_the_danger_before_comes_from_the_conversation(run: Run, danger: str) -> None:
    (message,) = run(ActionSimpler(), "simpler please", before=[[], "utter_insurance", [], danger])
    assert message["response"] == "utter_after_danger"


def test_an_answer_before_small_talk_is_not_the_last(run: Run) -> None:
    (message,) = run(ActionSimpler(), "simpler please", before=[[], "utter_insurance", [], "utter_thanks"])
    assert message["response"] == "utter_no_simpler"
