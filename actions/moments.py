"""The day and time a visitor asks about, from the words the spaCy pipeline found ('saturday', 'at 5:30', 'noon')."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import dateparser

from actions.office_hours import day_of_holiday
from content.model import WEEKDAYS

_EVES = {"christmas eve": (12, 24), "new year's eve": (12, 31)}
_NAMED_TIMES = {"noon": time(12), "midday": time(12), "lunchtime": time(12), "midnight": time(0)}
_EVENING = time(20)
_CLOCK = re.compile(
    r"(?P<half>half past )?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half_day>[ap]\.?m\.?|o'?clock)?", re.I
)


@dataclass(frozen=True)
class Asked:
    """What was asked for: a day, a time of day, both, or neither (now). In the zone the question was meant in."""

    day: date | None = None
    at: time | None = None


def asked_moment(days: Sequence[str], times: Sequence[str], now: datetime) -> Asked:
    """Read the first day and the first time; what cannot be read counts as not given.

    A time without a day is the next such time. An hour without a.m. or p.m. is read as the one in or nearest to office
    hours (7 to 11 in the morning, 12 to 6 in the afternoon), or as evening beside 'tonight'.
    """
    tonight = "tonight" in days
    at = next((found for text in times if (found := _time(text, tonight))), _EVENING if tonight else None)
    day = next((asked for text in days if (asked := _day(text, now.date()))), None)
    if at and not day:
        day = now.date() if at >= now.time() else now.date() + timedelta(days=1)
    return Asked(day, at)


def _day(text: str, today: date) -> date | None:
    words = text.lower()
    if words in ("today", "tonight"):
        return today
    if words == "tomorrow":
        return today + timedelta(days=1)
    if words in WEEKDAYS or words == "weekend":
        weekday = WEEKDAYS.index("saturday" if words == "weekend" else words)
        return today + timedelta(days=(weekday - today.weekday()) % 7)
    if words in _EVES:
        this_year = date(today.year, *_EVES[words])
        return this_year if this_year >= today else this_year.replace(year=today.year + 1)
    return day_of_holiday(words, today) or _calendar_day(words, today)


def _calendar_day(words: str, today: date) -> date | None:
    found = dateparser.parse(
        words.replace(" of ", " "),
        languages=["en"],
        settings={
            "PREFER_DATES_FROM": "future",
            # from the day before, as dateparser's future leaves out its base: 'june 1' on June 1 is today
            "RELATIVE_BASE": datetime.combine(today - timedelta(days=1), time()),
            "REQUIRE_PARTS": ["day", "month"],
            "DATE_ORDER": "MDY",
        },
    )
    return found.date() if found else None


def _time(text: str, tonight: bool) -> time | None:
    words = text.lower()
    if words in _NAMED_TIMES:
        return _NAMED_TIMES[words]
    match = _CLOCK.search(words)
    if not match:
        return None
    hour, minute = int(match["hour"]), 30 if match["half"] else int(match["minute"] or 0)
    half_day = (match["half_day"] or "")[:1]
    if half_day == "p" or (half_day != "a" and hour <= 12 and (tonight or 0 < hour < 7)):
        hour = hour % 12 + 12
    elif half_day == "a":
        hour %= 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
