"""The day and time a visitor asks about."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.moments import Asked, asked_moment
from content import content
from iort.understanding.names.pipeline import build_pipeline

ARIZONA = ZoneInfo("America/Phoenix")
SUNDAY_MORNING = datetime(2026, 11, 22, 9, 30, tzinfo=ARIZONA)
FRIDAY_EVENING = datetime(2026, 11, 20, 19, 0, tzinfo=ARIZONA)


@pytest.mark.parametrize(
    "words, day",
    [
        ("today", date(2026, 11, 22)),
        ("tonight", date(2026, 11, 22)),
        ("tomorrow", date(2026, 11, 23)),
        ("sunday", date(2026, 11, 22)),
        ("monday", date(2026, 11, 23)),
        ("saturday", date(2026, 11, 28)),
        ("Saturday", date(2026, 11, 28)),
        ("weekend", date(2026, 11, 28)),
        ("december 24", date(2026, 12, 24)),
        ("24 december", date(2026, 12, 24)),
        ("dec 24th", date(2026, 12, 24)),
        ("12/25", date(2026, 12, 25)),
        ("1/2", date(2027, 1, 2)),
        ("3rd of march", date(2027, 3, 3)),
        ("march 3rd", date(2027, 3, 3)),
        ("sept 9", date(2027, 9, 9)),
        ("feb 29", date(2028, 2, 29)),
        ("november 22", date(2026, 11, 22)),
        ("november 21", date(2027, 11, 21)),
        ("christmas eve", date(2026, 12, 24)),
        ("christmas day", date(2026, 12, 25)),
        ("new year's eve", date(2026, 12, 31)),
        ("new year's day", date(2027, 1, 1)),
        ("independence day", date(2027, 7, 4)),
        ("thanksgiving", date(2026, 11, 26)),
    ],
)
def test_a_day_is_the_next_one_of_that_name_or_date(words: str, day: date) -> None:
    assert asked_moment([words], [], SUNDAY_MORNING).day == day


@pytest.mark.parametrize("words", ["june 31", "0/3", "someday", "march", ""])
def test_a_day_that_is_none_counts_as_not_given(words: str) -> None:
    assert asked_moment([words], [], SUNDAY_MORNING) == Asked()


def test_independence_day_is_not_juneteenth() -> None:
    assert asked_moment(["independence day"], [], datetime(2026, 6, 1, 9, tzinfo=ARIZONA)).day == date(2026, 7, 4)


def test_christmas_eve_after_it_is_next_years() -> None:
    assert asked_moment(["christmas eve"], [], datetime(2026, 12, 25, 9, tzinfo=ARIZONA)).day == date(2027, 12, 24)


def named_days() -> list[str]:
    """The canonical values of the days that the spaCy pipeline knows by name."""
    patterns = build_pipeline(content()).get_pipe("entity_ruler").patterns
    return sorted({pattern["id"] for pattern in patterns if pattern["label"] == "day" and "id" in pattern})


@pytest.mark.parametrize("value", named_days())
def test_every_named_day_the_pipeline_can_find_is_understood(value: str) -> None:
    assert asked_moment([value], [], SUNDAY_MORNING).day is not None


@pytest.mark.parametrize(
    "words, at",
    [
        ("at 5:30", time(17, 30)),
        ("5.30", time(17, 30)),
        ("at 5:30 pm", time(17, 30)),
        ("5:30 p.m.", time(17, 30)),
        ("5:30 a.m.", time(5, 30)),
        ("5pm", time(17)),
        ("5 PM", time(17)),
        ("5 o'clock", time(17)),
        ("17:30", time(17, 30)),
        ("at 7", time(7)),
        ("after 9", time(9)),
        ("at 11", time(11)),
        ("at 12", time(12)),
        ("12 p.m.", time(12)),
        ("12 a.m.", time(0)),
        ("at 1", time(13)),
        ("until 6", time(18)),
        ("past 6", time(18)),
        ("half past 5", time(17, 30)),
        ("half past 8", time(8, 30)),
        ("half past 8 pm", time(20, 30)),
        ("0:30", time(0, 30)),
        ("23:59", time(23, 59)),
        ("noon", time(12)),
        ("midday", time(12)),
        ("lunchtime", time(12)),
        ("Midnight", time(0)),
    ],
)
def test_a_time_of_day_is_read_as_an_office_would_read_it(words: str, at: time) -> None:
    assert asked_moment(["monday"], [words], SUNDAY_MORNING).at == at


@pytest.mark.parametrize("words", ["24:00", "at 99", "5:75", "late", ""])
def test_a_time_that_is_none_counts_as_not_given(words: str) -> None:
    assert asked_moment([], [words], SUNDAY_MORNING) == Asked()


@pytest.mark.parametrize(
    "words, at", [("at 5:30", time(17, 30)), ("at 8", time(20)), ("9 pm", time(21)), ("21:00", time(21))]
)
def test_beside_tonight_an_hour_is_one_of_the_evening(words: str, at: time) -> None:
    assert asked_moment(["tonight"], [words], SUNDAY_MORNING) == Asked(date(2026, 11, 22), at)


def test_tonight_alone_is_eight_in_the_evening() -> None:
    assert asked_moment(["tonight"], [], SUNDAY_MORNING) == Asked(date(2026, 11, 22), time(20))


@pytest.mark.parametrize(
    "words, day",
    [
        ("at 10", date(2026, 11, 22)),
        ("9:30", date(2026, 11, 22)),
        ("at 9", date(2026, 11, 23)),
        ("midnight", date(2026, 11, 23)),
    ],
    ids=["later today", "this very minute", "already past", "the coming midnight"],
)
def test_a_time_without_a_day_is_the_next_such_time(words: str, day: date) -> None:
    assert asked_moment([], [words], SUNDAY_MORNING).day == day


def test_a_day_without_a_time_stays_a_whole_day() -> None:
    assert asked_moment(["monday"], [], SUNDAY_MORNING) == Asked(date(2026, 11, 23), None)


def test_nothing_given_is_now() -> None:
    assert asked_moment([], [], SUNDAY_MORNING) == Asked(None, None)


def test_the_first_day_and_the_first_time_count() -> None:
    assert asked_moment(["monday", "friday"], ["8 a.m.", "5 p.m."], SUNDAY_MORNING) == Asked(
        date(2026, 11, 23), time(8)
    )


def test_a_day_that_cannot_be_read_gives_way_to_one_that_can() -> None:
    assert asked_moment(["june 31", "friday"], [], SUNDAY_MORNING).day == date(2026, 11, 27)


def test_friday_asked_on_friday_is_today() -> None:
    assert asked_moment(["friday"], [], FRIDAY_EVENING).day == date(2026, 11, 20)


def test_today_is_the_date_in_the_zone_of_the_question() -> None:
    now = datetime(2026, 11, 23, 6, 30, tzinfo=ZoneInfo("UTC"))
    zones = ["America/Phoenix", "Asia/Kolkata"]
    days = [asked_moment(["today"], [], now.astimezone(ZoneInfo(zone))).day for zone in zones]
    assert days == [date(2026, 11, 22), date(2026, 11, 23)]


@given(st.lists(st.text(max_size=20)), st.lists(st.text(max_size=20)))
def test_no_text_at_all_breaks_the_reading(days: list[str], times: list[str]) -> None:
    assert isinstance(asked_moment(days, times, SUNDAY_MORNING), Asked)


@given(st.integers(1, 12), st.integers(1, 31), st.datetimes(datetime(2015, 1, 1), datetime(2035, 12, 31)))
def test_a_calendar_day_is_never_in_the_past(month: int, day: int, now: datetime) -> None:
    found = asked_moment([f"{month}/{day}"], [], now.replace(tzinfo=ARIZONA)).day
    assert found is None or (found >= now.date() and (found.month, found.day) == (month, day))
