"""Questions about IORT or a visit that the sources do not answer: what was asked is named back, then the offices."""

from __future__ import annotations

from actions.answering import Answer, Reply
from actions.turn import Turn
from content import content


def unanswerable_replies(turn: Turn) -> list[Reply]:
    """The reply that names the first known subject, 'that' where there is none."""
    facts = content().subjects
    subject = next((key for key in turn.entities("subject") if key in facts), "general")
    return [Reply("utter_unanswerable", {"subject": facts[subject].name})]


class ActionUnanswerable(Answer):
    def name(self) -> str:
        return "action_unanswerable"

    def replies(self, turn: Turn) -> list[Reply]:
        return unanswerable_replies(turn)
