"""Whether a message is in English, with the language identification there is and a handful of known words."""

from __future__ import annotations

import math

import pytest
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from iort.nlu.language import AS_TYPED, FOREIGN, LanguageGate, words_of

THRESHOLD = LanguageGate.get_default_config()["threshold"]
GATE = LanguageGate.create({}, None, None, None)
GATE._known = set(
    words_of(
        "hello can you treat my cancer with iort, what is the phone number for a doctor and how long does it take, "
        "i do have an appointment, my name, insurance hours, yes no"
    )
)


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
    assert (GATE.signs(text, classified)["sum"] >= THRESHOLD) is foreign


@pytest.mark.parametrize(
    "text, infinite",
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
def test_a_text_mostly_in_another_script_is_foreign_beyond_doubt(text: str, infinite: bool) -> None:
    assert math.isinf(GATE.signs(text, 0.0)["sum"]) is infinite


@pytest.mark.parametrize(
    "text, strange",
    [("what is my cancer", 0.0), ("what is mi cancer", 0.25), ("WHAT Is", 0.0), ("hola", 1.0), ("hola 123 is", 0.5)],
    ids=["all known", "one of four", "capitals", "none", "numbers are no words"],
)
def test_the_share_of_unknown_words_is_a_sign(text: str, strange: float) -> None:
    assert GATE.signs(text, 0.0)["strange"] == strange


@pytest.mark.parametrize("text", ["", "?", "123 456", "\U0001f642"], ids=["nothing", "a mark", "numbers", "emoji"])
def test_a_text_without_words_is_in_no_other_language(text: str) -> None:
    assert GATE.signs(text, 1.0)["sum"] == 0.0


def test_the_longer_a_spanish_text_the_less_english_it_looks() -> None:
    short, long = "no", "no quiero saber cu\u00e1nto cuesta el tratamiento"
    assert 0.0 <= GATE.signs(short, 0.0)["english"] < GATE.signs(long, 0.0)["english"] <= 1.0


@pytest.mark.parametrize("name", ["english", "strange", "classified"])
def test_each_sign_weighs_as_configured(name: str) -> None:
    weights = {"english": 0.0, "strange": 0.0, "classified": 0.0, name: 2.0}
    signs = LanguageGate.create(weights, None, None, None).signs("hola doctor", 0.7)
    assert signs["sum"] == pytest.approx(2 * signs[name])
    assert signs[name] > 0


RANKING = [{"name": "insurance", "confidence": 0.6}, {"name": FOREIGN, "confidence": 0.4}]


def processed(text: str, **data: str) -> Message:
    (message,) = GATE.process([Message({TEXT: text, INTENT_RANKING_KEY: RANKING, **data})])
    return message


def test_a_foreign_message_gets_the_intent_and_keeps_the_rest_of_its_ranking() -> None:
    message = processed("\u653e\u7597\u662f\u4ec0\u4e48")
    assert message.get(INTENT_RANKING_KEY) == [{"name": FOREIGN, "confidence": 1.0}, RANKING[0]]
    assert message.get(INTENT) == {"name": FOREIGN, "confidence": 1.0}


def test_an_english_message_loses_the_intent() -> None:
    assert processed("what is the phone number").get(INTENT_RANKING_KEY) == [{"name": "insurance", "confidence": 1.0}]


@pytest.mark.parametrize(
    "text, entities",
    [
        pytest.param(
            "quiero saber cu\u00e1nto cuesta el tratamiento de c\u00e1ncer y si mi seguro lo paga",
            ["spanish"],
            id="Spanish",
        ),
        pytest.param("\u653e\u7597\u662f\u4ec0\u4e48", [], id="Chinese"),
        pytest.param("what is the phone number", [], id="English"),
    ],
)
def test_a_spanish_message_is_marked_as_such(text: str, entities: list[str]) -> None:
    gate = LanguageGate.create({"threshold": 1.0}, None, None, None)
    gate._known = GATE._known
    (message,) = gate.process([Message({TEXT: text, INTENT_RANKING_KEY: RANKING})])
    assert [item["entity"] for item in message.get(ENTITIES, [])] == entities


def test_a_message_is_judged_as_it_was_typed() -> None:
    assert (
        processed("what is the phone number", **{AS_TYPED: "\u653e\u7597\u662f\u4ec0\u4e48"}).get(INTENT)["name"]
        == FOREIGN
    )


@pytest.mark.parametrize(
    "text, words",
    [
        ("What IS it?", ["what", "is", "it"]),
        ("don't, O'Brien's", ["don't", "o'brien", "s"]),
        ("x-ray a/b", ["x", "ray", "a", "b"]),
        ("call 911 or 1st", ["call", "or", "st"]),
        ("\u00bfcu\u00e1nto ni\u00f1o", ["cu\u00e1nto", "ni\u00f1o"]),
        ("a_b", ["a", "b"]),
        ("\u653e\u7597", ["\u653e\u7597"]),
        ("12 ?!", []),
        ("", []),
    ],
    ids=["capitals and marks", "apostrophes", "hyphen and slash", "numbers", "accents", "underscore", "another script", "no words", "nothing"],
)  # fmt: skip
def test_the_words_of_a_text(text: str, words: list[str]) -> None:
    assert words_of(text) == words
