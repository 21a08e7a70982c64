"""Rasa component: puts misspelt words right before anything is understood: 'referal' is referral, 'chst pian' chest pain.

A word that is not known English becomes the nearest word of the training phrases, where one is near enough: one letter
added, left out, changed or swapped with its neighbour, two from seven letters on (optimal string alignment distance,
rapidfuzz). Everything else stays as it was typed; the tracker keeps the message itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

import srsly
from rapidfuzz import process
from rapidfuzz.distance import OSA
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from content import content
from iort.nlu.language import AS_TYPED, FOREIGN, words_of
from iort.nlu.spacy_pipeline import word_frequencies

_SHORTEST = 4
_TWO_EDITS_FROM = 7
_OFTEN = (
    3  # a word seen as often in the training phrases is one that visitors use; a rarer one may be a misspelling there
)
# Natural logs of relative frequency: rarer words are as likely misspellings as words, and no misspelling stands for a rare one.
_KNOWN_FROM = -14.6
_A_WORD = -16.2
_COMMON = -15.0
_RARE = -20.0
_FILE = "spelling.json"
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


class Speller:
    """Corrects words that are not known.

    Args:
        known: words that are right as they are.
        targets: words that a misspelling may stand for, and the natural log of their frequency.
    """

    def __init__(self, known: Collection[str], targets: Mapping[str, float]) -> None:
        self._known = frozenset(known)
        self._targets = dict(targets)
        self._words = list(targets)

    def correct(self, text: str) -> str:
        """The text with its misspelt words put right; a capitalised word within a sentence is taken for a name."""
        shouted = text.upper() == text
        return _WORD.sub(lambda match: self._word(match, shouted), text)

    def _word(self, match: re.Match[str], shouted: bool) -> str:
        word = match.group()
        lower = word.lower()
        named = word[0].isupper() and match.start() > 0 and not shouted
        if len(lower) < _SHORTEST or lower in self._known or "'" in lower or named:
            return word
        edits = 2 if len(lower) >= _TWO_EDITS_FROM else 1
        near = process.extract(lower, self._words, scorer=OSA.distance, score_cutoff=edits, limit=10)
        ranked = sorted(
            (edits, _unlikelihood(lower, target), -self._targets[target], target) for target, edits, _ in near
        )
        return ranked[0][3] if ranked else word


def _unlikelihood(word: str, target: str) -> int:
    """Typing errors from the likeliest: letters swapped, one left out or doubled, one wrong; the first is seldom wrong."""
    if word[0] != target[0]:
        return 3
    if sorted(word) == sorted(target):
        return 0
    return 2 if len(word) == len(target) else 1


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SpellingCorrector(GraphComponent):
    """Replaces the text that the following components read; the message as typed stays beside it as `as_typed`."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SpellingCorrector:
        return cls(model_storage, resource, Speller((), {}))

    def __init__(self, model_storage: ModelStorage, resource: Resource, speller: Speller) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._speller = speller

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the words: English ones, those of the content files, and those that the training phrases use often."""
        used: Counter[str] = Counter()
        foreign: set[str] = set()
        for example in training_data.intent_examples:
            words = words_of(example.get(TEXT) or "")
            if example.get(INTENT) == FOREIGN:
                foreign |= set(words)
            elif example.get(INTENT) != "gibberish":
                used.update(words)
        frequencies = word_frequencies()
        facts = _content_words()
        english = {word for word, value in frequencies.items() if value > _KNOWN_FROM and word.isalpha()}
        known = {
            *(english | facts | foreign),
            *(word for word, times in used.items() if times >= _OFTEN or frequencies.get(word, _RARE) > _A_WORD),
        }
        targets = {
            word: frequencies.get(word, _RARE)
            for word, times in used.items()
            if len(word) >= _SHORTEST
            and (word in facts or (times >= _OFTEN and frequencies.get(word, _RARE) > _COMMON))
        }
        self._speller = Speller(known, targets)
        with self._model_storage.write_to(self._resource) as folder:
            srsly.write_json(folder / _FILE, {"known": sorted(known), "targets": targets})
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SpellingCorrector:
        """The trained component. A damaged model raises."""
        with model_storage.read_from(resource) as folder:
            words = srsly.read_json(folder / _FILE)
        return cls(model_storage, resource, Speller(words["known"], words["targets"]))

    def process(self, messages: list[Message]) -> list[Message]:
        """Correct each message."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                message.set(AS_TYPED, text)
                message.set(TEXT, self._speller.correct(text), add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Correct the training phrases the same way."""
        self.process(training_data.training_examples)
        return training_data


def _content_words() -> set[str]:
    facts = content()
    names = [
        *(campus.words[0] for campus in facts.campuses.values()),
        *(cancer.name for group in (facts.cancers.listed, facts.cancers.not_listed) for cancer in group.values()),
        *(word for kind in facts.kinds.values() for word in kind.words),
    ]
    return {word for name in names for word in words_of(name)} | {"iort", "ioert", "mayo", "medicare", "medicaid"}
