"""Whether a message and its clauses together come from danger."""

from __future__ import annotations

import re

import numpy as np
import pytest

from iort.understanding.phrases import Phrase
from iort.understanding.safety.detector import Sign, _close_to_danger, danger_of
from iort.understanding.safety.rules import Rule
from iort.understanding.settings import SAFETY, SafetySettings

AT = SAFETY.threshold
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


def test_the_threshold_and_the_weight_are_configured() -> None:
    numb = SafetySettings(threshold=AT + 2, alarm=0.0)
    assert danger_of(sign(AT + 1.9, alarm=FAINT), [], numb) is None
    assert danger_of(sign(AT + 2.1, "crisis"), [], numb) == "crisis"


def phrase(intent: str, only_for: str | None = None) -> Phrase:
    return Phrase("words", intent, only_for=only_for)


def test_what_is_fitted_closely_holds_every_danger_and_every_look_alike_and_a_third_of_the_rest() -> None:
    kinds = ["emergency", "crisis", *["referral"] * 9]
    examples = [*map(phrase, kinds), *(phrase("out_of_scope", "safety") for _ in range(4))]
    classes = np.array(["emergency", "crisis", *["neither"] * 13])
    close = _close_to_danger(examples, classes)
    assert set(close) >= {0, 1, 11, 12, 13, 14}
    assert len(close) == 2 + 4 + 3
