"""Each rule of safety_rules.yml does what its examples say."""

from __future__ import annotations

import re

import pytest

from iort.nlu.patterns import Pattern
from iort.nlu.safety import DANGERS
from iort.nlu.safety_rules import Rule, Rules, safety_rules

RULES = safety_rules()


def each(rules: tuple[Rule, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("rule", rules, ids=[rule.id for rule in rules])


def raised(text: str) -> str | None:
    """The danger that a message raises an alarm of."""
    alarm = RULES.alarm(RULES.calmed(text))
    return alarm.danger if alarm else None


@each(RULES.calms)
def test_a_calm_takes_words_out_of_its_case(rule: Rule) -> None:
    assert RULES.calmed(rule.case) != rule.case.lower()


@each(RULES.calms)
def test_a_calm_does_so_by_itself(rule: Rule) -> None:
    assert Rules((rule,), ()).calmed(rule.case) != rule.case.lower()


@each(RULES.calms)
def test_the_case_of_a_calm_raises_no_alarm(rule: Rule) -> None:
    assert raised(rule.case) is None


@each(RULES.calms)
def test_the_danger_next_to_a_calm_still_raises_an_alarm(rule: Rule) -> None:
    assert raised(rule.opposite) in DANGERS


@each(RULES.alarms)
def test_the_case_of_an_alarm_raises_its_danger(rule: Rule) -> None:
    assert raised(rule.case) == rule.danger


@each(RULES.alarms)
def test_an_alarm_does_so_by_itself(rule: Rule) -> None:
    assert Rules(RULES.calms, (rule,)).alarm(RULES.calmed(rule.case)) == rule


@each(RULES.alarms)
def test_the_message_next_to_an_alarm_raises_none(rule: Rule) -> None:
    assert raised(rule.opposite) is None


@each((*RULES.calms, *RULES.alarms))
def test_a_rule_has_a_reason(rule: Rule) -> None:
    assert rule.reason.strip()


@each((*RULES.calms, *RULES.alarms))
def test_every_list_of_words_that_a_pattern_names_is_filled_in(rule: Rule) -> None:
    assert not re.search(r"<[a-z_]+>", rule.pattern.expression + (rule.unless.expression if rule.unless else ""))


def test_ids_are_unique() -> None:
    ids = [rule.id for rule in (*RULES.calms, *RULES.alarms)]
    assert len(set(ids)) == len(ids)


def test_every_alarm_raises_a_danger_and_no_calm_does() -> None:
    assert {rule.danger for rule in RULES.alarms} == set(DANGERS)
    assert {rule.danger for rule in RULES.calms} == {None}


@pytest.mark.parametrize("text", ["what is IORT", "when can I call the Arizona office?", "", "?"])
def test_a_message_without_words_of_danger_stays_as_it_is(text: str) -> None:
    assert (RULES.calmed(text), raised(text)) == (text.lower(), None)


def rule(pattern: str, *, unless: str | None = None, danger: str | None = None, certain: bool = False) -> Rule:
    left_out = Pattern(unless) if unless else None
    return Rule(pattern, "", Pattern(pattern), left_out, danger, certain, case="", opposite="")


@pytest.mark.parametrize(
    "text, calmed",
    [("no pain here", "here"), ("NO PAIN here", "here"), ("no pain here now", "no pain here now"), ("here", "here")],
    ids=["found", "in capitals", "found with the exception", "not found"],
)
def test_what_a_calm_finds_is_taken_out_unless_its_exception_stands_there(text: str, calmed: str) -> None:
    assert Rules((rule("no pain", unless="now"),), ()).calmed(text) == calmed


def test_a_calm_reads_what_the_ones_before_it_left() -> None:
    assert Rules((rule("now"), rule("pain", unless="now")), ()).calmed("pain now here") == "here"


FAINT = rule("pain", danger="emergency")
FAINTER = rule("hurt", danger="emergency")
CERTAIN = rule("die", unless="of age", danger="crisis", certain=True)


@pytest.mark.parametrize(
    "calmed, found",
    [
        ("pain", FAINT),
        ("pain and hurt", FAINT),
        ("hurt", FAINTER),
        ("pain so die", CERTAIN),
        ("pain so die of age", FAINT),
        ("die of age", None),
        ("nothing", None),
    ],
    ids=["one", "the first of two", "the second", "a certain one before any other", "not where its exception stands", "exception alone", "none"],
)  # fmt: skip
def test_the_alarm_of_a_calmed_message(calmed: str, found: Rule | None) -> None:
    assert Rules((), (FAINT, FAINTER, CERTAIN)).alarm(calmed) == found
