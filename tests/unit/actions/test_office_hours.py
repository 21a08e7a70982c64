"""Office hours against a calendar worked out by hand: no zoneinfo, no datetime arithmetic on the checking side."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.office_hours import OfficeStatus, day_of_holiday, federal_holiday, status, takes_calls_on
from content import Office, content

FIRST_YEAR, LAST_YEAR = 2015, 2035
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
MINUTE, HOUR, DAY = 60, 3600, 86400
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

# Written out, not read from content/: a change of the hours there has to be made here knowingly.
OPENS_AND_CLOSES = {"arizona": (8 * HOUR, 17 * HOUR), "minnesota": (7 * HOUR, 18 * HOUR)}
# The table of a week, Monday first: days until the next office day, once today's opening has passed.
DAYS_TO_NEXT = np.array([1, 1, 1, 1, 3, 2, 1])
OFFICES = pytest.mark.parametrize("key", ["arizona", "minnesota"])


# --- the calendar by hand -------------------------------------------------------------------------------------------


def day_number(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01 in the Gregorian calendar, by counting leap days."""
    before = year - 1
    leap_days = before // 4 - before // 100 + before // 400 - (1969 // 4 - 1969 // 100 + 1969 // 400)
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    months = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (year - 1970) * 365 + leap_days + sum(months[: month - 1]) + day - 1


def weekday(days: np.ndarray | int) -> np.ndarray | int:
    """0 for Monday; 1970-01-01 was a Thursday."""
    return (days + 3) % 7


def nth_sunday(year: int, month: int, nth: int) -> int:
    first = day_number(year, month, 1)
    return first + (6 - weekday(first)) % 7 + 7 * (nth - 1)


# Summer time from the second Sunday of March, 2:00 standard (8:00 UTC), to the first one of November, 2:00 daylight (7:00 UTC).
SPRING = {year: nth_sunday(year, 3, 2) for year in YEARS}
AUTUMN = {year: nth_sunday(year, 11, 1) for year in YEARS}
CHANGES = np.array([at for year in YEARS for at in (SPRING[year] * DAY + 8 * HOUR, AUTUMN[year] * DAY + 7 * HOUR)])


def offset(key: str, utc: np.ndarray) -> np.ndarray:
    """Seconds that the office's clock is ahead of UTC (negative here)."""
    if key == "arizona":
        return np.full_like(utc, -7 * HOUR)
    summer = np.searchsorted(CHANGES, utc, side="right") % 2
    return -6 * HOUR + summer * HOUR


