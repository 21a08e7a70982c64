"""Spanish gets Spanish, any other language English."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from actions.other_language import ActionOtherLanguage, is_spanish

SPANISH = [
    "¿Qué es la radioterapia intraoperatoria?",
    "hola, necesito una cita",
    "cuanto cuesta el tratamiento",
    "donde puedo llamar",
    "HABLAN ESPAÑOL",
    "hablan espanol",
    "tengo cáncer de páncreas y quiero ayuda",
    "mi seguro paga esto?",
    "¿Le puedo hacer una pregunta?",
    "¿Es para cáncer de seno?",
    "quiero hablar con un doctor",
]
OTHERS = [
    "Was ist intraoperative Strahlentherapie?",
    "Ich brauche einen Termin, wo kann ich mit einem Doctor sprechen",
    "Qu'est-ce que la radiothérapie peropératoire ?",
    "je voudrais parler avec le docteur",
    "où est l'hôpital",
    "Che cos'è la radioterapia?",
    "Vorrei parlare con il dottore, grazie, sono malato",
    "o que é radioterapia para o câncer",
    "você fala português? obrigado",
    "что такое лучевая терапия",
    "什么是术中放疗",
    "ما هو العلاج الإشعاعي",
    "xin chào tôi cần giúp đỡ",
    "",
]


@pytest.mark.parametrize("text", SPANISH)
def test_spanish_is_taken_for_spanish(text: str) -> None:
    assert is_spanish(text)


@pytest.mark.parametrize("text", OTHERS)
def test_another_language_is_not_taken_for_spanish(text: str) -> None:
    assert not is_spanish(text)


@pytest.mark.parametrize(
    "text, response", [("hola, necesito ayuda", "utter_spanish"), ("bonjour tout le monde", "utter_non_english")]
)
def test_the_reply_is_in_spanish_or_english(run: Callable[..., list[dict[str, Any]]], text: str, response: str) -> None:
    assert [message["response"] for message in run(ActionOtherLanguage(), text)] == [response]


def test_a_message_without_a_text_gets_the_english_reply(run: Callable[..., list[dict[str, Any]]]) -> None:
    assert [message["response"] for message in run(ActionOtherLanguage(), None)] == ["utter_non_english"]
