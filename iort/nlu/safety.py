"""Rasa component: whether somebody may be in danger, apart from what the message asks.

Two classifiers of its own read the message and each of its parts, so that no topic, no second question and no threshold of
the topics can outvote a cry for help. Their classes are emergency, crisis and neither; the phrases of `neither` are all other
training phrases and those of data/nlu/no_danger.yml, which speak of danger without being in it. Rules
(iort/nlu/safety_rules.yml) take out words of danger that mean none before they look, and add weight to words that do.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import skops.io
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix
from scipy.special import logit
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from iort.nlu.encoder import DIMENSION, SHA256, sentence_encoder
from iort.nlu.intent_classifier import ONLY_FOR, label_of
from iort.nlu.kernel_machine import KernelMachine
from iort.nlu.question_splitter import NOUN, PART, with_parts
from iort.nlu.ranking import headed_by, set_ranking, without
from iort.nlu.safety_rules import FILE, Rule, safety_rules
from iort.nlu.text_features import TRUSTED_TYPES, TextFeatures

DANGERS = ("emergency", "crisis")
_NEITHER = "neither"
_WORD = re.compile(r"\w+")
_FAINTEST = 1e-3  # probabilities nearer to 0 or 1 say no more than this one
_HARMLESS = -3.0  # what a plain question scores
# Where the calms leave no other word than these, there is nothing left to be afraid of, and nothing to judge by: of 'how does
# it spare organs better than normal' they leave 'how'.
_SAYS_NOTHING = set(
    "how what why when who which is are was it the a an i me my and but or so if do does did can in of to for".split()
)


@dataclass(frozen=True)
class Sign:
    """What one text says of danger.

    Attributes:
        score: log-odds of danger, the mean of both classifiers.
        kind: 'emergency' or 'crisis', whichever is likelier.
        alarm: the rule that found words of danger, or None.
    """

    score: float
    kind: str
    alarm: Rule | None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SafetyClassifier(IntentClassifier, GraphComponent):
    """Puts `emergency` or `crisis` first in the ranking of a message that may come from danger, and takes both out of any
    other ranking.
    """

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn", "skops"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"C": 10.0, "dense_scale": 2.0, "threshold": -0.75, "alarm": 1.0}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The rules and the encoder: others mean another training."""
        return hashlib.sha256(FILE.read_bytes()).hexdigest() + SHA256["model.onnx"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SafetyClassifier:
        return cls({**cls.get_default_config(), **config}, model_storage, resource)

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._features = TextFeatures(word=r"\S+")
        # One sees words and meaning along straight lines, the other meaning alone, by what lies near. Together they make
        # half the errors of either.
        self._linear = LogisticRegression(C=config["C"], solver="liblinear", tol=0.01)
        self._near: KernelMachine | None = None

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on all training phrases and persist."""
        examples = [item for item in training_data.intent_examples if item.get(TEXT)]
        calmed = [safety_rules().calmed(item.get(TEXT)) for item in examples]
        self._features.fit(calmed)
        classes = np.array([item.get(INTENT) if item.get(INTENT) in DANGERS else _NEITHER for item in examples])
        vectors = _vectors(examples, calmed)
        self._linear.fit(self._matrix(calmed, vectors), classes)
        close = _close_to_danger(examples, classes)
        # The default cache, 200 MB, holds a tenth of the kernel.
        near = SVC(C=self._config["C"], gamma=1.0, class_weight="balanced", cache_size=1500)
        self._near = KernelMachine.of(near.fit(vectors[close], classes[close] != _NEITHER))
        with self._model_storage.write_to(self._resource) as folder:
            parts = {"features": self._features.state(), "linear": self._linear, "near": vars(self._near)}
            skops.io.dump(parts, folder / "safety.skops")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SafetyClassifier:
        """The trained component. A damaged model raises: without this layer nothing may be answered."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            parts = skops.io.load(folder / "safety.skops", trusted=TRUSTED_TYPES)
        component._features.restore(parts["features"])
        component._linear = parts["linear"]
        component._near = KernelMachine(**parts["near"])
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Settle `emergency` and `crisis` for each message; its parts count with it and are never dangerous by themselves."""
        for message, parts in with_parts(messages):
            clauses = [part for part in parts if part.get(PART)["joint"] != NOUN]
            signs = self.signs([message, *clauses])
            danger = self.danger(signs[0], signs[1:])
            ranking = without(message.get(INTENT_RANKING_KEY) or [], *DANGERS)
            set_ranking(message, headed_by(ranking, danger, 1.0) if danger else ranking)
            for part in parts:
                set_ranking(part, without(part.get(INTENT_RANKING_KEY) or [], *DANGERS))
        return messages

    def signs(self, messages: Sequence[Message]) -> list[Sign]:
        """What each message or clause says of danger, by itself."""
        rules = safety_rules()
        texts = [message.get(TEXT) or "" for message in messages]
        calmed = [rules.calmed(text) for text in texts]
        vectors = _vectors(messages, calmed)
        assert self._near is not None  # trained or loaded before it processes
        probabilities = self._linear.predict_proba(self._matrix(calmed, vectors))
        near = map(self._near.decide, vectors)
        found = []
        for text, original, row, distance in zip(calmed, texts, probabilities, near):
            if text != _uncalmed(original) and _SAYS_NOTHING.issuperset(_WORD.findall(text)):
                found.append(Sign(_HARMLESS, DANGERS[0], None))
                continue
            by_class = dict(zip(self._linear.classes_, map(float, row)))
            odds = logit(np.clip(1 - by_class[_NEITHER], _FAINTEST, 1 - _FAINTEST))
            found.append(Sign(float(odds / 2 + distance), max(DANGERS, key=by_class.__getitem__), rules.alarm(text)))
        return found

    def danger(self, whole: Sign, clauses: Sequence[Sign]) -> str | None:
        """'emergency', 'crisis' or None for a message and its clauses.

        A clause torn from its message sounds worse than it is ('I can't do it all at once'), a cry for help drowns in a long
        message: the mean of the message and its worst clause sees both.
        """
        worst = max(clauses, key=lambda sign: sign.score, default=whole)
        alarms = [sign.alarm for sign in (whole, *clauses) if sign.alarm]
        certain = next((alarm for alarm in alarms if alarm.certain), None)
        if certain:
            return certain.danger
        alarm = alarms[0] if alarms else None
        score = (whole.score + worst.score) / 2 + (self._config["alarm"] if alarm else 0.0)
        if score < self._config["threshold"]:
            return None
        return alarm.danger if alarm else worst.kind

    def _matrix(self, calmed: Sequence[str], vectors: np.ndarray) -> csr_matrix:
        return self._features.matrix(calmed, vectors * self._config["dense_scale"])


def _close_to_danger(examples: Sequence[Message], classes: np.ndarray) -> np.ndarray:
    """Numbers of the phrases that tell danger from what looks like it, and every third of the harmless others.

    The time to fit grows with the square of the number, and 'what are your hours' thousands of times over adds nothing.
    """
    looks_like_it = [number for number, item in enumerate(examples) if label_of(item, ONLY_FOR) == "safety"]
    others = np.setdiff1d(np.flatnonzero(classes == _NEITHER), looks_like_it)
    return np.sort(np.concatenate([np.flatnonzero(classes != _NEITHER), looks_like_it, others[::3]])).astype(int)


def _uncalmed(text: str) -> str:
    """What `Rules.calmed` gives for a text that no rule takes anything out of."""
    return " ".join(text.lower().split())


def _vectors(messages: Sequence[Message], calmed: Sequence[str]) -> np.ndarray:
    """Sentence vectors of the calmed texts. Most messages have nothing to calm: the featurizer's vector is theirs, since the
    encoder does not see capitals or blanks.
    """
    vectors = np.zeros((len(calmed), DIMENSION), np.float32)
    changed = []
    for number, (message, text) in enumerate(zip(messages, calmed)):
        _, features = message.get_dense_features(TEXT)
        if features is not None and text == _uncalmed(message.get(TEXT)):
            vectors[number] = features.features[0]
        else:
            changed.append(number)
    vectors[changed] = sentence_encoder().encode([calmed[number] or "?" for number in changed])
    return vectors
