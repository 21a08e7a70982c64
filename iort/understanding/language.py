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

from iort.understanding.english import common_words, words_of
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
_SURE_FROM = 4  # words


class LanguageIdentifier:
    """Tells English from other languages.

    Args:
        known: English words in lower case.
    """

    def __init__(self, known: Collection[str], settings: LanguageSettings = LANGUAGE) -> None:
        self._known = frozenset(known)
        self._settings = settings
        self._detector = LanguageDetectorBuilder.from_languages(*_LANGUAGES).build()

    @classmethod
    def learn(cls, phrases: Iterable[Phrase], dangers: Collection[str]) -> LanguageIdentifier:
        """Know the commonest words of the language, and those of the English training phrases.

        The phrases of danger are left out, since some of them are Spanish.
        """
        own = {word for phrase in phrases if phrase.intent not in (FOREIGN, *dangers) for word in words_of(phrase.text)}
        return cls({*own, *common_words()})

    def save(self, file: Path) -> None:
        """Write the words as JSON."""
        srsly.write_json(file, sorted(self._known))

    @classmethod
    def load(cls, file: Path) -> LanguageIdentifier:
        """Read what `save` wrote. A damaged file raises."""
        return cls(srsly.read_json(file))

    def is_foreign(self, text: str, classified: float) -> bool:
        """Whether the text, as typed, is not English; `classified` is the topic classifier's probability of that."""
        words = words_of(text)
        if not words:
            return False
        if len(_NOT_LATIN.findall(text)) > len("".join(words)) / 2:
            return True
        foreign = 1.0 - self._detector.compute_language_confidence(text, Language.ENGLISH)
        if len(words) >= _SURE_FROM and foreign >= self._settings.sure:
            return True
        strange = sum(word not in self._known for word in words) / len(words)
        signs = (
            self._settings.english * foreign + self._settings.strange * strange + self._settings.classified * classified
        )
        return signs >= self._settings.threshold

    def is_spanish(self, text: str) -> bool:
        """Whether a foreign text is Spanish."""
        return bool(self._detector.detect_language_of(text) == Language.SPANISH)
