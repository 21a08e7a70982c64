"""Finds the private details in a text and puts a placeholder in each one's place.

Presidio's analyzer runs recognisers of our own. What is public (`iort.privacy.public`) is
hidden from them, so that none has to know the hospital's numbers, codes, times and doses.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex
from presidio_analyzer import (
    AnalyzerEngine,
    EntityRecognizer,
    Pattern,
    PatternRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine
from spacy.tokens import Doc
from spacy.vocab import Vocab

from iort.privacy import dates, names, numbers
from iort.privacy.addresses import ADDRESS, POST_BOX
from iort.privacy.public import HIDDEN, hide

logger = logging.getLogger(__name__)

WITHHELD = "[message withheld]"
_PLACEHOLDER = regex.compile(r"\[[a-z -]+\]")
_ENGLISH = "en"
# The same length, so that a place in the one text is the same place in the other.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u2018\u2019\u02bc\u0060", "'"),
        **dict.fromkeys("\u00a0\u2007\u202f\u200b\u200c\u200d\ufeff\u2060\t", " "),
        "\uff20": "@",
        "\uff0e": ".",
    }
)


@dataclass(frozen=True)
class Found:
    """A private detail: where it stands in the text as it came, and what it is, such as 'phone'."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Redacted:
    """A text with a placeholder, such as '[phone]', for each detail of `found`, which never overlap."""

    text: str
    found: tuple[Found, ...]


def redact(text: str) -> Redacted:
    """The text without its private details; a placeholder already there stays. Never raises.

    Should a recogniser fail, the whole text is withheld: what cannot be checked is not kept.
    """
    try:
        _check(text)
        return Redacted(text, ())
    except _Private as private:
        found = private.found
        pieces, at = [], 0
        for detail in found:
            pieces += [text[at : detail.start], f"[{detail.kind}]"]
            at = detail.end
        return Redacted("".join([*pieces, text[at:]]), found)
    except Exception as error:  # noqa: BLE001 - whatever fails, the text must not go on unchecked
        # The type only: the error's own text may quote the visitor.
        logger.error("A text was withheld: checking it for private details failed with %s.", type(error).__name__)
        return Redacted(WITHHELD, (Found(0, len(text), "text"),))


class _Private(Exception):
    """What was found in a text that is not to be kept as it is."""

    def __init__(self, found: tuple[Found, ...]) -> None:
        super().__init__()
        self.found = found


@lru_cache(maxsize=256)
def _check(text: str) -> None:
    """Raise _Private where there is something private in the text.

    A message passes here when it comes, when it is stored and in log lines. What raises is not remembered by `lru_cache`, so
    that no text with a private detail in it is ever held here.
    """
    found = tuple(_details(text))
    if found:
        raise _Private(found)


def redacted_text(text: str) -> str:
    """The text of `redact`."""
    return redact(text).text


def load() -> None:
    """Build the analyzer now instead of at the first text."""
    _analyzer()


def _details(text: str) -> Iterator[Found]:
    if not any(map(str.isalnum, text)):
        return
    plain = _PLACEHOLDER.sub(lambda match: HIDDEN * len(match.group()), text.translate(_PLAIN))
    yield from _joined(_results(plain))


def _results(text: str) -> Iterator[RecognizerResult]:
    """What the analyzer finds, window by window: some patterns take the square of a text's length."""
    for left in range(0, max(1, len(text) - 2 * _MARGIN), _WINDOW - 2 * _MARGIN):
        window = text[left : left + _WINDOW]
        # What begins near an edge is seen better, with all that introduces it, by the window next to this one.
        first = _MARGIN if left else 0
        last = _WINDOW - _MARGIN if left + _WINDOW < len(text) else _WINDOW
        for result in _analyzer().analyze(window, language=_ENGLISH, score_threshold=_THRESHOLD):
            if first <= result.start < last:
                result.start, result.end = result.start + left, result.end + left
                yield result


def _joined(results: Iterable[RecognizerResult]) -> Iterator[Found]:
    """Spans without overlap: those that do overlap become one, of the kind that is surest, then longest."""
    joined: list[tuple[int, int, str, tuple[float, int]]] = []
    for result in sorted(results, key=lambda result: (result.start, -result.end)):
        rank = (result.score, result.end - result.start)
        if joined and result.start < joined[-1][1]:
            start, end, kind, best = joined[-1]
            joined[-1] = (start, max(end, result.end), *((result.entity_type, rank) if rank > best else (kind, best)))
        else:
            joined.append((result.start, result.end, result.entity_type, rank))
    for start, end, kind, _ in joined:
        yield Found(start, end, kind)


