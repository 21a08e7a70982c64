"""What becomes of a ranking when topics are out of the question."""

from __future__ import annotations

import pytest

from iort.understanding.ranking import Ranked, Ranking, confidence_of, without


def ranking(**confidences: float) -> Ranking:
    return tuple(Ranked(name, confidence) for name, confidence in confidences.items())


@pytest.mark.parametrize("topic, confidence", [("insurance", 0.6), ("referral", 0.3), ("crisis", 0.0)])
def test_the_confidence_of_a_topic(topic: str, confidence: float) -> None:
    assert confidence_of(ranking(insurance=0.6, referral=0.3), topic) == confidence


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
def test_what_a_topic_had_is_shared_out_in_proportion(gone: list[str], left: dict[str, float]) -> None:
    found = without(ranking(emergency=0.4, insurance=0.3, crisis=0.2, referral=0.1), *gone)
    assert dict(found) == pytest.approx(left)
    assert [item.name for item in found] == list(left)


@pytest.mark.parametrize(
    "crisis, insurance, shared",
    [(0.99, 0.01, 0.2), (1.0, 0.01, 0.2), (0.99, 0.2, 1.0), (1.2, 0.0, 0.0)],
    ids=["a crumb stays small", "nothing was left", "never above one", "more than all there was"],
)
def test_little_evidence_does_not_become_certainty(crisis: float, insurance: float, shared: float) -> None:
    (item,) = without(ranking(crisis=crisis, insurance=insurance), "crisis")
    assert item.confidence == pytest.approx(shared)


def test_an_empty_ranking_stays_empty() -> None:
    assert without((), "crisis") == ()
