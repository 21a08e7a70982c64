"""An intent ranking after a component that knows better than the topic classifier has spoken about one intent."""

from __future__ import annotations

from typing import Any

from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

Ranking = list[dict[str, Any]]


def confidence_of(ranking: Ranking, intent: str) -> float:
    """The confidence of an intent, 0 where the ranking does not hold it."""
    return next((float(item["confidence"]) for item in ranking if item["name"] == intent), 0.0)


def without(ranking: Ranking, *intents: str) -> Ranking:
    """The ranking as if those intents did not exist: the confidence they held is shared out among the others."""
    kept = [item for item in ranking if item["name"] not in intents]
    left = 1.0 - min(1.0, sum(confidence_of(ranking, intent) for intent in intents))
    return [{**item, "confidence": min(1.0, item["confidence"] / max(left, 0.05))} for item in kept]


def headed_by(ranking: Ranking, intent: str, confidence: float) -> Ranking:
    """The ranking with that intent first."""
    return [{"name": intent, "confidence": confidence}, *(item for item in ranking if item["name"] != intent)]


def set_ranking(message: Message, ranking: Ranking) -> None:
    """Make it the message's ranking, and its head the message's intent."""
    message.set(INTENT, ranking[0] if ranking else {"name": None, "confidence": 0.0}, add_to_output=True)
    message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
