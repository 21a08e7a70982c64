"""Which reply to a text costs least."""

from __future__ import annotations

from typing import Any

import pytest

from content.model import Costs
from iort.understanding.decision import decide, merged, probability_right
from iort.understanding.kinds import UNSURE
from iort.understanding.ranking import Ranked, Ranking

COSTS = Costs(danger_missed=50, false_alarm=20, wrong_fact=4, declined=2, wrong_decline=2, asked_back=1)
FAMILIAR = 0.7


def ranking(*items: tuple[str, float]) -> Ranking:
    return tuple(Ranked(*item) for item in items)


def costing(**changed: float) -> Costs:
    return COSTS.copy(update=changed)


def surer(topic: str, probability: float, familiarity: float = FAMILIAR) -> float:
    """The least confidence, in thousandths, at which the topic is so probably right."""
    return next(
        step / 1000 for step in range(1001) if probability_right(Ranked(topic, step / 1000), familiarity) >= probability
    )


@pytest.mark.parametrize(
    "topic, mistake",
    [("insurance", "wrong_fact"), ("unanswerable", "wrong_decline"), ("out_of_scope", "declined")],
    ids=["a fact", "a reply that tells none", "not for this assistant"],
)
def test_a_topic_is_acted_upon_where_its_mistake_costs_no_more_than_asking_back(topic: str, mistake: str) -> None:
    for cost in (2.0, 4.0, 10.0):
        costs = costing(wrong_fact=99, wrong_decline=99, declined=99) if cost == 10 else COSTS
        costs = costs.copy(update={mistake: cost})
        needed = surer(topic, 1 - 1 / cost)
        assert decide(ranking((topic, needed)), FAMILIAR, costs).name == topic
        assert decide(ranking((topic, needed - 0.002)), FAMILIAR, costs).name == UNSURE


def test_where_asking_back_costs_as_much_as_any_mistake_nothing_is_asked() -> None:
    dear: dict[str, Any] = {"asked_back": 4}
    assert decide(ranking(("insurance", 0.05)), 0.0, costing(**dear)).name == "insurance"


def test_a_fact_is_told_the_less_the_stranger_the_text() -> None:
    likely = ranking(("insurance", 0.8), ("referral", 0.1))
    assert decide(likely, 0.75, COSTS).name == "insurance"
    assert decide(likely, 0.1, COSTS).name == UNSURE
    assert decide(ranking(("out_of_scope", 0.6)), 0.1, COSTS).name == "out_of_scope"


def test_topics_that_decline_compete_as_one_under_the_name_of_the_likeliest() -> None:
    torn = ranking(("insurance", 0.35), ("gibberish", 0.33), ("out_of_scope", 0.3))
    assert merged(torn)[0] == ("gibberish", pytest.approx(0.63))
    assert [item.name for item in merged(torn)] == ["gibberish", "insurance"]


@pytest.mark.parametrize(
    "sum_of_two, expected", [((0.7, 0.5), 1.0), ((0.375, 0.25), 0.625)], ids=["no more than one", "a sum"]
)
def test_the_confidence_is_that_of_what_was_decided(sum_of_two: tuple[float, float], expected: float) -> None:
    first, second = sum_of_two
    found = decide(ranking(("out_of_scope", first), ("gibberish", second)), FAMILIAR, COSTS)
    assert found == ("out_of_scope", pytest.approx(expected))


def test_refused_it_keeps_its_confidence() -> None:
    assert decide(ranking(("insurance", 0.1)), 0.1, COSTS) == (UNSURE, 0.1)
    assert decide((), FAMILIAR, COSTS) == (UNSURE, 0.0)


def test_what_is_surer_and_more_familiar_is_more_probably_right() -> None:
    steps = [probability_right(Ranked("insurance", confidence), 0.6) for confidence in (0.0, 0.2, 0.5, 0.9, 1.0)]
    assert steps == sorted(steps)
    assert 0.0 < steps[0] < steps[-1] < 1.0
    assert probability_right(Ranked("insurance", 0.5), 0.4) < probability_right(Ranked("insurance", 0.5), 0.7)
