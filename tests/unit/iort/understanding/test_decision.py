"""When the classifier is sure enough."""

from __future__ import annotations

import pytest

from iort.understanding.decision import decide
from iort.understanding.kinds import UNSURE
from iort.understanding.ranking import Ranked, Ranking
from iort.understanding.settings import DecisionSettings

SETTINGS = DecisionSettings(threshold=0.5, ambiguity=0.1)


def ranking(*items: tuple[str, float]) -> Ranking:
    return tuple(Ranked(*item) for item in items)


@pytest.mark.parametrize(
    "items, topic",
    [
        ([("insurance", 0.8), ("referral", 0.1)], "insurance"),
        ([("insurance", 0.5), ("referral", 0.1)], "insurance"),
        ([("insurance", 0.49), ("referral", 0.1)], UNSURE),
        ([("insurance", 0.55), ("referral", 0.44)], "insurance"),
        ([("insurance", 0.52), ("referral", 0.48)], UNSURE),
        ([("insurance", 0.9)], "insurance"),
        ([], UNSURE),
        ([("out_of_scope", 0.35), ("gibberish", 0.3), ("insurance", 0.2)], "out_of_scope"),
        ([("gibberish", 0.35), ("out_of_scope", 0.3), ("insurance", 0.2)], "gibberish"),
        ([("insurance", 0.35), ("out_of_scope", 0.3), ("gibberish", 0.3)], "out_of_scope"),
        ([("insurance", 0.45), ("out_of_scope", 0.25), ("gibberish", 0.25)], UNSURE),
        ([("out_of_scope", 0.25), ("gibberish", 0.2), ("insurance", 0.2)], UNSURE),
    ],
    ids=[
        "sure", "just sure", "not quite sure", "just clear", "torn between two", "alone", "no ranking",
        "declining ones add up", "the likelier of them is named", "together they beat a topic", "together they make it unclear",
        "together still unsure",
    ],
)  # fmt: skip
def test_the_topic_to_act_upon(items: list[tuple[str, float]], topic: str) -> None:
    assert decide(ranking(*items), SETTINGS).name == topic


@pytest.mark.parametrize(
    "items, confidence",
    [
        ([("insurance", 0.8), ("referral", 0.1)], 0.8),
        ([("insurance", 0.4)], 0.4),
        ([("out_of_scope", 0.375), ("gibberish", 0.25)], 0.625),
        ([], 0.0),
    ],
    ids=["accepted", "refused", "declining together", "none"],
)
def test_the_confidence_is_that_of_what_was_decided(items: list[tuple[str, float]], confidence: float) -> None:
    assert decide(ranking(*items), SETTINGS).confidence == pytest.approx(confidence)
