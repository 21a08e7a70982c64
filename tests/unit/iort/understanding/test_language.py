"""Whether a message is in English, with the language identification there is and a handful of known words."""

from __future__ import annotations

from pathlib import Path

import pytest

from iort.understanding.english import words_of
from iort.understanding.kinds import FOREIGN
from iort.understanding.language import LanguageIdentifier
from iort.understanding.phrases import Phrase
from iort.understanding.settings import LanguageSettings

KNOWN = set(
    words_of(
        "hello can you treat my cancer with iort, what is the phone number for a doctor and how long does it take, "
        "i do have an appointment, my name, insurance hours, yes no"
    )
)
IDENTIFIER = LanguageIdentifier(KNOWN)


@pytest.mark.parametrize(
    "text, classified, foreign",
    [
        ("what is the phone number for my doctor", 0.0, False),
        ("insurance", 0.0, False),
        ("no", 0.1, False),
        ("can Dr. Oyelaran-Whitcombe treat my cancer", 0.1, False),
        ("my name is Guadalupe Hernandez and I have an appointment", 0.1, False),
        ("phonne nummber for apointment", 0.0, False),
        ("\u00bfcu\u00e1nto cuesta?", 0.9, True),
        ("hola", 0.9, True),
        ("quiero saber cu\u00e1nto cuesta el tratamiento y si mi seguro lo paga", 0.5, True),
        ("wie lange dauert die Behandlung und was kostet sie", 0.5, True),
        ("\u4f60\u4eec\u6cbb\u7597\u4ec0\u4e48\u764c\u75c7", 0.0, True),
        ("\u043a\u0430\u043a\u043e\u0439 \u043d\u043e\u043c\u0435\u0440 \u0442\u0435\u043b\u0435\u0444\u043e\u043d\u0430", 0.0, True),
    ],
    ids=[
        "English", "one English word", "a word of many languages", "English with a foreign name", "English with a Spanish name", "misspelt English",
        "short Spanish", "one Spanish word", "long Spanish", "long German", "Chinese", "Russian",
    ],
)  # fmt: skip
def test_a_message_is_foreign_where_its_signs_reach_the_threshold(text: str, classified: float, foreign: bool) -> None:
    assert IDENTIFIER.is_foreign(text, classified) is foreign


@pytest.mark.parametrize(
    "text, foreign",
    [
        ("\u653e\u7597", True),
        ("\uc548\ub155\ud558\uc138\uc694", True),
        ("\u0645\u0631\u062d\u0628\u0627", True),
        ("\u03ba\u03b1\u03bb\u03b7\u03bc\u03ad\u03c1\u03b1", True),
        ("\u653e\u7597\u662f\u4ec0\u4e48 iort", True),
        ("iort \u653e\u7597\u662f\u4ec0", False),
        ("what is \u653e\u7597", False),
        ("caf\u00e9 \u00fcber ni\u00f1o", False),
    ],
    ids=["Chinese", "Korean", "Arabic", "Greek", "more than half of it", "half of it", "one word of it", "accents"],
)  # fmt: skip
def test_a_text_mostly_in_another_script_is_foreign_beyond_doubt(text: str, foreign: bool) -> None:
    never = LanguageIdentifier(KNOWN, LanguageSettings(threshold=1e9, sure=1.1))
    assert never.is_foreign(text, 0.0) is foreign


@pytest.mark.parametrize(
    "text, strange",
    [("what is my cancer", 0.0), ("what is mi cancer", 0.25), ("WHAT Is", 0.0), ("hola", 1.0), ("hola 123 is", 0.5)],
    ids=["all known", "one of four", "capitals", "none", "numbers are no words"],
)
def test_the_share_of_unknown_words_is_a_sign(text: str, strange: float) -> None:
    for threshold, foreign in ((strange, True), (strange + 0.01, False)):
        settings = LanguageSettings(english=0.0, strange=1.0, classified=0.0, threshold=threshold, sure=1.1)
        assert LanguageIdentifier(KNOWN, settings).is_foreign(text, 0.0) is foreign


@pytest.mark.parametrize("text", ["", "?", "123 456", "\U0001f642"], ids=["nothing", "a mark", "numbers", "emoji"])
def test_a_text_without_words_is_in_no_other_language(text: str) -> None:
    assert not IDENTIFIER.is_foreign(text, 1.0)


@pytest.mark.parametrize(
    "text, spanish",
    [
        ("quiero saber cu\u00e1nto cuesta el tratamiento de c\u00e1ncer y si mi seguro lo paga", True),
        ("\u653e\u7597\u662f\u4ec0\u4e48", False),
        ("what is the phone number", False),
    ],
    ids=["Spanish", "Chinese", "English"],
)
def test_spanish_is_told_from_other_languages(text: str, spanish: bool) -> None:
    assert IDENTIFIER.is_spanish(text) is spanish


def test_the_words_of_english_phrases_are_learned_and_kept(tmp_path: Path) -> None:
    phrases = [Phrase("brachyxyz", "insurance"), Phrase("qwertzu", FOREIGN), Phrase("asdfgh", "crisis")]
    learned = LanguageIdentifier.learn(phrases, dangers=["crisis"])
    learned.save(tmp_path / "english.json")
    loaded = LanguageIdentifier.load(tmp_path / "english.json")
    assert {"brachyxyz", "the"} <= loaded._known
    assert not {"qwertzu", "asdfgh"} & loaded._known
