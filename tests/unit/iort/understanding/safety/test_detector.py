"""Whether a message and its clauses together come from danger."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

from content import content
from iort.understanding.phrases import Phrase
from iort.understanding.safety.detector import Sign, _close_to_danger, danger_of, even_score
from iort.understanding.safety.rules import Rule
from iort.understanding.settings import SAFETY, SafetySettings

AT = even_score()
WEIGHT = SAFETY.alarm


def alarm(danger: str, *, certain: bool = False) -> Rule:
    return Rule("an alarm", "", re.compile(""), None, danger, certain, case="", opposite="")


FAINT, CERTAIN = alarm("emergency"), alarm("crisis", certain=True)


def sign(score: float, kind: str = "emergency", alarm: Rule | None = None) -> Sign:
    return Sign(score, kind, alarm)


@pytest.mark.parametrize(
    "whole, clauses, danger",
    [
        (sign(AT), [], "emergency"),
        (sign(AT - 0.01), [], None),
        (sign(AT + 3, "crisis"), [], "crisis"),
    ],
    ids=["at the threshold", "just under it", "the likelier kind"],
)
def test_a_message_in_one_piece_is_judged_by_itself(whole: Sign, clauses: list[Sign], danger: str | None) -> None:
    assert danger_of(whole, clauses) == danger


@pytest.mark.parametrize(
    "whole, clauses, danger",
    [
        (AT - 1, [AT + 1.1], "emergency"),
        (AT - 1, [AT + 0.9], None),
        (AT - 1, [AT - 5, AT + 1.1, AT - 5], "emergency"),
        (AT - 1, [AT + 0.9, AT + 0.9], None),
        (AT + 1, [AT - 0.9], "emergency"),
        (AT + 1, [AT - 1.1], None),
        (AT - 4, [AT + 3], None),
    ],
    ids=[
        "a clause lifts the whole", "not enough", "the worst of three counts", "two clauses do not add up", "a harmless clause takes little off",
        "or too much", "a clause alone is not enough",
    ],
)  # fmt: skip
def test_the_mean_of_the_whole_and_its_worst_clause_decides(
    whole: float, clauses: list[float], danger: str | None
) -> None:
    assert danger_of(sign(whole), [sign(score) for score in clauses]) == danger


def test_the_worst_clause_says_which_danger_it_is() -> None:
    clauses = [sign(AT + 1, "emergency"), sign(AT + 2, "crisis")]
    assert danger_of(sign(AT + 1, "emergency"), clauses) == "crisis"


@pytest.mark.parametrize(
    "score, danger", [(AT - 0.9 * WEIGHT, "emergency"), (AT - 1.1 * WEIGHT, None)], ids=["enough with it", "too little"]
)
@pytest.mark.parametrize(
    "alarms", [(FAINT, None), (None, FAINT), (FAINT, FAINT)], ids=["in the whole", "in a clause", "in both"]
)
def test_an_alarm_adds_its_weight_once(
    score: float, danger: str | None, alarms: tuple[Rule | None, Rule | None]
) -> None:
    whole, clause = alarms
    assert danger_of(sign(score, alarm=whole), [sign(score), sign(score, alarm=clause)]) == danger
    assert danger_of(sign(score), [sign(score)]) is None


def test_an_alarm_says_which_danger_it_is() -> None:
    assert danger_of(sign(AT, "crisis", FAINT), [sign(AT, "crisis")]) == "emergency"


@pytest.mark.parametrize(
    "whole, clauses",
    [(sign(-9, alarm=CERTAIN), []), (sign(-9), [sign(-9), sign(-9, alarm=CERTAIN)])],
    ids=["in the whole", "in a clause"],
)
def test_a_certain_alarm_needs_no_classifier(whole: Sign, clauses: list[Sign]) -> None:
    assert danger_of(whole, clauses) == "crisis"


def test_the_least_score_and_the_weight_are_configured() -> None:
    numb = SafetySettings(alarm=0.0)
    assert danger_of(sign(1.9, alarm=FAINT), [], None, numb, least=2.0) is None
    assert danger_of(sign(2.1, "crisis"), [], None, numb, least=2.0) == "crisis"


def test_the_dearer_a_missed_danger_the_sooner_an_alarm() -> None:
    costs = content().costs
    assert even_score() == pytest.approx(math.log(costs.false_alarm / costs.danger_missed))
    assert even_score() < 0  # rather one alarm too many


@pytest.mark.parametrize(
    "score, lead, danger",
    [
        (AT, SAFETY.lead, "emergency"),
        (AT, SAFETY.lead + 0.3, "emergency"),
        (AT, SAFETY.lead - 0.01, None),
        (AT + 1.1, SAFETY.lead - 1 / SAFETY.evidence, "emergency"),
        (AT + 0.9, SAFETY.lead - 1 / SAFETY.evidence, None),
    ],
    ids=["near enough", "nearer counts no more", "a little too far for a doubtful score", "a sure score needs less", "or not so sure"],
)  # fmt: skip
def test_what_is_nearer_to_harmless_phrases_needs_a_higher_score(score: float, lead: float, danger: str | None) -> None:
    assert danger_of(sign(score), [], lead) == danger


def test_a_certain_alarm_needs_no_evidence() -> None:
    assert danger_of(sign(-9, alarm=CERTAIN), [], -1.0) == "crisis"


def phrase(intent: str, only_for: str | None = None) -> Phrase:
    return Phrase("words", intent, only_for=only_for)


def test_what_is_fitted_closely_holds_every_danger_and_every_look_alike_and_a_third_of_the_rest() -> None:
    kinds = ["emergency", "crisis", *["referral"] * 9]
    examples = [*map(phrase, kinds), *(phrase("out_of_scope", "safety") for _ in range(4))]
    classes = np.array(["emergency", "crisis", *["neither"] * 13])
    close = _close_to_danger(examples, classes)
    assert set(close) >= {0, 1, 11, 12, 13, 14}
    assert len(close) == 2 + 4 + 3
