"""Unsure: offer the likeliest topics as buttons; a second time in a row, topics and the offices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker

from actions.answering import Answer, Button, Reply
from actions.last_answer import last_answer
from content import content

_UNSURE = {"did_you_mean", "not_understood", "not_understood_again"}
_FEWEST, _MOST = 2, 3
_LEAST_CONFIDENCE = 0.1


def candidate_buttons(ranking: Sequence[dict[str, Any]]) -> list[Button]:
    """Buttons for the two or three likeliest topics of an intent ranking, and 'something else'; empty where none stands
    out.

    Only topics that can be offered in a visitor's words appear: those of content/topics.yml.
    """
    topics = {key: topic for key, topic in content().topics.items() if key != "help"}
    offerable = [item for item in ranking if item["name"] in topics]
    likely = [item for item in offerable if item["confidence"] >= _LEAST_CONFIDENCE]
    if not likely:
        return []
    count = min(max(len(likely), _FEWEST), _MOST)
    offered = [*(topics[item["name"]] for item in offerable[:count]), content().topics["help"]]
    return [{"title": topic.button, "payload": topic.asks} for topic in offered]


def unsure_reply(ranking: Sequence[dict[str, Any]], previous_answer: str | None) -> Reply:
    """What to say when the classifier is not sure, given the answer id before this turn."""
    if previous_answer in _UNSURE:
        return Reply("utter_not_understood_again")
    buttons = candidate_buttons(ranking)
    return Reply("utter_did_you_mean", buttons=buttons) if buttons else Reply("utter_not_understood")


class ActionDidYouMean(Answer):
    def name(self) -> str:
        return "action_did_you_mean"

    def replies(self, tracker: Tracker) -> list[Reply]:
        ranking = (tracker.latest_message or {}).get("intent_ranking") or []
        answer = last_answer(tracker)
        return [unsure_reply(ranking, answer.get("answer"))]
