"""Talking to a person: there is no live chat; which office is open now."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.answering import Answer, Reply
from actions.office_phrases import call_now
from actions.visitor import current_moment, visitor_zone
from content import content


class ActionHumanHandoff(Answer):
    def name(self) -> str:
        return "action_human_handoff"

    def replies(self, tracker: Tracker) -> list[Reply]:
        now, zone = current_moment(), visitor_zone(tracker)
        fields = {f"{key}_status": call_now(office, now, zone) for key, office in content().offices.items()}
        return [Reply("utter_human_handoff", fields)]
