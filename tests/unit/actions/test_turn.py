"""One question, read from Rasa's message and events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from rasa_sdk import Tracker

from actions.context import Context, found_in
from actions.moments import Asked
from actions.turn import Turn, turn_of

MakeTracker = Callable[..., Tracker]


def with_message(tracker: Tracker, message: dict[str, Any] | None) -> Tracker:
    tracker.latest_message = message
    return tracker


# --- from the tracker -----------------------------------------------------------------------------------------------


def test_the_topic_is_the_intent_of_the_message(tracker: MakeTracker) -> None:
    message = {"intent": {"name": "insurance", "confidence": 0.9}}
    assert turn_of(with_message(tracker(), message)).topic == "insurance"


def test_the_words_are_those_of_the_message(tracker: MakeTracker) -> None:
    assert turn_of(tracker("is it done there?")).text == "is it done there?"


def test_the_entities_are_those_of_the_message_in_order(tracker: MakeTracker) -> None:
    found = [("campus", "florida"), ("day", "monday"), ("campus", "arizona")]
    assert turn_of(tracker(entities=found)).found == found


def test_the_ranking_is_that_of_the_message(tracker: MakeTracker) -> None:
    turn = turn_of(tracker(ranking=[("insurance", 0.3), ("referral", 0.2)]))
    assert [(item["name"], item["confidence"]) for item in turn.ranking] == [("insurance", 0.3), ("referral", 0.2)]


def test_the_questions_are_those_of_the_message_in_order(tracker: MakeTracker) -> None:
    turn = turn_of(tracker(questions=[("who pays", "insurance", []), ("what does it cost", "unanswerable", [])]))
    assert [question["text"] for question in turn.questions] == ["who pays", "what does it cost"]


def test_the_context_is_that_of_the_events_before_the_message(tracker: MakeTracker) -> None:
    before = [[("campus", "arizona")], "utter_location_arizona"]
    context = turn_of(tracker(entities=[("campus", "florida")], before=before)).context
    assert (context.topic, context.campus) == ("locations_technology", "arizona")


def test_a_turn_is_at_the_present_moment_in_utc(tracker: MakeTracker) -> None:
    with time_machine.travel("2026-11-20 16:00:00+00:00", tick=False):
        now = turn_of(tracker()).now
    assert (now, now.utcoffset()) == (datetime(2026, 11, 20, 16, tzinfo=timezone.utc), timedelta(0))


def test_the_moment_is_that_of_each_turn(tracker: MakeTracker) -> None:
    with time_machine.travel("2026-11-20 16:00:00+00:00", tick=False):
        turn_of(tracker())
    with time_machine.travel("2026-11-20 17:00:00+00:00", tick=False):
        assert turn_of(tracker()).now.hour == 17


@pytest.mark.parametrize(
    "message",
    [
        None,
        {},
        {"text": None, "intent": None, "entities": None, "intent_ranking": None, "questions": None, "metadata": None},
        {"text": "", "intent": {}, "entities": [], "intent_ranking": [], "questions": [], "metadata": {}},
        {"intent": {"name": None}},
    ],
    ids=["no message", "empty", "null fields", "empty fields", "an intent without a name"],
)
def test_what_a_message_lacks_is_left_at_its_default(tracker: MakeTracker, message: dict[str, Any] | None) -> None:
    turn = turn_of(with_message(tracker(), message))
    assert (turn.topic, turn.text, turn.zone, turn.context) == (None, "", None, Context())
    assert (list(turn.found), list(turn.ranking), list(turn.questions)) == ([], [], [])


def test_a_tracker_without_events_has_no_context(tracker: MakeTracker) -> None:
    without = tracker()
    without.events = None
    assert turn_of(without).context == Context()


# --- the visitor's time zone ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata", "UTC"])
def test_the_zone_that_the_channel_sent_is_the_visitors(tracker: MakeTracker, zone: str) -> None:
    assert turn_of(tracker(metadata={"timezone": zone})).zone == ZoneInfo(zone)


@pytest.mark.parametrize(
    "zone",
    [
        "Mars/Olympus",
        "",
        "America",
        "../../etc/passwd",
        "/etc/localtime",
        "America/New_York\0",
        "x" * 5000,
        5,
        None,
        ["UTC"],
        {},
    ],
    ids=[
        "unknown",
        "empty",
        "a folder",
        "a path up",
        "a path",
        "a null byte",
        "long",
        "number",
        "none",
        "list",
        "dict",
    ],
)
def test_what_is_no_zone_counts_as_not_sent(tracker: MakeTracker, zone: object) -> None:
    assert turn_of(tracker(metadata={"timezone": zone})).zone is None


def test_the_zone_of_an_earlier_message_is_not_taken(tracker: MakeTracker) -> None:
    earlier = {"event": "user", "text": "hello", "metadata": {"timezone": "Asia/Kolkata"}}
    assert turn_of(tracker(before=[earlier])).zone is None


# --- what the question names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "found, values",
    [
        ([("campus", "arizona"), ("day", "monday"), ("campus", "florida")], ["arizona", "florida"]),
        ([("campus", "florida"), ("campus", "arizona"), ("campus", "florida")], ["florida", "arizona"]),
        ([("day", "monday")], []),
        ([], []),
    ],
    ids=["in order", "each once", "none of the label", "none"],
)
def test_entities_of_a_label(found: list[tuple[str, str]], values: list[str]) -> None:
    assert Turn(found=found).entities("campus") == values


@pytest.mark.parametrize(
    "named, remembered, campuses",
    [
        (["arizona"], None, ["arizona"]),
        (["florida", "arizona"], None, ["florida", "arizona"]),
        ([], "arizona", ["arizona"]),
        (["florida"], "arizona", ["florida"]),
        ([], None, []),
        (["atlantis", "arizona"], None, ["arizona"]),
        ([], "atlantis", []),
    ],
    ids=["named", "two", "remembered", "named beats remembered", "none", "unknown beside known", "unknown remembered"],
)
def test_the_campuses_are_those_named_or_else_the_one_remembered(
    named: list[str], remembered: str | None, campuses: list[str]
) -> None:
    turn = Turn(found=[("campus", key) for key in named], context=Context(campus=remembered))
    assert turn.campuses == campuses


@pytest.mark.parametrize(
    "entities, found",
    [
        ([{"entity": "campus", "value": "arizona", "start": 3}], [("campus", "arizona")]),
        ([{"entity": "code", "value": 77424}], [("code", "77424")]),
        ([], []),
        (None, []),
    ],
    ids=["label and value", "a number as text", "none", "null"],
)
def test_entities_are_read_as_label_and_value(entities: list[dict[str, Any]], found: list[tuple[str, str]]) -> None:
    assert found_in({"entities": entities}) == found


# --- the moment it asks about ---------------------------------------------------------------------------------------

SATURDAY_IN_INDIA = datetime(2026, 11, 20, 20, tzinfo=timezone.utc)  # Friday 1 p.m. in Arizona


@pytest.mark.parametrize(
    "zone, day",
    [("America/Phoenix", date(2026, 11, 20)), ("Asia/Kolkata", date(2026, 11, 21))],
    ids=["Arizona", "India"],
)
def test_today_is_that_of_the_zone_it_is_read_in(zone: str, day: date) -> None:
    turn = Turn(found=[("day", "today")], now=SATURDAY_IN_INDIA)
    assert turn.moment_asked(ZoneInfo(zone)) == Asked(day)


def test_a_day_and_a_time_are_read_together() -> None:
    turn = Turn(found=[("time", "5:30 pm"), ("day", "monday")], now=SATURDAY_IN_INDIA)
    assert turn.moment_asked(ZoneInfo("America/Phoenix")) == Asked(date(2026, 11, 23), time(17, 30))


def test_neither_day_nor_time_is_now() -> None:
    assert Turn(found=[("campus", "arizona")]).moment_asked(ZoneInfo("America/Phoenix")) == Asked()
