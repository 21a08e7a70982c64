"""Rasa component: whether a message is in English, by language identification beside the topic classifier.

lingua (Peter M. Stahl, Apache-2.0) is made for short text. On two or three words even it wavers, so the share of words that
are known English counts as well, and so does what the classifier makes of the message.
"""

from __future__ import annotations

import re
from typing import Any

import srsly
from lingua import Language, LanguageDetectorBuilder
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from iort.nlu.ranking import confidence_of, headed_by, set_ranking, without
from iort.nlu.safety import DANGERS
from iort.nlu.spacy_pipeline import common_words

FOREIGN = "non_english"
SPANISH = "spanish"
AS_TYPED = "as_typed"
# The languages most spoken in the United States, and those with a script of their own. More would blur short messages.
_LANGUAGES = (
    *(Language.ENGLISH, Language.SPANISH, Language.FRENCH, Language.GERMAN, Language.PORTUGUESE, Language.ITALIAN),
    *(Language.CHINESE, Language.JAPANESE, Language.KOREAN, Language.ARABIC, Language.RUSSIAN, Language.VIETNAMESE),
    *(Language.TAGALOG, Language.HINDI, Language.SOMALI, Language.POLISH),
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_NOT_LATIN = re.compile(r"[\u0370-\u1cff\u2e80-\ufaff]")
_SURE_FROM = 4  # words
_WORDS_FILE = "english_words.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LanguageGate(IntentClassifier, GraphComponent):
    """Puts `non_english` first in the ranking of a foreign message, with an entity where it is Spanish,
    and takes it out of that of an English one.

    Three signs are weighed: how sure lingua is of English (`english`), the share of words that are not known English
    (`strange`), the classifier's own probability of `non_english` (`classified`). Their weighted sum decides, except where
    lingua is sure (`sure`) of a message of some length: a cry for help in Spanish is foreign to the classifier of topics.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"english": 1.0, "strange": 0.5, "classified": 1.8, "threshold": 2.0, "sure": 0.97}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageGate:
        return cls({**cls.get_default_config(), **config}, model_storage, resource)

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._known: set[str] = set()
        self._detector = LanguageDetectorBuilder.from_languages(*_LANGUAGES).build()

    def train(self, training_data: TrainingData) -> Resource:
        """Remember the English words: the commonest of the language, and those of the English training phrases.

        The phrases of danger are left out, since some of them are Spanish.
        """
        own = {
            word
            for message in training_data.intent_examples
            if message.get(INTENT) not in (FOREIGN, *DANGERS)
            for word in words_of(message.get(TEXT) or "")
        }
        self._known = {*own, *common_words()}
        with self._model_storage.write_to(self._resource) as folder:
            srsly.write_json(folder / _WORDS_FILE, sorted(self._known))
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LanguageGate:
        """The trained component. A damaged model raises."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            component._known = set(srsly.read_json(folder / _WORDS_FILE))
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Settle `non_english` for each message; a Spanish one gets an entity `spanish`, which rules look for."""
        for message in messages:
            ranking = message.get(INTENT_RANKING_KEY) or []
            text = message.get(AS_TYPED) or message.get(TEXT) or ""
            if self.signs(text, confidence_of(ranking, FOREIGN))["sum"] >= self._config["threshold"]:
                set_ranking(message, headed_by(ranking, FOREIGN, 1.0))
                self._mark_spanish(message, text)
            else:
                set_ranking(message, without(ranking, FOREIGN))
        return messages

    def signs(self, text: str, classified: float) -> dict[str, float]:
        """How strange each sign finds the text, from 0 to 1, and the weighted sum."""
        words = words_of(text)
        if not words:
            return {"english": 0.0, "strange": 0.0, "classified": classified, "sum": 0.0}
        if len(_NOT_LATIN.findall(text)) > len("".join(words)) / 2:
            return {"english": 1.0, "strange": 1.0, "classified": classified, "sum": float("inf")}
        english = self._detector.compute_language_confidence(text, Language.ENGLISH)
        if len(words) >= _SURE_FROM and 1.0 - english >= self._config["sure"]:
            return {"english": 1.0 - english, "strange": 1.0, "classified": classified, "sum": float("inf")}
        found = {
            "english": 1.0 - english,
            "strange": sum(word not in self._known for word in words) / len(words),
            "classified": classified,
        }
        return {**found, "sum": sum(self._config[name] * value for name, value in found.items())}

    def _mark_spanish(self, message: Message, text: str) -> None:
        if self._detector.detect_language_of(text) != Language.SPANISH:
            return
        entity = {
            "entity": SPANISH,
            "value": SPANISH,
            "start": 0,
            "end": len(text),
            "extractor": type(self).__name__,
        }
        message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, without numbers."""
    return [word.lower() for word in _WORD.findall(text)]
