"""Whether a message and its clauses together come from danger."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pytest
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from iort.nlu.question_splitter import NOUN, PART, Joint, Part
from iort.nlu.safety import SafetyClassifier, Sign, _close_to_danger
from iort.nlu.safety_rules import Rule

SAFETY = SafetyClassifier.create({}, None, None, None)
AT = SafetyClassifier.get_default_config()["threshold"]
WEIGHT = SafetyClassifier.get_default_config()["alarm"]


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
    assert SAFETY.danger(whole, clauses) == danger


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
        "a clause lifts the whole", "not enough", "the worst of three counts", "two clauses do not add up", "a calm clause takes little off",
        "or too much", "a clause alone is not enough",
    ],
)  # fmt: skip
def test_the_mean_of_the_whole_and_its_worst_clause_decides(
    whole: float, clauses: list[float], danger: str | None
) -> None:
    assert SAFETY.danger(sign(whole), [sign(score) for score in clauses]) == danger


def test_the_worst_clause_says_which_danger_it_is() -> None:
    clauses = [sign(AT + 1, "emergency"), sign(AT + 2, "crisis")]
    assert SAFETY.danger(sign(AT + 1, "emergency"), clauses) == "crisis"


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
    assert SAFETY.danger(sign(score, alarm=whole), [sign(score), sign(score, alarm=clause)]) == danger
    assert SAFETY.danger(sign(score), [sign(score)]) is None


def test_an_alarm_says_which_danger_it_is() -> None:
    assert SAFETY.danger(sign(AT, "crisis", FAINT), [sign(AT, "crisis")]) == "emergency"


@pytest.mark.parametrize(
    "whole, clauses",
    [(sign(-9, alarm=CERTAIN), []), (sign(-9), [sign(-9), sign(-9, alarm=CERTAIN)])],
    ids=["in the whole", "in a clause"],
)
def test_a_certain_alarm_needs_no_classifier(whole: Sign, clauses: list[Sign]) -> None:
    assert SAFETY.danger(whole, clauses) == "crisis"


def test_the_threshold_and_the_weight_are_configured() -> None:
    numb = SafetyClassifier.create({"threshold": AT + 2, "alarm": 0.0}, None, None, None)
    assert numb.danger(sign(AT + 1.9, alarm=FAINT), []) is None
    assert numb.danger(sign(AT + 2.1, "crisis"), []) == "crisis"


def phrase(intent: str, only_for: str | None = None) -> Message:
    return Message({TEXT: "words", INTENT: intent, "metadata": {"intent": {"only_for": only_for}} if only_for else {}})


def test_what_is_fitted_closely_holds_every_danger_and_every_look_alike_and_a_third_of_the_rest() -> None:
    kinds = ["emergency", "crisis", *["referral"] * 9]
    examples = [*map(phrase, kinds), *(phrase("out_of_scope", "safety") for _ in range(4))]
    classes = np.array(["emergency", "crisis", *["neither"] * 13])
    close = _close_to_danger(examples, classes)
    assert set(close) >= {0, 1, 11, 12, 13, 14}
    assert len(close) == 2 + 4 + 3


class Signs(SafetyClassifier):
    """The classifier with made-up signs: a text that says 'help' comes from a crisis."""

    def signs(self, messages: Sequence[Message]) -> list[Sign]:
        return [sign(9 if "help" in message.get(TEXT) else -9, "crisis") for message in messages]


RANKING = [
    {"name": "emergency", "confidence": 0.5},
    {"name": "insurance", "confidence": 0.25},
    {"name": "crisis", "confidence": 0.25},
]
CALM = [{"name": "insurance", "confidence": 1.0}]
DANGER = [{"name": "crisis", "confidence": 1.0}, *CALM]


def message(text: str, joint: Joint | None = None) -> Message:
    data = {TEXT: text, INTENT: RANKING[0], INTENT_RANKING_KEY: RANKING}
    return Message({**data, PART: vars(Part(text, asks=True, joint=joint))} if joint else data)


def settled(*messages: Message) -> list[list[dict[str, object]]]:
    """The rankings that messages are left with."""
    done = Signs.create({}, None, None, None).process(list(messages))
    assert [item.get(INTENT) for item in done] == [item.get(INTENT_RANKING_KEY)[0] for item in done]
    return [item.get(INTENT_RANKING_KEY) for item in done]


def test_a_danger_stands_first_and_the_other_is_taken_out() -> None:
    assert settled(message("help")) == [DANGER]


def test_a_message_without_danger_loses_both_dangers() -> None:
    assert settled(message("who pays")) == [CALM]


def test_a_clause_makes_its_message_dangerous_and_never_itself() -> None:
    assert settled(message("who pays"), message("help", "sentence")) == [DANGER, CALM]


def test_a_noun_is_not_judged() -> None:
    assert settled(message("who pays"), message("help", NOUN)) == [CALM, CALM]


def test_each_message_is_judged_with_its_own_clauses() -> None:
    assert settled(message("who pays"), message("hi"), message("help", "bare")) == [CALM, DANGER, CALM]
