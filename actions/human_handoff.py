"""Talking to a person: there is no live chat; which office is open now."""

from __future__ import annotations

from actions.answering import Answer, Reply
from actions.office_phrases import call_now, open_offices
from actions.turn import Turn
from content import content


def handoff_replies(turn: Turn) -> list[Reply]:
    """Both offices, and whether each is open."""
    statuses = {f"{key}_status": call_now(office, turn.now, turn.zone) for key, office in content().offices.items()}
    return [Reply("utter_human_handoff", statuses, offices=open_offices(content().offices, turn.now))]


class ActionHumanHandoff(Answer):
    def name(self) -> str:
        return "action_human_handoff"

    def replies(self, turn: Turn) -> list[Reply]:
        return handoff_replies(turn)
