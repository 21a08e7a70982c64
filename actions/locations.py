"""Where IORT is done; for Jacksonville, that the sources do not say."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk import Tracker

from actions.answering import Answer, Reply, entities
from content import content


def location_replies(campuses: Sequence[str]) -> list[Reply]:
    """One reply for each campus id named, in that order; the overview where none is."""
    return [Reply(f"utter_location_{key}") for key in campuses if key in content().campuses] or [
        Reply("utter_locations_technology")
    ]


class ActionLocations(Answer):
    def name(self) -> str:
        return "action_locations"

    def replies(self, tracker: Tracker) -> list[Reply]:
        return location_replies(entities(tracker, "campus"))