def by_hand(key: str, utc: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For moments in UTC seconds: whether the office is open, and the UTC second it closes (open) or next opens (closed)."""
    opens, closes = OPENS_AND_CLOSES[key]
    local = utc + offset(key, utc)
    day, second = local // DAY, local % DAY
    workday = weekday(day) < 5
    is_open = workday & (opens <= second) & (second < closes)
    next_day = np.where(workday & (second < opens), day, day + DAYS_TO_NEXT[weekday(day)])
    turn = np.where(is_open, day * DAY + closes, next_day * DAY + opens)
    # Clocks change at 2 on a Sunday, so at an opening or closing moment standard time is near enough to look it up.
    return is_open, turn - offset(key, turn + 6 * HOUR)


def by_code(key: str, utc: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    office = content().offices[key]
    is_open, turn = [], []
    for second in utc.tolist():
        found = status(office, EPOCH + timedelta(seconds=second))
        is_open.append(found.open)
        turn.append((found.closes if found.open else found.next_opening).timestamp())
    return np.array(is_open), np.array(turn)


def differences(key: str, utc: np.ndarray) -> list[str]:
    """The first few moments at which code and calendar disagree."""
    (hand_open, hand_turn), (code_open, code_turn) = by_hand(key, utc), by_code(key, utc)
    wrong = np.flatnonzero((hand_open != code_open) | (hand_turn != code_turn))
    return [f"{EPOCH + timedelta(seconds=int(utc[at]))}: open should be {hand_open[at]}" for at in wrong[:5]]


def start_of(year: int) -> int:
    return day_number(year, 1, 1) * DAY


@OFFICES
@pytest.mark.parametrize("year", YEARS)
def test_every_quarter_hour_of_a_year_agrees_with_the_calendar(key: str, year: int) -> None:
    quarter_hours = np.arange(start_of(year) - 15 * HOUR, start_of(year + 1) + 15 * HOUR, 15 * MINUTE)
    assert differences(key, quarter_hours) == []


@OFFICES
@pytest.mark.parametrize("year", YEARS)
def test_every_minute_near_a_turn_of_the_clock_agrees_with_the_calendar(key: str, year: int) -> None:
    turns = np.array([7, 8, 17, 18, 24]) * HOUR
    minutes = np.arange(-5, 6) * MINUTE
    days = np.arange(day_number(year, 1, 1), day_number(year + 1, 1, 1))
    local = (days[:, None, None] * DAY + turns[None, :, None] + minutes[None, None, :]).ravel()
    assert differences(key, local - offset(key, local + 6 * HOUR)) == []


@OFFICES
@pytest.mark.parametrize("year", YEARS)
def test_every_minute_of_the_clock_change_days_agrees_with_the_calendar(key: str, year: int) -> None:
    # From the evening before to the morning after, whatever the offset.
    minutes = np.arange(0, 36 * HOUR, MINUTE)
    assert differences(key, np.concatenate([SPRING[year] * DAY + minutes, AUTUMN[year] * DAY + minutes])) == []


@pytest.mark.parametrize(
    "second, open_",
    [(0, True), (-1, False), (9 * HOUR - 1, True), (9 * HOUR, False)],
    ids=["opening second", "a second early", "last second", "closing second is closed"],
)
def test_opening_and_closing_are_exact_to_the_second(arizona: Office, second: int, open_: bool) -> None:
    opening = datetime(2026, 11, 20, 8, tzinfo=arizona.zone)
    assert status(arizona, opening + timedelta(seconds=second)).open is open_


def test_a_microsecond_before_closing_is_open(arizona: Office) -> None:
    assert status(arizona, datetime(2026, 11, 20, 16, 59, 59, 999999, tzinfo=arizona.zone)).open


def test_the_calendar_by_hand_knows_the_published_clock_changes() -> None:
    known = [
        date(2015, 3, 8),
        date(2015, 11, 1),
        date(2026, 3, 8),
        date(2026, 11, 1),
        date(2035, 3, 11),
        date(2035, 11, 4),
    ]
    ours = [day for year in (2015, 2026, 2035) for day in (SPRING[year], AUTUMN[year])]
    assert ours == [(day - date(1970, 1, 1)).days for day in known]


# --- the clock changes, by name -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "utc, hour",
    [
        ("2026-03-06 13:00", "opens"),
        ("2026-03-09 12:00", "opens"),
        ("2026-10-30 12:00", "opens"),
        ("2026-11-02 13:00", "opens"),
    ],
    ids=["Friday before spring", "Monday after spring", "Friday before autumn", "Monday after autumn"],
)
def test_minnesota_opens_at_seven_on_its_own_clock(minnesota: Office, utc: str, hour: str) -> None:
    opening = datetime.fromisoformat(utc).replace(tzinfo=timezone.utc)
    assert (status(minnesota, opening - timedelta(minutes=1)).open, status(minnesota, opening).open) == (False, True)


@pytest.mark.parametrize("utc", ["2026-03-06 15:00", "2026-03-09 15:00", "2026-07-01 15:00", "2026-11-02 15:00"])
def test_arizona_opens_at_the_same_utc_hour_all_year(arizona: Office, utc: str) -> None:
    opening = datetime.fromisoformat(utc).replace(tzinfo=timezone.utc)
    assert (status(arizona, opening - timedelta(minutes=1)).open, status(arizona, opening).open) == (False, True)


def test_the_repeated_hour_of_autumn_counts_as_two_different_hours(minnesota: Office) -> None:
    once = datetime(2026, 11, 1, 1, 30, tzinfo=minnesota.zone, fold=0)
    again = datetime(2026, 11, 1, 1, 30, tzinfo=minnesota.zone, fold=1)
    waits = [status(minnesota, at).next_opening.timestamp() - at.timestamp() for at in (once, again)]
    assert waits[0] - waits[1] == HOUR


# --- any moment, any zone -------------------------------------------------------------------------------------------

any_moment = st.datetimes(datetime(2015, 1, 1), datetime(2035, 12, 31, 23, 59, 59), timezones=st.timezones())
any_office = st.sampled_from(list(content().offices.values()))


@given(any_office, any_moment)
def test_the_next_opening_lies_in_the_future(office: Office, at: datetime) -> None:
    found = status(office, at)
    assert found.open or found.next_opening.timestamp() > at.timestamp()


@given(any_office, any_moment)
def test_the_next_opening_is_an_office_day_at_the_opening_time_on_the_office_clock(
    office: Office, at: datetime
) -> None:
    opening = status(office, at).next_opening
    assert opening is None or (takes_calls_on(office, opening.date()) and opening.time() == office.opens)
    assert opening is None or opening.tzinfo == office.zone


@given(any_office, any_moment)
def test_the_office_is_open_at_its_next_opening(office: Office, at: datetime) -> None:
    opening = status(office, at).next_opening
    assert opening is None or status(office, opening).open


@settings(max_examples=60, deadline=None)
@given(any_office, any_moment)
def test_no_open_minute_lies_before_the_next_opening(office: Office, at: datetime) -> None:
    found = status(office, at)
    if not found.open:
        # In UTC, as adding minutes on a wall clock would skip or repeat an hour.
        start = at.astimezone(timezone.utc)
        minutes = int((found.next_opening.timestamp() - start.timestamp()) // MINUTE)
        moments = (start + timedelta(minutes=minute) for minute in range(minutes))
        assert [moment for moment in moments if status(office, moment).open] == []


@given(any_office, any_moment)
def test_an_office_is_open_exactly_where_it_has_a_closing_moment(office: Office, at: datetime) -> None:
    found = status(office, at)
    assert found.open == (found.closes is not None) == (found.next_opening is None)


@given(any_office, any_moment)
def test_the_closing_moment_lies_in_the_future_of_the_same_office_day(office: Office, at: datetime) -> None:
    found = status(office, at)
    assert not found.open or (found.closes.timestamp() > at.timestamp() and found.closes.date() == found.local.date())


@given(any_office, any_moment, st.timezones())
def test_the_zone_a_moment_is_written_in_does_not_matter(office: Office, at: datetime, other: ZoneInfo) -> None:
    utc = at.astimezone(timezone.utc)
    assert status(office, utc) == status(office, utc.astimezone(other))


@given(any_office, st.datetimes(datetime(2015, 1, 1), datetime(2035, 12, 31)))
def test_a_moment_without_a_zone_is_refused(office: Office, at: datetime) -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        status(office, at)


# --- holidays -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day, name",
    [
        (date(2026, 1, 1), "New Year's Day"),
        (date(2026, 1, 19), "Martin Luther King Jr. Day"),
        (date(2026, 5, 25), "Memorial Day"),
        (date(2026, 6, 19), "Juneteenth National Independence Day"),
        (date(2026, 7, 3), "Independence Day (observed)"),
        (date(2026, 7, 4), "Independence Day"),
        (date(2026, 9, 7), "Labor Day"),
        (date(2026, 11, 26), "Thanksgiving Day"),
        (date(2026, 12, 25), "Christmas Day"),
        (date(2021, 12, 31), "New Year's Day (observed)"),
        (date(2022, 12, 26), "Christmas Day (observed)"),
        (date(2026, 11, 27), None),
        (date(2026, 12, 24), None),
    ],
    ids=str,
)
def test_a_federal_holiday_is_named(day: date, name: str | None) -> None:
    assert federal_holiday(day) == name


@OFFICES
@pytest.mark.parametrize("day", [date(2026, 11, 26), date(2026, 12, 25), date(2026, 7, 3)], ids=str)
def test_a_holiday_is_named_and_leaves_the_office_open_on_paper(key: str, day: date) -> None:
    office = content().offices[key]
    found = status(office, datetime(day.year, day.month, day.day, 12, tzinfo=office.zone))
    assert (found.open, found.holiday) == (True, federal_holiday(day))


def test_the_holiday_is_that_of_the_office_date_not_of_the_visitors(arizona: Office) -> None:
    evening_of_the_25th = datetime(2026, 11, 26, 1, tzinfo=ZoneInfo("America/New_York"))
    assert status(arizona, evening_of_the_25th).holiday is None


@pytest.mark.parametrize(
    "name, after, day",
    [
        ("thanksgiving", date(2026, 11, 22), date(2026, 11, 26)),
        ("thanksgiving", date(2026, 11, 26), date(2026, 11, 26)),
        ("thanksgiving", date(2026, 11, 27), date(2027, 11, 25)),
        ("independence day", date(2026, 6, 1), date(2026, 7, 4)),
        ("juneteenth national independence day", date(2026, 6, 1), date(2026, 6, 19)),
        ("new year's day", date(2021, 12, 30), date(2022, 1, 1)),
        ("pancake day", date(2026, 1, 1), None),
    ],
    ids=["this year", "today", "next year", "not Juneteenth", "Juneteenth", "not the observed day", "unknown"],
)
def test_a_holiday_is_found_by_name(name: str, after: date, day: date | None) -> None:
    assert day_of_holiday(name, after) == day


def test_a_status_is_data_that_cannot_be_changed(arizona: Office) -> None:
    found: OfficeStatus = status(arizona, datetime(2026, 11, 20, 12, tzinfo=arizona.zone))
    with pytest.raises(AttributeError):
        found.open = False  # type: ignore[misc]
