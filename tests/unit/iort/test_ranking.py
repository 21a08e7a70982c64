"""What becomes of a ranking when one intent is settled."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from iort.nlu.ranking import Ranking, confidence_of, headed_by, set_ranking, without


def ranking(**confidences: float) -> Ranking:
    return [{"name": name, "confidence": confidence} for name, confidence in confidences.items()]


@pytest.mark.parametrize("intent, confidence", [("insurance", 0.6), ("referral", 0.3), ("crisis", 0.0)])
def test_the_confidence_of_an_intent(intent: str, confidence: float) -> None:
    assert confidence_of(ranking(insurance=0.6, referral=0.3), intent) == confidence


@pytest.mark.parametrize(
    "gone, left",
    [
        (["crisis"], {"emergency": 0.5, "insurance": 0.375, "referral": 0.125}),
        (["crisis", "emergency"], {"insurance": 0.75, "referral": 0.25}),
        (["greet"], {"emergency": 0.4, "insurance": 0.3, "crisis": 0.2, "referral": 0.1}),
        ([], {"emergency": 0.4, "insurance": 0.3, "crisis": 0.2, "referral": 0.1}),
    ],
    ids=["one", "two", "one that is not there", "none"],
)
def test_what_an_intent_held_is_shared_out_in_proportion(gone: list[str], left: dict[str, float]) -> None:
    found = without(ranking(emergency=0.4, insurance=0.3, crisis=0.2, referral=0.1), *gone)
    assert {item["name"]: item["confidence"] for item in found} == pytest.approx(left)
    assert [item["name"] for item in found] == list(left)


@pytest.mark.parametrize(
    "crisis, insurance, shared",
    [(0.99, 0.01, 0.2), (1.0, 0.01, 0.2), (0.99, 0.2, 1.0), (1.2, 0.0, 0.0)],
    ids=["a crumb stays small", "nothing was left", "never above one", "more than all was held"],
)
def test_little_evidence_does_not_become_certainty(crisis: float, insurance: float, shared: float) -> None:
    (item,) = without(ranking(crisis=crisis, insurance=insurance), "crisis")
    assert item["confidence"] == pytest.approx(shared)


def test_an_empty_ranking_stays_empty() -> None:
    assert without([], "crisis") == []


def test_the_given_ranking_is_not_changed() -> None:
    given = ranking(crisis=0.5, insurance=0.5)
    without(given, "crisis")
    headed_by(given, "insurance", 1.0)
    assert given == ranking(crisis=0.5, insurance=0.5)


def test_an_intent_put_first_stands_there_once() -> None:
    assert headed_by(ranking(insurance=0.6, crisis=0.3), "crisis", 1.0) == ranking(crisis=1.0, insurance=0.6)


def test_an_intent_that_was_not_there_can_be_put_first() -> None:
    assert headed_by([], "crisis", 1.0) == ranking(crisis=1.0)


def test_the_head_of_the_ranking_becomes_the_intent() -> None:
    message = Message({})
    set_ranking(message, ranking(insurance=0.6, referral=0.3))
    assert message.get(INTENT) == {"name": "insurance", "confidence": 0.6}
    assert message.get(INTENT_RANKING_KEY) == ranking(insurance=0.6, referral=0.3)


def test_an_empty_ranking_leaves_no_intent() -> None:
    message = Message({INTENT: {"name": "crisis", "confidence": 0.2}})
    set_ranking(message, [])
    assert message.get(INTENT) == {"name": None, "confidence": 0.0}
