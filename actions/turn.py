"""What an answer may look at: one question of the visitor's, beside what the conversation remembers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rasa_sdk import Tracker

from actions.context import Context, context_of, found_in
from actions.moments import Asked, asked_moment
from content import content


@dataclass(frozen=True)
class Turn:
    """One question.

    Attributes:
        topic: the intent it was understood as.
        text: its words.
        found: its entities, (label, value) in order.
        ranking: {'name', 'confidence'} of the likeliest intents, falling.
        questions: {'text', 'intent', 'entities'} of each question where the message holds several, in order.
        context: what was said before it.
        now: the moment it was asked, aware.
        zone: the visitor's time zone, where the channel sent one.
    """

    topic: str | None = None
    text: str = ""
    found: Sequence[tuple[str, str]] = ()
    ranking: Sequence[Mapping[str, Any]] = ()
    questions: Sequence[Mapping[str, Any]] = ()
    context: Context = field(default_factory=Context)
    now: datetime = field(default_factory=lambda: datetime.now(timezone.utc))
    zone: ZoneInfo | None = None

    def entities(self, label: str) -> list[str]:
        """Values of the entities of that label, in order, each once."""
        return list(dict.fromkeys(value for name, value in self.found if name == label))

    @property
    def likeliest(self) -> tuple[str, float]:
        """The first intent of the ranking and its confidence; '' and 0 where there is none."""
        first = self.ranking[0] if self.ranking else {"name": "", "confidence": 0.0}
        return str(first["name"]), float(first["confidence"])

    @property
    def campuses(self) -> list[str]:
        """Campus ids named in the question, or else the one named earlier; may be empty."""
        remembered = [self.context.campus] if self.context.campus else []
        return [campus for campus in self.entities("campus") or remembered if campus in content().campuses]

    def moment_asked(self, zone: ZoneInfo) -> Asked:
        """The day and time in the question, read in `zone`."""
        return asked_moment(self.entities("day"), self.entities("time"), self.now.astimezone(zone))


def turn_of(tracker: Tracker) -> Turn:
    """The turn that the tracker's latest message opens; whatever the message lacks is left at its default."""
    message = tracker.latest_message or {}
    return Turn(
        topic=(message.get("intent") or {}).get("name"),
        text=str(message.get("text") or ""),
        found=found_in(message),
        ranking=message.get("intent_ranking") or (),
        questions=message.get("questions") or (),
        context=context_of(tracker.events or ()),
        zone=_zone_of(message),
    )


def _zone_of(message: Mapping[str, Any]) -> ZoneInfo | None:
    name = (message.get("metadata") or {}).get("timezone")
    try:
        return ZoneInfo(name) if isinstance(name, str) else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
