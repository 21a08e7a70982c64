"""When an office takes calls: pure calculation on aware datetimes, in the office's own time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays

from content import Office
from content.model import WEEKDAYS


@dataclass(frozen=True)
class OfficeStatus:
    """Whether an office takes calls at one moment, and when it next does.

    Attributes:
        local: the moment asked about, in the office's zone.
        open: True from the opening minute up to, not including, the closing one.
        closes: the closing moment of the day, office's zone; None while closed.
        next_opening: the next opening moment in the office's own zone; None while open.
        holiday: name of a US federal holiday on that local date, or None. The source does not say whether the office
            is closed then, so it does not change `open`.
    """

    local: datetime
    open: bool
    closes: datetime | None
    next_opening: datetime | None
    holiday: str | None


def status(office: Office, at: datetime) -> OfficeStatus:
    """The state of `office` at `at`, any aware datetime. Raises ValueError for a naive one."""
    if at.tzinfo is None or at.utcoffset() is None:
        raise ValueError("the moment needs a time zone")
    local = at.astimezone(office.zone)
    is_open = takes_calls_on(office, local.date()) and office.opens <= local.time() < office.closes
    return OfficeStatus(
        local=local,
        open=is_open,
        closes=_on(office, local.date(), office.closes) if is_open else None,
        next_opening=None if is_open else _next_opening(office, local),
        holiday=federal_holiday(local.date()),
    )


def takes_calls_on(office: Office, day: date) -> bool:
    """Whether the office takes calls at all on that day of the week."""
    return WEEKDAYS[day.weekday()] in office.days


def federal_holiday(day: date) -> str | None:
    """Name of the US federal holiday on that date, or None."""
    return _holidays_of(day.year).get(day)


def day_of_holiday(name: str, on_or_after: date) -> date | None:
    """The next date of a holiday by its lower-case name, 'christmas day'; None where no federal holiday has it."""
    for year in (on_or_after.year, on_or_after.year + 1):
        for day, official in sorted(_holidays_of(year).items()):
            if day >= on_or_after and official.lower() in (name, f"{name} day"):
                return day
    return None


@lru_cache(maxsize=32)
def _holidays_of(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("US", years=year))


def _next_opening(office: Office, local: datetime) -> datetime:
    day = local.date()
    if local.time() >= office.opens:
        day += timedelta(days=1)
    while not takes_calls_on(office, day):
        day += timedelta(days=1)
    return _on(office, day, office.opens)


def _on(office: Office, day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=office.zone)
