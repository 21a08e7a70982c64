"""Unsure: offer the likeliest topics as buttons; a second time in a row, topics and the offices."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.answering import Answer, Reply
from actions.buttons import topic_buttons
from actions.context import SOMETHING_ELSE, Context
from actions.topics import replies_on
from actions.turn import Turn
from content import content

_FEWEST, _MOST = 2, 3
_LEAST_CONFIDENCE = 0.1
_SPOKEN_OF = 0.25  # confidence from which what is being talked about is meant again


def candidates(ranking: Sequence[Mapping[str, Any]], rejected: Collection[str] = ()) -> list[str]:
    """The two or three likeliest topics of an intent ranking; empty where none stands out.

    Only topics that have a button in content/topics.yml appear: a fallback or a refusal is nothing to offer.
    """
    offerable = [
        item
        for item in ranking
        if item["name"] in content().buttons and item["name"] not in {SOMETHING_ELSE, *rejected}
    ]
    likely = [item for item in offerable if item["confidence"] >= _LEAST_CONFIDENCE]
    if not likely:
        return []
    return [item["name"] for item in offerable[: min(max(len(likely), _FEWEST), _MOST)]]


def unsure_reply(ranking: Sequence[Mapping[str, Any]], context: Context) -> Reply:
    """What to say when the question was not understood."""
    if context.unsure:
        return still_unsure_reply(context)
    likely = candidates(ranking, rejected=context.offered)
    if likely:
        return Reply("utter_did_you_mean", buttons=topic_buttons(likely, something_else=True))
    return Reply("utter_not_understood")


def still_unsure_reply(context: Context) -> Reply:
    """The offices, and the first topics without those that were offered in vain."""
    topics = [key for key, topic in content().topics.items() if topic.offered_first and key not in context.offered]
    return Reply("utter_not_understood_again", buttons=topic_buttons(topics, something_else=not topics))


class ActionDidYouMean(Answer):
    def name(self) -> str:
        return "action_did_you_mean"

    def replies(self, turn: Turn) -> list[Reply]:
        likeliest, confidence = turn.likeliest
        if likeliest == turn.context.topic and confidence >= _SPOKEN_OF and not turn.context.unsure:
            return replies_on(replace(turn, topic=likeliest))
        return [unsure_reply(turn.ranking, turn.context)]
