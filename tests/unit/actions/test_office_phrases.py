"""The words for office hours, at frozen moments."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.moments import Asked
from actions.office_phrases import call_now, clock, holiday_note, hours_of, long_date, phone_of, status_now, status_then
from content import Office, content

NEW_YORK, KOLKATA, LONDON = ZoneInfo("America/New_York"), ZoneInfo("Asia/Kolkata"), ZoneInfo("Europe/London")
DENVER, CHICAGO = ZoneInfo("America/Denver"), ZoneInfo("America/Chicago")


def in_arizona(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("America/Phoenix"))


def in_minnesota(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHICAGO)


# --- now ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "now, sentence",
    [
        ("2026-11-20 08:00", "is open now, until 5 p.m. Mountain Standard Time."),
        ("2026-11-20 07:59", "is closed now. It opens today at 8 a.m. Mountain Standard Time."),
        ("2026-11-20 17:00", "is closed now. It opens on Monday at 8 a.m. Mountain Standard Time."),
        ("2026-11-19 17:00", "is closed now. It opens tomorrow at 8 a.m. Mountain Standard Time."),
        ("2026-11-21 12:00", "is closed now. It opens on Monday at 8 a.m. Mountain Standard Time."),
        ("2026-11-22 12:00", "is closed now. It opens tomorrow at 8 a.m. Mountain Standard Time."),
        ("2026-11-23 00:00", "is closed now. It opens today at 8 a.m. Mountain Standard Time."),
        ("2026-11-22 23:59", "is closed now. It opens tomorrow at 8 a.m. Mountain Standard Time."),
    ],
    ids=[
        "opening minute", "a minute early", "Friday at closing", "Thursday at closing", "Saturday", "Sunday", "Monday midnight",
        "a minute before midnight",
    ],
)  # fmt: skip
def test_an_office_is_open_until_or_closed_and_opens_when(arizona: Office, now: str, sentence: str) -> None:
    assert status_now(arizona, in_arizona(now)) == f"The Arizona appointment office {sentence}"


@pytest.mark.parametrize(
    "now, zone, until",
    [
        ("2026-11-20 09:00", NEW_YORK, "5 p.m. Mountain Standard Time (7 p.m. your time)"),
        ("2026-07-01 09:00", NEW_YORK, "5 p.m. Mountain Standard Time (8 p.m. your time)"),
        ("2026-11-20 09:00", LONDON, "5 p.m. Mountain Standard Time (Saturday midnight your time)"),
        ("2026-11-20 09:00", KOLKATA, "5 p.m. Mountain Standard Time (Saturday 5:30 a.m. your time)"),
        ("2026-11-20 09:00", DENVER, "5 p.m. Mountain Standard Time"),
        ("2026-07-01 09:00", DENVER, "5 p.m. Mountain Standard Time (6 p.m. your time)"),
        ("2026-07-01 09:00", ZoneInfo("America/Los_Angeles"), "5 p.m. Mountain Standard Time"),
    ],
    ids=[
        "New York",
        "New York in summer",
        "London",
        "Kolkata",
        "same clock",
        "Denver in summer",
        "same clock in summer",
    ],
)
def test_closing_is_also_told_in_the_visitors_time_where_the_clocks_differ(
    arizona: Office, now: str, zone: ZoneInfo, until: str
) -> None:
    assert status_now(arizona, in_arizona(now), zone) == f"The Arizona appointment office is open now, until {until}."


@pytest.mark.parametrize(
    "now, zone, opens",
    [
        ("2026-11-20 07:00", NEW_YORK, "today at 8 a.m. Mountain Standard Time (10 a.m. your time)"),
        ("2026-11-20 18:00", NEW_YORK, "on Monday at 8 a.m. Mountain Standard Time (10 a.m. your time)"),
        ("2026-11-19 20:00", NEW_YORK, "tomorrow at 8 a.m. Mountain Standard Time (10 a.m. your time)"),
        ("2026-11-19 18:30", KOLKATA, "on Friday at 8 a.m. Mountain Standard Time (8:30 p.m. your time)"),
        (
            "2026-11-23 01:00",
            ZoneInfo("Pacific/Kiritimati"),
            "today at 8 a.m. Mountain Standard Time (Tuesday 5 a.m. your time)",
        ),
        (
            "2026-11-22 23:00",
            ZoneInfo("Pacific/Honolulu"),
            "tomorrow at 8 a.m. Mountain Standard Time (5 a.m. your time)",
        ),
    ],
    ids=["same day", "over the weekend", "next morning", "already Friday there", "a day ahead", "behind"],
)
def test_the_next_opening_is_also_told_in_the_visitors_time(
    arizona: Office, now: str, zone: ZoneInfo, opens: str
) -> None:
    assert status_now(arizona, in_arizona(now), zone).endswith(f"It opens {opens}.")


@given(
    st.datetimes(datetime(2015, 1, 1), datetime(2035, 12, 31)),
    st.timezones(),
    st.sampled_from(["arizona", "minnesota"]),
)
def test_today_and_tomorrow_are_said_only_where_visitor_and_office_have_the_same_date(
    utc: datetime, zone: ZoneInfo, key: str
) -> None:
    office, now = content().offices[key], utc.replace(tzinfo=ZoneInfo("UTC"))
    sentence = status_now(office, now, zone)
    same_date = now.astimezone(zone).date() == now.astimezone(office.zone).date()
    assert same_date or not {"today", "tomorrow"} & set(sentence.split())


@pytest.mark.parametrize(
    "saturday, theirs",
    [
        ("2026-02-28", "1 p.m."),
        ("2026-03-07", "noon"),
        ("2026-03-28", "1 p.m."),
        ("2026-10-24", "noon"),
        ("2026-10-31", "1 p.m."),
    ],
    ids=["winter", "Minnesota in summer time first", "both in summer time", "London back first", "both back"],
)
def test_london_and_minnesota_change_their_clocks_on_different_days(
    minnesota: Office, saturday: str, theirs: str
) -> None:
    sentence = status_now(minnesota, in_minnesota(f"{saturday} 12:00"), LONDON)
    assert sentence.endswith(f"It opens on Monday at 7 a.m. Central time ({theirs} your time).")


@pytest.mark.parametrize("now", ["2026-03-08 01:59", "2026-03-08 03:00", "2026-11-01 01:30", "2026-11-01 02:00"])
def test_on_a_clock_change_sunday_minnesota_opens_tomorrow_at_seven(minnesota: Office, now: str) -> None:
    assert status_now(minnesota, in_minnesota(now)).endswith("It opens tomorrow at 7 a.m. Central time.")


def test_a_number_to_call_follows_the_status(arizona: Office) -> None:
    assert call_now(arizona, in_arizona("2026-11-20 09:00")) == (
        "The Arizona appointment office is open now, until 5 p.m. Mountain Standard Time. Call 800-446-2279 (toll-free)."
    )


# --- then -----------------------------------------------------------------------------------------------------------

FRIDAY_NOON = in_arizona("2026-11-20 12:00")


@pytest.mark.parametrize(
    "day, sentence",
    [
        (date(2026, 11, 21), "is closed tomorrow. It opens on Monday at 8 a.m. Mountain Standard Time."),
        (date(2026, 11, 22), "is closed on Sunday. It opens on Monday at 8 a.m. Mountain Standard Time."),
        (date(2026, 11, 23), "takes calls on Monday, 8 a.m. to 5 p.m. Mountain Standard Time."),
        (date(2026, 11, 20), "takes calls today, 8 a.m. to 5 p.m. Mountain Standard Time."),
        (date(2026, 11, 27), "takes calls on Friday, November 27, 8 a.m. to 5 p.m. Mountain Standard Time."),
        (date(2027, 3, 3), "takes calls on Wednesday, March 3, 8 a.m. to 5 p.m. Mountain Standard Time."),
        (
            date(2026, 12, 5),
            "is closed on Saturday, December 5. It opens on Monday, December 7 at 8 a.m. Mountain Standard Time.",
        ),
    ],
    ids=["Saturday", "Sunday", "Monday", "today", "a week ahead", "next year", "a Saturday in weeks"],
)
def test_a_day_gets_its_hours_or_the_next_opening(arizona: Office, day: date, sentence: str) -> None:
    assert status_then(arizona, Asked(day), FRIDAY_NOON) == f"The Arizona appointment office {sentence}"


@pytest.mark.parametrize(
    "day, at, zone, sentence",
    [
        (20, time(17, 30), None, "is closed today at 5:30 p.m. Mountain Standard Time. "
                                 "It opens on Monday at 8 a.m. Mountain Standard Time."),
        (20, time(16, 30), None, "takes calls today at 4:30 p.m. Mountain Standard Time, until 5 p.m. Mountain Standard Time."),
        (20, time(17, 30), NEW_YORK, "takes calls today at 3:30 p.m. Mountain Standard Time (5:30 p.m. your time), "
                                     "until 5 p.m. Mountain Standard Time (7 p.m. your time)."),
        (20, time(20), NEW_YORK, "is closed today at 6 p.m. Mountain Standard Time (8 p.m. your time). "
                                 "It opens on Monday at 8 a.m. Mountain Standard Time (10 a.m. your time)."),
        (23, time(8), NEW_YORK, "is closed on Monday at 6 a.m. Mountain Standard Time (8 a.m. your time). "
                                "It opens on Monday at 8 a.m. Mountain Standard Time (10 a.m. your time)."),
        (24, time(2), KOLKATA, "takes calls on Monday at 1:30 p.m. Mountain Standard Time (Tuesday 2 a.m. your time), "
                               "until 5 p.m. Mountain Standard Time (Tuesday 5:30 a.m. your time)."),
    ],
    ids=["after closing", "before closing", "open on the visitor's clock", "closed there", "too early", "the night in India"],
)  # fmt: skip
def test_a_moment_is_meant_in_the_visitors_zone_where_known(
    arizona: Office, day: int, at: time, zone: ZoneInfo | None, sentence: str
) -> None:
    asked = Asked(date(2026, 11, day), at)
    assert status_then(arizona, asked, FRIDAY_NOON, zone) == f"The Arizona appointment office {sentence}"


def test_a_day_that_is_today_only_for_the_visitor_is_named(arizona: Office) -> None:
    now = datetime(2026, 11, 24, 2, tzinfo=KOLKATA)  # Monday, 1:30 p.m. in Arizona
    assert status_then(arizona, Asked(date(2026, 11, 24)), now, KOLKATA).startswith(
        "The Arizona appointment office takes calls on Tuesday, 8 a.m."
    )


# --- holidays -------------------------------------------------------------------------------------------------------

THANKSGIVING = "Thursday, November 26 is Thanksgiving Day, a federal holiday, so the office may be closed."
LABOR_DAY = "Monday, September 7 is Labor Day, a federal holiday, so the office may be closed."


@pytest.mark.parametrize(
    "asked, now, note",
    [
        (Asked(), "2026-11-26 09:00", THANKSGIVING),
        (Asked(date(2026, 11, 26)), "2026-11-20 09:00", THANKSGIVING),
        (Asked(date(2026, 11, 26), time(9)), "2026-11-20 09:00", THANKSGIVING),
        (Asked(), "2026-11-25 18:00", THANKSGIVING),
        (Asked(), "2026-11-25 09:00", ""),
        (Asked(date(2026, 9, 5)), "2026-09-04 09:00", LABOR_DAY),
        (Asked(date(2026, 7, 4)), "2026-07-01 09:00", ""),
        (Asked(), "2026-07-03 09:00",
         "Friday, July 3 is Independence Day (observed), a federal holiday, so the office may be closed."),
        (Asked(), "2026-11-20 09:00", ""),
    ],
    ids=[
        "today", "a day asked about", "a moment asked about", "the next opening is on it", "the day before it", "Saturday before it",
        "a holiday on a Saturday", "the observed day", "no holiday",
    ],
)  # fmt: skip
def test_a_holiday_on_a_day_of_the_reply_is_noted(arizona: Office, asked: Asked, now: str, note: str) -> None:
    assert holiday_note(arizona, asked, in_arizona(now)) == note


def test_the_holiday_is_that_of_the_office_on_the_visitors_moment(arizona: Office) -> None:
    # Friday 2 a.m. in India is Thursday afternoon, Thanksgiving, in Arizona.
    asked = Asked(date(2026, 11, 27), time(2))
    assert holiday_note(arizona, asked, in_arizona("2026-11-20 09:00"), KOLKATA) == THANKSGIVING


# --- words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "at, words",
    [
        (time(8), "8 a.m."),
        (time(17), "5 p.m."),
        (time(17, 30), "5:30 p.m."),
        (time(12), "noon"),
        (time(0), "midnight"),
        (time(12, 5), "12:05 p.m."),
        (time(0, 5), "12:05 a.m."),
        (time(11, 59), "11:59 a.m."),
    ],
    ids=str,
)
def test_a_time_of_day_in_words(at: time, words: str) -> None:
    assert clock(at) == words


def test_a_long_date_has_weekday_month_and_day() -> None:
    assert long_date(date(2026, 12, 4)) == "Friday, December 4"


@pytest.mark.parametrize(
    "key, hours",
    [
        ("arizona", "Monday to Friday, 8 a.m. to 5 p.m. Mountain Standard Time"),
        ("minnesota", "Monday to Friday, 7 a.m. to 6 p.m. Central time"),
    ],
)
def test_the_hours_of_an_office_are_those_of_the_source(key: str, hours: str) -> None:
    assert hours_of(content().offices[key]) == hours


@pytest.mark.parametrize("key, phone", [("arizona", "800-446-2279 (toll-free)"), ("minnesota", "507-538-3270")])
def test_only_a_free_number_is_called_free(key: str, phone: str) -> None:
    assert phone_of(content().offices[key]) == phone
