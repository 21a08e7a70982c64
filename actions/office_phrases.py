"""Words for office hours: 'open now, until 5 p.m. Mountain Standard Time', with the visitor's own time beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from actions.moments import Asked
from actions.office_hours import federal_holiday, status, takes_calls_on
from content import Office, content


def status_now(office: Office, now: datetime, visitor_zone: ZoneInfo | None = None) -> str:
    """One sentence: open until when, or closed and when it next opens."""
    found = status(office, now)
    phrases = content().phrases
    if found.open:
        return phrases.open_now.format(
            office=office.name, closes=_moment(found.closes, found.local, office, visitor_zone, day=False)
        )
    return phrases.closed_now.format(
        office=office.name, next_opening=_moment(found.next_opening, found.local, office, visitor_zone)
    )


def open_offices(keys: Iterable[str], now: datetime) -> dict[str, bool]:
    """Whether each of the offices with these ids takes calls now."""
    return {key: status(content().offices[key], now).open for key in keys}


def call_now(office: Office, now: datetime, visitor_zone: ZoneInfo | None = None) -> str:
    """`status_now` and the number to call."""
    return content().phrases.call.format(status=status_now(office, now, visitor_zone), phone=phone_of(office))


def status_then(office: Office, asked: Asked, now: datetime, visitor_zone: ZoneInfo | None = None) -> str:
    """One sentence on a given day, or a given moment of a day. `asked.day` must be set.

    A time of day is meant in the visitor's zone where that is known, otherwise in the office's.
    """
    assert asked.day is not None
    local_now = now.astimezone(office.zone)
    if asked.at is None:
        return _status_on_day(office, asked.day, local_now, visitor_zone)
    meant_in = visitor_zone or office.zone
    moment = datetime.combine(asked.day, asked.at, tzinfo=meant_in)
    found = status(office, moment)
    when = _moment(moment, local_now, office, visitor_zone)
    phrases = content().phrases
    if found.open:
        return phrases.open_then.format(
            office=office.name, when=when, closes=_moment(found.closes, local_now, office, visitor_zone, day=False)
        )
    return phrases.closed_then.format(
        office=office.name, when=when, next_opening=_moment(found.next_opening, local_now, office, visitor_zone)
    )


def holiday_note(office: Office, asked: Asked, now: datetime, visitor_zone: ZoneInfo | None = None) -> str:
    """A warning where a day of the reply is a federal holiday on which the office would take calls; or ''.

    The days of a reply are the one asked about, or today, and that of the next opening.
    """
    moment = now
    if asked.day:
        meant_in = (visitor_zone or office.zone) if asked.at else office.zone
        moment = datetime.combine(asked.day, asked.at or office.opens, tzinfo=meant_in)
    found = status(office, moment)
    for day in (found.local.date(), *([found.next_opening.date()] if found.next_opening else [])):
        holiday = federal_holiday(day)
        if holiday and takes_calls_on(office, day):
            return content().phrases.holiday.format(day=long_date(day), holiday=holiday)
    return ""


def hours_of(office: Office) -> str:
    """'Monday to Friday, 8 a.m. to 5 p.m. Mountain Standard Time'."""
    first, last = office.days[0].title(), office.days[-1].title()
    return f"{first} to {last}, {clock(office.opens)} to {clock(office.closes)} {office.timezone_name}"


def phone_of(office: Office) -> str:
    """The number, marked where the call is free."""
    return f"{office.phone} (toll-free)" if office.toll_free else office.phone


def clock(at: time) -> str:
    """'8 a.m.', '5:30 p.m.', 'noon', 'midnight'."""
    if at.minute == 0 and at.hour in (0, 12):
        return "noon" if at.hour else "midnight"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes} {'a.m.' if at.hour < 12 else 'p.m.'}"


def long_date(day: date) -> str:
    """'Friday, December 4'."""
    return f"{day:%A}, {day:%B} {day.day}"


def _status_on_day(office: Office, day: date, local_now: datetime, visitor_zone: ZoneInfo | None) -> str:
    phrases = content().phrases
    when = _day(day, local_now, visitor_zone)
    opens = datetime.combine(day, office.opens, tzinfo=office.zone)
    if takes_calls_on(office, day):
        closes = datetime.combine(day, office.closes, tzinfo=office.zone)
        return phrases.open_day.format(
            office=office.name,
            when=when,
            opens=clock(office.opens),
            closes=_moment(closes, local_now, office, visitor_zone, day=False),
        )
    next_opening = status(office, opens).next_opening
    return phrases.closed_day.format(
        office=office.name, when=when, next_opening=_moment(next_opening, local_now, office, visitor_zone)
    )


def _moment(
    moment: datetime | None, local_now: datetime, office: Office, visitor_zone: ZoneInfo | None, day: bool = True
) -> str:
    """A moment in the office's time, and in the visitor's where the clocks differ."""
    assert moment is not None
    local = moment.astimezone(office.zone)
    text = f"{clock(local.time())} {office.timezone_name}"
    if day:
        text = f"{_day(local.date(), local_now, visitor_zone)} at {text}"
    if visitor_zone is None:
        return text
    theirs = moment.astimezone(visitor_zone)
    if theirs.utcoffset() == local.utcoffset():
        return text
    their_day = "" if theirs.date() == local.date() else f"{theirs:%A} "
    return f"{text} ({their_day}{clock(theirs.time())} your time)"


def _day(day: date, local_now: datetime, visitor_zone: ZoneInfo | None) -> str:
    today = local_now.date()
    # 'today' and 'tomorrow' would mislead a visitor whose calendar is a day away from the office's
    same_date = visitor_zone is None or local_now.astimezone(visitor_zone).date() == today
    if same_date and day == today:
        return "today"
    if same_date and day == today + timedelta(days=1):
        return "tomorrow"
    if today <= day < today + timedelta(days=7):
        return f"on {day:%A}"
    return f"on {long_date(day)}"
