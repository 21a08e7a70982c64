"""When the classifier is sure enough."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from iort.nlu.confidence_gate import ConfidenceGate

GATE = ConfidenceGate.create({"threshold": 0.5, "ambiguity_threshold": 0.1}, None, None, None)
FALLBACK = "nlu_fallback"


def ranking(*items: tuple[str, float]) -> list[dict[str, Any]]:
    return [{"name": name, "confidence": confidence} for name, confidence in items]


@pytest.mark.parametrize(
    "items, intent",
    [
        ([("insurance", 0.8), ("referral", 0.1)], "insurance"),
        ([("insurance", 0.5), ("referral", 0.1)], "insurance"),
        ([("insurance", 0.49), ("referral", 0.1)], FALLBACK),
        ([("insurance", 0.55), ("referral", 0.44)], "insurance"),
        ([("insurance", 0.52), ("referral", 0.48)], FALLBACK),
        ([("insurance", 0.9)], "insurance"),
        ([], FALLBACK),
        ([("emergency", 0.01), ("insurance", 0.7)], "emergency"),
        ([("crisis", 0.01), ("insurance", 0.7)], "crisis"),
        ([("emergency", 0.4), ("personal_medical_advice", 0.4)], "emergency"),
        ([("crisis", 0.4), ("emergency", 0.4)], "crisis"),
        ([("insurance", 0.7), ("emergency", 0.3)], "insurance"),
        ([("insurance", 0.45), ("crisis", 0.4)], FALLBACK),
        ([("out_of_scope", 0.35), ("gibberish", 0.3), ("insurance", 0.2)], "out_of_scope"),
        ([("gibberish", 0.35), ("out_of_scope", 0.3), ("insurance", 0.2)], "gibberish"),
        ([("insurance", 0.35), ("out_of_scope", 0.3), ("gibberish", 0.3)], "out_of_scope"),
        ([("insurance", 0.45), ("out_of_scope", 0.25), ("gibberish", 0.25)], FALLBACK),
        ([("out_of_scope", 0.25), ("gibberish", 0.2), ("insurance", 0.2)], FALLBACK),
    ],
    ids=[
        "sure", "just sure", "not quite sure", "just clear", "torn between two", "alone", "no ranking",
        "an emergency however unlikely", "a crisis however unlikely", "a danger torn with a topic", "torn between dangers",
        "a danger that safety did not put first is a topic like any other", "and makes the first unclear like any other",
        "declining ones add up", "the likelier of them is named", "together they beat a topic", "together they make it unclear",
        "together still unsure",
    ],
)  # fmt: skip
def test_the_intent_to_act_upon(items: list[tuple[str, float]], intent: str) -> None:
    assert GATE.decide(ranking(*items))[0] == intent


@pytest.mark.parametrize(
    "items, confidence",
    [
        ([("insurance", 0.8), ("referral", 0.1)], 0.8),
        ([("insurance", 0.4)], 0.4),
        ([("emergency", 0.35), ("insurance", 0.6)], 0.35),
        ([("out_of_scope", 0.375), ("gibberish", 0.25)], 0.625),
        ([], 0.0),
    ],
    ids=["accepted", "refused", "safety", "declining together", "none"],
)
def test_the_confidence_is_that_of_what_was_decided(items: list[tuple[str, float]], confidence: float) -> None:
    assert GATE.decide(ranking(*items))[1] == confidence


@given(
    st.dictionaries(st.sampled_from(["insurance", "out_of_scope", "gibberish", "greet"]), st.floats(0, 1)),
    st.sampled_from(["emergency", "crisis"]),
    st.floats(0, 1),
)
def test_a_danger_that_stands_first_passes_whatever_stands_behind_it(
    others: dict[str, float], danger: str, confidence: float
) -> None:
    assert GATE.decide(ranking((danger, confidence), *others.items())) == (danger, confidence)


def test_a_message_gets_the_decision_and_keeps_its_ranking() -> None:
    before = ranking(("insurance", 0.4), ("referral", 0.35))
    (message,) = GATE.process([Message(data={INTENT_RANKING_KEY: list(before)})])
    assert (message.get(INTENT)["name"], message.get(INTENT_RANKING_KEY)) == (FALLBACK, before)


def test_a_message_without_a_ranking_is_not_understood() -> None:
    (message,) = GATE.process([Message(data={})])
    assert message.get(INTENT) == {"name": FALLBACK, "confidence": 0.0}


def test_the_configuration_is_read_over_the_defaults() -> None:
    strict = ConfidenceGate.create({"threshold": 0.95}, None, None, None)
    assert strict.decide(ranking(("insurance", 0.9)))[0] == FALLBACK
    assert strict.decide(ranking(("insurance", 0.96), ("referral", 0.9)))[0] == FALLBACK  # the default's margin stays


def test_which_intents_decline_is_configured() -> None:
    gate = ConfidenceGate.create({"declining": ["insurance", "referral"]}, None, None, None)
    assert gate.decide(ranking(("insurance", 0.4), ("referral", 0.35))) == ("insurance", 0.75)
