"""Whether a message is in English, with the language identification there is and a handful of known words."""

from __future__ import annotations

from pathlib import Path

import pytest

from iort.understanding.english import words_of
from iort.understanding.kinds import FOREIGN
from iort.understanding.language import LanguageIdentifier
from iort.understanding.phrases import FOR_SAFETY, Phrase
from iort.understanding.settings import LanguageSettings

KNOWN = words_of(
    "hello can you treat my cancer with iort, what is the phone number for a doctor and how long does it take, "
    "i do have an appointment, my name, insurance hours, yes no"
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
def test_a_message_is_foreign_by_all_its_signs_together(text: str, classified: float, foreign: bool) -> None:
    assert IDENTIFIER.is_foreign(text, text, classified) is foreign


@pytest.mark.parametrize(
    "text, foreign",
    [
        ("me quiero morir", True),
        ("ya no quiero vivir", True),
        ("no puedo respirar, ayuda", True),
        ("llame a una ambulancia, me duele el pecho", True),
        ("ich habe starke Schmerzen in der Brust", True),
        ("what iz teh phone number for my doctor", False),
        ("Kaposi sarcoma", False),
        ("hidradenitis suppurativa", False),
    ],
    ids=[
        "three words of Spanish", "four words of Spanish", "Spanish with an English no", "a Spanish cry", "a German cry",
        "misspelt English", "a cancer", "a disease in Latin",
    ],
)  # fmt: skip
def test_of_a_message_that_is_no_topic_lingua_must_be_sure(text: str, foreign: bool) -> None:
    assert IDENTIFIER.is_foreign(text, text, 0.0) is foreign


def test_misspelt_english_counts_as_it_was_corrected() -> None:
    typed = "wich dokter kan treet my hart"
    knowing = LanguageIdentifier(["which", "doctor", "can", "treat", "my", "heart"])
    assert knowing.is_foreign(typed, typed, 0.0)
    assert not knowing.is_foreign(typed, "which doctor can treat my heart", 0.0)


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
        ("caf\u00e9 insurance", False),
    ],
    ids=["Chinese", "Korean", "Arabic", "Greek", "more than half of it", "half of it", "one word of it", "accents"],
)  # fmt: skip
def test_a_text_mostly_in_another_script_is_foreign_beyond_doubt(text: str, foreign: bool) -> None:
    assert IDENTIFIER.is_foreign(text, text, 0.0) is foreign


@pytest.mark.parametrize(
    "text, unknown",
    [
        ("what is my cancer", []),
        ("what is mi cancer", ["mi"]),
        ("WHAT Is", []),
        ("hola 123 is", ["hola"]),
        ("is Hola my doctor", []),
        ("Hola my doctor is", ["Hola"]),
        ("HOLA DOCTOR", ["HOLA"]),
    ],
    ids=[
        "all known",
        "one of four",
        "capitals",
        "numbers are no words",
        "a name",
        "a capital at the start",
        "all shouted",
    ],
)
def test_which_words_are_unknown(text: str, unknown: list[str]) -> None:
    assert IDENTIFIER.unknown_words(text) == unknown


@pytest.mark.parametrize("text", ["", "?", "123 456", "\U0001f642"], ids=["nothing", "a mark", "numbers", "emoji"])
def test_a_text_without_words_is_in_no_other_language(text: str) -> None:
    assert not IDENTIFIER.is_foreign(text, text, 1.0)


@pytest.mark.parametrize("text", ["no", "hi", "MN?", "123", ""])
def test_of_words_of_two_letters_nothing_is_known(text: str) -> None:
    assert IDENTIFIER.english(text) == 0.5


def test_the_longer_a_spanish_text_the_less_english_it_looks() -> None:
    short, long = "no", "no quiero saber cu\u00e1nto cuesta el tratamiento"
    assert 1.0 >= IDENTIFIER.english(short) > IDENTIFIER.english(long) >= 0.0


@pytest.mark.parametrize(
    "text, spanish",
    [
        ("me quiero morir", True),
        ("dolor de pecho", True),
        ("no puedo respirar", True),
        ("Tengo c\u00e1ncer de p\u00e1ncreas", True),
        ("hola", True),
        ("voy a matarme", True),
        ("posso parlare con un medico", False),
        ("quais c\u00e2nceres voc\u00eas tratam com esse m\u00e9todo", False),
        ("wie lange dauert die Behandlung", False),
        ("\u653e\u7597", False),
        ("123", False),
    ],
    ids=[
        "a cry", "a pain", "breath", "a cancer", "a greeting", "lingua says French", "Italian", "Portuguese", "German", "Chinese",
        "no words",
    ],
)  # fmt: skip
def test_which_texts_are_spanish(text: str, spanish: bool) -> None:
    assert IDENTIFIER.is_spanish(text) is spanish


def test_the_weighted_sum_of_the_signs_decides() -> None:
    text = "hola doctor"
    signs = (1.0 - IDENTIFIER.english(text)) + 0.5 * 0.5 + 1.8 * 0.4
    for threshold, foreign in ((signs - 0.01, True), (signs + 0.01, False)):
        assert LanguageIdentifier(KNOWN, LanguageSettings(threshold=threshold)).is_foreign(text, text, 0.4) is foreign


def test_the_words_of_english_phrases_are_learned_and_kept(tmp_path: Path) -> None:
    phrases = [
        Phrase("brachyxyz", "insurance"),
        Phrase("qwertzu", FOREIGN),
        Phrase("asdfgh", "crisis"),
        Phrase("yxcvbn", "out_of_scope", only_for=FOR_SAFETY),
    ]
    learned = LanguageIdentifier.learn(phrases, dangers=["crisis"])
    learned.save(tmp_path / "english.json")
    loaded = LanguageIdentifier.load(tmp_path / "english.json")
    assert loaded.unknown_words("the brachyxyz") == []
    assert loaded.unknown_words("qwertzu asdfgh yxcvbn") == ["qwertzu", "asdfgh", "yxcvbn"]
