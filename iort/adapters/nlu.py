"""The one NLU component that Rasa loads: a thin coat around iort/understanding."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from iort.adapters.phrases import redacted_phrases
from iort.understanding.encoder.model import sentence_encoder
from iort.understanding.encoder.vectors import RememberedVectors
from iort.understanding.fingerprint import fingerprint
from iort.understanding.last_model import keep_model, last_model
from iort.understanding.model import Model, learn
from iort.understanding.names.extraction import Entity
from iort.understanding.phrases import Phrase
from iort.understanding.ranking import Ranked
from iort.understanding.understanding import Understanding, understand

QUESTIONS = "questions"
_RANKING_LENGTH = 10  # what is kept with each message in the store


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class UnderstandingComponent(IntentClassifier, GraphComponent):
    """Sets text, intent, ranking, entities and, where a message asks several things, `questions`:
    {'text', 'intent', 'entities'} each, in the order asked.
    """

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Rasa's cache of training steps sees this class's own source alone; all else that a model is made of is in here."""
        return fingerprint()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> UnderstandingComponent:
        return cls(model_storage, resource)

    def __init__(self, model_storage: ModelStorage, resource: Resource, model: Model | None = None) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the training phrases, their private details gone as they are from messages, and persist."""
        examples = [item for item in training_data.intent_examples if item.get(TEXT)]
        texts = redacted_phrases([example.get(TEXT) for example in examples])
        phrases = [_phrase(example, text) for example, text in zip(examples, texts)]
        self._model = learn(phrases, RememberedVectors(sentence_encoder()), last_model())
        keep_model(self._model)
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> UnderstandingComponent:
        """The trained component. A damaged model raises; Rasa's own classifiers would go on untrained."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, Model.load(folder))

    def process(self, messages: list[Message]) -> list[Message]:
        """Understand each message that has a text."""
        assert self._model is not None  # trained or loaded before it processes
        for message in messages:
            text = message.get(TEXT)
            if text is not None:
                _tell(message, understand(text, self._model))
        return messages


def _phrase(example: Message, text: str) -> Phrase:
    labels = (example.get("metadata") or {}).get("intent") or {}
    return Phrase(text, str(example.get(INTENT)), labels.get("subject"), labels.get("only_for"))


def _tell(message: Message, understood: Understanding) -> None:
    message.set(TEXT, understood.text, add_to_output=True)
    message.set(INTENT, _intent(understood.topic), add_to_output=True)
    message.set(INTENT_RANKING_KEY, [*map(_intent, understood.ranking[:_RANKING_LENGTH])], add_to_output=True)
    message.set(ENTITIES, [*map(_entity, understood.entities)], add_to_output=True)
    if understood.questions:
        asked = [
            {"text": one.text, "intent": _intent(one.topic), "entities": [*map(_entity, one.entities)]}
            for one in understood.questions
        ]
        message.set(QUESTIONS, asked, add_to_output=True)


def _intent(topic: Ranked) -> dict[str, Any]:
    return {"name": topic.name, "confidence": topic.confidence}


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "entity": entity.label,
        "value": entity.value,
        "start": entity.start,
        "end": entity.end,
        "extractor": UnderstandingComponent.__name__,
    }
