"""Rasa component: decides whether the classifier is sure enough for its intent to be acted upon."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from iort.nlu.safety import DANGERS


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ConfidenceGate(GraphComponent, IntentClassifier):
    """Rasa's FallbackClassifier with two differences.

    Safety intents pass whatever their confidence: the safety classifier has put them there. Intents that decline to answer
    (`declining`) compete as one, since being torn between 'out of scope' and 'gibberish' is no reason to ask 'did you mean'.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [IntentClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "threshold": 0.5,
            "ambiguity_threshold": 0.1,
            "declining": ["out_of_scope", "gibberish", "non_english", "prompt_injection"],
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ConfidenceGate:
        return cls({**cls.get_default_config(), **config})

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    def process(self, messages: list[Message]) -> list[Message]:
        """Replace the intent by `nlu_fallback` where called for; the ranking stays as it was."""
        for message in messages:
            name, confidence = self.decide(message.get(INTENT_RANKING_KEY) or [])
            message.set(INTENT, {"name": name, "confidence": confidence}, add_to_output=True)
        return messages

    def decide(self, ranking: list[dict[str, Any]]) -> tuple[str, float]:
        """The intent to act upon and its confidence.

        Args:
            ranking: {'name', 'confidence'} in falling order; an empty one falls back.
        """
        confidences = {item["name"]: item["confidence"] for item in ranking}
        if ranking and ranking[0]["name"] in DANGERS:
            return ranking[0]["name"], ranking[0]["confidence"]

        declining = [name for name in confidences if name in self._config["declining"]]
        contenders = [(name, value) for name, value in confidences.items() if name not in declining]
        if declining:
            contenders.append((declining[0], min(1.0, sum(confidences[name] for name in declining))))
        contenders.sort(key=lambda item: -item[1])
        contenders += [("", 0.0), ("", 0.0)]
        (name, confidence), (_, runner_up) = contenders[:2]
        sure = confidence >= self._config["threshold"]
        clear = confidence - runner_up >= self._config["ambiguity_threshold"]
        return (name, confidence) if sure and clear else (DEFAULT_NLU_FALLBACK_INTENT_NAME, confidence)
