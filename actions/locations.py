"""Where IORT is done; for Jacksonville, that the sources do not say."""

from __future__ import annotations

import re

from actions.answering import Answer, Reply
from actions.turn import Turn
from content import content

_MEANS_THE_LAST = re.compile(
    r"(?<!is )(?<!are )\bthere\b(?!'?s| is| are| any)|\b(that|this) (campus|location|place|hospital|one)\b", re.I
)


def location_replies(turn: Turn) -> list[Reply]:
    """One reply for each campus named or pointed back to, in that order; the overview where there is none."""
    named = turn.entities("campus")
    if not named and _MEANS_THE_LAST.search(turn.text):
        named = turn.campuses
    return [Reply(f"utter_location_{key}") for key in named if key in content().campuses] or [
        Reply("utter_locations_technology")
    ]


class ActionLocations(Answer):
    def name(self) -> str:
        return "action_locations"

    def replies(self, turn: Turn) -> list[Reply]:
        return location_replies(turn)
