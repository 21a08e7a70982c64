"""Questions about IORT or a visit that the sources do not answer: what was asked is named back, then the offices."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk import Tracker

from actions.answering import Answer, Reply, entities
from content import content


def unanswerable_reply(subjects: Sequence[str]) -> Reply:
    """The reply that names the first known subject id, 'that' where there is none."""
    facts = content().subjects
    subject = next((key for key in subjects if key in facts), "general")
    return Reply("utter_unanswerable", {"subject": facts[subject].name})


class ActionUnanswerable(Answer):
    def name(self) -> str:
        return "action_unanswerable"

    def replies(self, tracker: Tracker) -> list[Reply]:
        return [unanswerable_reply(entities(tracker, "subject"))]
