"""The trained parts of understanding: learned from phrases, kept in a folder, loaded again."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import spacy
from spacy.language import Language

from content import content
from iort.understanding.encoder.model import SentenceEncoder, sentence_encoder
from iort.understanding.encoder.vectors import RememberedVectors
from iort.understanding.familiarity import Familiarity
from iort.understanding.language import LanguageIdentifier
from iort.understanding.names.pipeline import build_pipeline
from iort.understanding.phrases import Phrase
from iort.understanding.safety.detector import DANGERS, DangerDetector
from iort.understanding.spelling import Speller
from iort.understanding.text import readable
from iort.understanding.topics import TopicClassifier


@dataclass(frozen=True)
class Model:
    """All that `understand` asks.

    Attributes:
        names: the spaCy pipeline; it reads lower case.
    """

    speller: Speller
    names: Language
    encoder: SentenceEncoder
    topics: TopicClassifier
    familiarity: Familiarity
    language: LanguageIdentifier
    safety: DangerDetector

    def save(self, folder: Path) -> None:
        """Write everything but the encoder into an empty folder."""
        self.speller.save(folder / "spelling.json")
        self.names.to_disk(folder / "names")
        self.topics.save(folder / "topics")
        self.familiarity.save(folder / "topics")
        self.language.save(folder / "english.json")
        self.safety.save(folder / "safety")

    @classmethod
    def load(cls, folder: Path) -> Model:
        """Read what `save` wrote. Raises where a file is damaged or missing, EncoderError where the encoder is."""
        return cls(
            Speller.load(folder / "spelling.json"),
            spacy.load(folder / "names"),
            sentence_encoder(),
            TopicClassifier.load(folder / "topics"),
            Familiarity.load(folder / "topics"),
            LanguageIdentifier.load(folder / "english.json"),
            DangerDetector.load(folder / "safety"),
        )


def learn(phrases: Sequence[Phrase], vectors: RememberedVectors, before: Model | None = None) -> Model:
    """The model of these training phrases and of content/; keeps their vectors for the next time.

    Args:
        phrases: redacted as messages are.
        vectors: of the encoder.
        before: learned from almost the same phrases; it saves time.

    Raises:
        ValueError: there are fewer than two topics.
        ContentError: a content file is wrong.
    """
    names = build_pipeline(content())
    typed = [replace(phrase, text=readable(phrase.text)) for phrase in phrases]
    speller = Speller.learn(typed)
    corrected = [replace(phrase, text=speller.correct(phrase.text)) for phrase in typed]
    encoded = vectors.encode([phrase.text for phrase in corrected])
    about = [number for number, phrase in enumerate(corrected) if phrase.only_for is None]
    docs = [names.make_doc(corrected[number].text.lower()) for number in about]
    # Most of the safety layer's time is one fit on one core that lets go of Python's lock.
    with ThreadPoolExecutor(1) as beside:
        safety = beside.submit(
            DangerDetector.learn, corrected, encoded, vectors.encode, before.safety if before else None
        )
        topics = TopicClassifier.learn(
            [corrected[number] for number in about], docs, encoded[about], before.topics if before else None
        )
        familiarity = Familiarity.learn(encoded[about])
        language = LanguageIdentifier.learn(corrected, DANGERS)
        model = Model(speller, names, vectors.encoder, topics, familiarity, language, safety.result())
    vectors.keep()
    return model
