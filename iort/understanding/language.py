"""Whether a message is in English, and whether it is in Spanish.

lingua (Peter M. Stahl, Apache-2.0) is made for short text. On two or three words even it wavers, so the share of words that
are known English counts as well, and so does what the topic classifier makes of the message.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path

import srsly
from lingua import Language, LanguageDetectorBuilder

from iort.understanding.english import WORD, common_words, looks_like_a_name, words_of
from iort.understanding.kinds import FOREIGN
from iort.understanding.phrases import Phrase
from iort.understanding.settings import LANGUAGE, LanguageSettings

# The languages most spoken in the United States, and those with a script of their own. More would blur short messages.
_LANGUAGES = (
    *(Language.ENGLISH, Language.SPANISH, Language.FRENCH, Language.GERMAN, Language.PORTUGUESE, Language.ITALIAN),
    *(Language.CHINESE, Language.JAPANESE, Language.KOREAN, Language.ARABIC, Language.RUSSIAN, Language.VIETNAMESE),
    *(Language.TAGALOG, Language.HINDI, Language.SOMALI, Language.POLISH),
)
_NOT_LATIN = re.compile(r"[\u0370-\u1cff\u2e80-\ufaff]")
_NOTHING_KNOWN = 0.5


class LanguageIdentifier:
    """Tells a foreign message by three signs: how unlike English it looks to lingua, the share of words that are neither known
    English nor names, the topic classifier's probability of `non_english`.

    Their weighted sum decides, except where lingua is sure and some words are unknown even once they are spelt right: to the
    classifier of topics a cry for help in Spanish is no `non_english`.

    Args:
        known: English words in lower case.
    """

    def __init__(self, known: Collection[str], settings: LanguageSettings = LANGUAGE) -> None:
        self._known = frozenset(known)
        self._settings = settings
        # Counts groups of three letters alone, which takes 31 MB instead of 306.
        self._lingua = LanguageDetectorBuilder.from_languages(*_LANGUAGES).with_low_accuracy_mode().build()

    @classmethod
    def learn(cls, phrases: Iterable[Phrase], dangers: Collection[str]) -> LanguageIdentifier:
        """Know the commonest words of the language, and those of the English training phrases.

        The phrases of danger and those beside them are left out, since some of them are Spanish.
        """
        own = {
            word
            for phrase in phrases
            if phrase.intent not in (FOREIGN, *dangers) and phrase.only_for is None
            for word in words_of(phrase.text)
        }
        return cls({*own, *common_words()})

    def save(self, file: Path) -> None:
        """Write the words as JSON."""
        srsly.write_json(file, sorted(self._known))

    @classmethod
    def load(cls, file: Path) -> LanguageIdentifier:
        """Read what `save` wrote. A damaged file raises."""
        return cls(srsly.read_json(file))

    def is_foreign(self, typed: str, corrected: str, classified: float) -> bool:
        """Whether a message is not English.

        Args:
            typed: its text as typed.
            corrected: the same with misspelt words put right.
            classified: the topic classifier's probability of `non_english`.
        """
        words = words_of(typed)
        if not words:
            return False
        if len(_NOT_LATIN.findall(typed)) > len("".join(words)) / 2:
            return True
        settings = self._settings
        unknown = len(self.unknown_words(corrected))
        alone = len(words) >= settings.sure_words and unknown >= settings.sure_unknown
        others = settings.strange * unknown / len(words) + settings.classified * classified
        if not alone and others + settings.english < settings.threshold:
            return False  # whatever lingua says, which takes longer than all the rest
        unlike = 1.0 - self.english(typed)
        return (alone and unlike >= settings.sure) or others + settings.english * unlike >= settings.threshold

    def is_spanish(self, text: str) -> bool:
        """Whether a text that is not English is Spanish."""
        found = self._confidences(text)
        others = max(value for language, value in found.items() if language not in (Language.ENGLISH, Language.SPANISH))
        return found[Language.SPANISH] > 0 and found[Language.SPANISH] * self._settings.spanish_odds >= others

    def english(self, text: str) -> float:
        """How likely the text is English rather than another language, from 0 to 1; 0.5 where nothing is known of it."""
        found = self._confidences(text)
        return found[Language.ENGLISH] if any(found.values()) else _NOTHING_KNOWN

    def unknown_words(self, text: str) -> list[str]:
        """The words of a text that are neither known English nor look like names."""
        return [
            word.group()
            for word in WORD.finditer(text)
            if word.group().lower() not in self._known and not looks_like_a_name(word)
        ]

    def _confidences(self, text: str) -> dict[Language, float]:
        """Of each language; all 0 for a text without three letters in a row."""
        return {found.language: found.value for found in self._lingua.compute_language_confidence_values(text)}