_THRESHOLD = 0.45
_WINDOW = 1000  # characters; a visitor's message has half of it at most
_MARGIN = 100


class _Spans(EntityRecognizer):
    """A recogniser of what a function of the text finds."""

    def __init__(self, kind: str, find: Callable[[str], Iterable[tuple[int, int]]], score: float) -> None:
        self._kind = kind
        self._find = find
        self._score = score
        super().__init__(supported_entities=[kind], name=kind, supported_language=_ENGLISH)

    def load(self) -> None:
        """Nothing to load."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts) -> list[RecognizerResult]:
        """Each span found, as Presidio wants it."""
        return [RecognizerResult(self._kind, start, end, self._score) for start, end in self._find(text)]


class _Patterns(PatternRecognizer):
    """Patterns that see neither what is public nor the dates of visits."""

    def __init__(self, kind: str, patterns: dict[str, str], score: float) -> None:
        listed = [Pattern(name, pattern, score) for name, pattern in patterns.items()]
        super().__init__(kind, kind, _ENGLISH, listed, global_regex_flags=regex.IGNORECASE)

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None, regex_flags: int | None = None
    ) -> list[RecognizerResult]:
        """As Presidio's own."""
        return super().analyze(_private_part(text), entities, nlp_artifacts, regex_flags)


class _Numbers(_Patterns):
    """Patterns that need a figure or two numbers in words, which most messages have not."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None, regex_flags: int | None = None
    ) -> list[RecognizerResult]:
        """As Presidio's own."""
        return super().analyze(text, entities, nlp_artifacts, regex_flags) if _has_figures(text) else []


class _Shaped(_Numbers):
    """What has no label and is taken for a private number because of its length."""

    def invalidate_result(self, pattern_text: str) -> bool:
        """A number too short to be anybody's."""
        return not numbers.is_long_enough(pattern_text)


@lru_cache(maxsize=8)
def _has_figures(text: str) -> bool:
    return numbers.has_figures(text)


@lru_cache(maxsize=8)
def _private_part(text: str) -> str:
    if not _has_figures(text):
        return text
    hidden = list(hide(text))
    for start, end in dates.others(text):
        hidden[start:end] = HIDDEN * (end - start)
    return "".join(hidden)


@lru_cache(maxsize=1)
def _analyzer() -> AnalyzerEngine:
    # Presidio's debug lines quote the words around a detail.
    logging.getLogger("presidio-analyzer").setLevel(logging.WARNING)
    # Where two overlap, the higher score says the kind: what a label names before what a shape suggests. No two kinds have one.
    recognizers: list[Any] = [
        _Patterns("email", numbers.EMAIL, 1.0),
        _Spans("date of birth", dates.births, 0.97),
        _Numbers("ssn", numbers.SSN, 0.95),
        _Numbers("card", numbers.CARD, 0.93),
        _Numbers("policy number", numbers.POLICY, 0.9),
        _Patterns("policy number", numbers.POLICY_GROUP, 0.9),
        _Numbers("record number", numbers.RECORD, 0.88),
        _Numbers("address", ADDRESS, 0.86),
        _Patterns("address", POST_BOX, 0.86),
        _Numbers("number", numbers.OTHER, 0.84),
        _Patterns("number", numbers.SECRET, 0.84),
        _Numbers("phone", numbers.PHONE, 0.8),
        _Spans("name", names.names, 0.7),
        _Numbers("number", numbers.OWN, 0.6),
        _Shaped("number", numbers.SHAPED, 0.5),
    ]
    registry = RecognizerRegistry(recognizers, global_regex_flags=regex.IGNORECASE, supported_languages=[_ENGLISH])
    return AnalyzerEngine(registry, _NoPipeline(), supported_languages=[_ENGLISH])


class _NoPipeline(NlpEngine):
    """What Presidio wants to know of a text beside its letters: nothing, for none of the recognisers reads it."""

    def __init__(self) -> None:
        self._artifacts = NlpArtifacts([], Doc(Vocab()), [], [], self, _ENGLISH)

    def load(self) -> None:
        """Nothing to load."""

    def is_loaded(self) -> bool:
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """No tokens."""
        return self._artifacts

    def process_batch(
        self, texts: Iterable[str], language: str, batch_size: int = 1, n_process: int = 1, **kwargs: Any
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        """Text by text."""
        for text in texts:
            yield text, self.process_text(text, language)

    def is_stopword(self, word: str, language: str) -> bool:
        return False

    def is_punct(self, word: str, language: str) -> bool:
        return False

    def get_supported_entities(self) -> list[str]:
        return []

    def get_supported_languages(self) -> list[str]:
        return [_ENGLISH]
