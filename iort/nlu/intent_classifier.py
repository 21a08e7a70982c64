"""Rasa component: the intent classifier, logistic regression over sentence vectors, tf-idf and entity kinds.

The measured choice of docs/understanding.md: the sentence encoder's vectors, scaled, beside word and character
tf-idf. `unanswerable` is many subjects with nothing in common, so each subject is a class of its own while training; an
intent's confidence is the sum over its classes; the likeliest subject leaves as an entity, for the reply to name it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import skops.io
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from iort.nlu.text_features import TRUSTED_TYPES, TextFeatures

SUBJECT = "subject"
ONLY_FOR = "only_for"
_ENTITY_LABELS = ("campus", "cancer", "kind", "code", "day", "time")
_NUMBER = re.compile(r"\b[0-9]+\b")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(IntentClassifier, GraphComponent):
    """Logistic regression, one against the rest, over intents and the subjects of `unanswerable`."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [Tokenizer, Featurizer]

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn", "skops"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"C": 10.0, "dense_scale": 1.5, "ranking_length": 10}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing beyond the defaults' types."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        return cls({**cls.get_default_config(), **config}, model_storage, resource)

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._features = TextFeatures(word=r"\b\w+\b")
        # liblinear is deterministic and, on so many sparse columns, several times faster than lbfgs for equal accuracy.
        self._model = LogisticRegression(C=config["C"], solver="liblinear", tol=0.01)
        self._membership = np.zeros((0, 0))

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the intent examples and persist. Raises ValueError where there are fewer than two intents."""
        examples = [item for item in training_data.intent_examples if item.get(TEXT) and not label_of(item, ONLY_FOR)]
        self._features.fit([_tokens(item) for item in examples])
        self._model.fit(self._matrix(examples), [_training_class(item) for item in examples])
        self._remember_classes()
        with self._model_storage.write_to(self._resource) as folder:
            skops.io.dump({"features": self._features.state(), "model": self._model}, folder / "classifier.skops")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        """The trained component. A damaged model raises; Rasa's own classifier would go on untrained."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            parts = skops.io.load(folder / "classifier.skops", trusted=TRUSTED_TYPES)
        component._features.restore(parts["features"])
        component._model = parts["model"]
        component._remember_classes()
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `intent` and `intent_ranking`; add a `subject` entity where the intent is divided into subjects."""
        if not messages:
            return messages
        for message, probabilities in zip(messages, self._model.predict_proba(self._matrix(messages))):
            by_intent = probabilities @ self._membership
            order = np.argsort(-by_intent)[: self._config["ranking_length"] or None]
            ranking = [{"name": self._intents[i], "confidence": float(by_intent[i])} for i in order]
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            self._add_subject(message, order[0], probabilities)
        return messages

    def _matrix(self, messages: Sequence[Message]) -> csr_matrix:
        """One row a message: tf-idf, the sentence vector weighed by `dense_scale` against it, kinds of entities."""
        vectors = np.vstack([message.get_dense_features(TEXT)[1].features for message in messages])
        kinds = np.array([_entity_kinds(message) for message in messages], float)
        dense = np.hstack([vectors * self._config["dense_scale"], kinds])
        return self._features.matrix([_tokens(message) for message in messages], dense)

    def _add_subject(self, message: Message, intent: int, probabilities: np.ndarray) -> None:
        classes = np.flatnonzero(self._membership[:, intent])
        likeliest = str(self._model.classes_[classes[np.argmax(probabilities[classes])]])
        _, _, subject = likeliest.partition("/")
        if subject:
            entity = {
                "entity": SUBJECT,
                "value": subject,
                "start": 0,
                "end": len(message.get(TEXT)),
                "extractor": type(self).__name__,
            }
            message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)

    def _remember_classes(self) -> None:
        intent_of_class = [name.partition("/")[0] for name in self._model.classes_]
        self._intents = sorted(set(intent_of_class))
        self._membership = np.array([[name == intent for intent in self._intents] for name in intent_of_class], float)


def _tokens(message: Message) -> str:
    """The tokens with a blank between them; all numbers are one, what they are is the entities' to say."""
    return _NUMBER.sub("__NUMBER__", " ".join(token.text for token in message.get(TOKENS_NAMES[TEXT]) or []))


def _entity_kinds(message: Message) -> list[bool]:
    found = {entity["entity"] for entity in message.get(ENTITIES, [])}
    return [label in found for label in _ENTITY_LABELS]


def label_of(example: Message, key: str) -> str | None:
    """What a group of training phrases says of itself under `metadata:`, or None."""
    return ((example.get("metadata") or {}).get("intent") or {}).get(key)


def _training_class(example: Message) -> str:
    subject = label_of(example, SUBJECT)
    return f"{example.get(INTENT)}/{subject}" if subject else str(example.get(INTENT))
