"""What a turn tells of the visitor: the campus meant, the visitor's time zone, the moment of the question."""

from __future__ import annotations

from datetime import datetime, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rasa_sdk import Tracker

from actions.answering import entities
from actions.moments import Asked, asked_moment
from content import content


def campuses_meant(tracker: Tracker) -> list[str]:
    """Campus ids named in this message, or else the one named earlier in the conversation; may be empty."""
    named = entities(tracker, "campus") or [tracker.get_slot("campus")]
    return [campus for campus in named if campus in content().campuses]


def visitor_zone(tracker: Tracker) -> ZoneInfo | None:
    """The time zone the channel sent with the message, or None where it sent none that exists."""
    name = ((tracker.latest_message or {}).get("metadata") or {}).get("timezone")
    try:
        return ZoneInfo(name) if isinstance(name, str) else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def moment_asked(tracker: Tracker, now: datetime, zone: ZoneInfo) -> Asked:
    """The day and time in the message, read in `zone`."""
    return asked_moment(entities(tracker, "day"), entities(tracker, "time"), now.astimezone(zone))


def current_moment() -> datetime:
    """Now, aware, in UTC."""
    return datetime.now(timezone.utc)
