"""Puts misspelt words right before anything is understood: 'referal' is referral, 'chst pian' chest pain.

A word that is not known English becomes the nearest word of the training phrases, where one is near enough: one letter
added, left out, changed or swapped with its neighbour, two from seven letters on (optimal string alignment distance,
rapidfuzz). Everything else stays as it was typed; the tracker keeps the message itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import srsly
from rapidfuzz import process
from rapidfuzz.distance import OSA

from content import content
from iort.understanding.english import RAREST_WORD, WORD, looks_like_a_name, word_frequencies, words_of
from iort.understanding.kinds import FOREIGN
from iort.understanding.phrases import Phrase

_SHORTEST = 4
_TWO_EDITS_FROM = 7
_OFTEN = (
    3  # a word seen as often in the training phrases is one that visitors use; a rarer one may be a misspelling there
)
# Natural logs of relative frequency: rarer words are as likely misspellings as words, and no misspelling stands for a rare one.
_KNOWN_FROM = -14.6
_COMMON = -15.0


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

    @classmethod
    def learn(cls, phrases: Iterable[Phrase]) -> Speller:
        """Know English words, those of the content files, and those that the training phrases use often."""
        used: Counter[str] = Counter()
        foreign: set[str] = set()
        for phrase in phrases:
            words = words_of(phrase.text)
            if phrase.intent == FOREIGN:
                foreign |= set(words)
            elif phrase.intent != "gibberish":
                used.update(words)
        frequencies = word_frequencies()
        facts = _content_words()
        english = {word for word, value in frequencies.items() if value > _KNOWN_FROM and word.isalpha()}
        known = {
            *(english | facts | foreign),
            *(word for word, times in used.items() if times >= _OFTEN or word in frequencies),
        }
        targets = {
            word: frequencies.get(word, RAREST_WORD)
            for word, times in used.items()
            if len(word) >= _SHORTEST
            and (word in facts or (times >= _OFTEN and frequencies.get(word, RAREST_WORD) > _COMMON))
        }
        return cls(known, targets)

    def save(self, file: Path) -> None:
        """Write the words as JSON."""
        srsly.write_json(file, {"known": sorted(self._known), "targets": self._targets})

    @classmethod
    def load(cls, file: Path) -> Speller:
        """Read what `save` wrote. A damaged file raises."""
        words = srsly.read_json(file)
        return cls(words["known"], words["targets"])

    def correct(self, text: str) -> str:
        """The text with its misspelt words put right; a capitalised word within a sentence is taken for a name."""
        return WORD.sub(self._word, text)

    def _word(self, match: re.Match[str]) -> str:
        word = match.group()
        lower = word.lower()
        if len(lower) < _SHORTEST or lower in self._known or "'" in lower or looks_like_a_name(match):
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


def _content_words() -> set[str]:
    facts = content()
    names = [
        *(campus.words[0] for campus in facts.campuses.values()),
        *(cancer.name for group in (facts.cancers.listed, facts.cancers.not_listed) for cancer in group.values()),
        *(word for kind in facts.kinds.values() for word in kind.words),
    ]
    return {word for name in names for word in words_of(name)} | {"iort", "ioert", "mayo", "medicare", "medicaid"}
