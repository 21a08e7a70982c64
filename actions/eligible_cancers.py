"""Whether a cancer the visitor names is on the published list; without a name, the list."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk import Tracker

from actions.answering import Answer, Reply, entities
from content import content


def cancer_replies(cancers: Sequence[str]) -> list[Reply]:
    """One reply a cancer id, in the order named; the whole list where none is named or known."""
    facts = content().cancers
    replies = []
    for cancer in cancers:
        if cancer in facts.listed:
            replies.append(Reply("utter_cancer_listed", {"cancer": facts.name_of(cancer)}))
        elif cancer in facts.not_listed:
            replies.append(Reply("utter_cancer_not_listed", {"cancer": facts.name_of(cancer)}))
    return replies or [Reply("utter_eligible_cancers")]


class ActionEligibleCancers(Answer):
    def name(self) -> str:
        return "action_eligible_cancers"

    def replies(self, tracker: Tracker) -> list[Reply]:
        return cancer_replies(entities(tracker, "cancer"))
