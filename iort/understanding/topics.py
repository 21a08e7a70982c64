"""Which topic a text is about: logistic regression over sentence vectors and tf-idf (docs/understanding.md).

`unanswerable` is many subjects with nothing in common, so each subject is a class of its own while learning; a topic's
confidence is the sum over its classes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from iort.understanding.linear_classifier import LinearClassifier
from iort.understanding.phrases import Phrase
from iort.understanding.ranking import Ranked, Ranking
from iort.understanding.settings import TOPICS
from iort.understanding.text_features import TextFeatures

_WORD = r"\b\w+\b"
_NUMBER = re.compile(r"\b[0-9]+\b")


class TopicClassifier:
    """Ranks the topics for a text."""

    def __init__(self, classifier: LinearClassifier) -> None:
        self._classifier = classifier
        topic_of_class = [name.partition("/")[0] for name in classifier.classes]
        self._topics = sorted(set(topic_of_class))
        self._membership = np.array([[name == topic for topic in self._topics] for name in topic_of_class], float)
        self._subjects = [name.partition("/")[2] or None for name in classifier.classes]

    @classmethod
    def learn(
        cls, phrases: Sequence[Phrase], docs: Sequence[Doc], vectors: np.ndarray, before: TopicClassifier | None = None
    ) -> TopicClassifier:
        """Fit on phrases, their spaCy docs and their sentence vectors, sooner with what was learned from almost the same.

        Raises ValueError for fewer than two topics.
        """
        labels = [phrase.training_class for phrase in phrases]
        texts = [_tokens(doc) for doc in docs]
        return cls(
            LinearClassifier.learn(TextFeatures(_WORD), texts, vectors, labels, TOPICS, before and before._classifier)
        )

    def save(self, folder: Path) -> None:
        """Write it into the folder."""
        self._classifier.save(folder)

    @classmethod
    def load(cls, folder: Path) -> TopicClassifier:
        """Read what `save` wrote. A damaged file raises."""
        return cls(LinearClassifier.load(TextFeatures(_WORD), folder))

    def rank(self, doc: Doc, vector: np.ndarray) -> tuple[Ranking, str | None]:
        """All topics, the likeliest first, and the likeliest subject of that one, None where it has no subjects."""
        probabilities = self._classifier.probabilities(_tokens(doc), vector)
        by_topic = probabilities @ self._membership
        order = np.argsort(-by_topic)
        ranking = tuple(Ranked(self._topics[number], float(by_topic[number])) for number in order)
        classes = np.flatnonzero(self._membership[:, order[0]])
        return ranking, self._subjects[classes[np.argmax(probabilities[classes])]]


def _tokens(doc: Doc) -> str:
    """The tokens with a blank between them; all numbers are one, what they are is the names' to say."""
    return _NUMBER.sub("__NUMBER__", " ".join(token.text for token in doc if not token.is_space))
