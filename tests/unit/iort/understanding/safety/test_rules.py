"""Each rule of rules.yml does what its examples say."""

from __future__ import annotations

import re

import pytest

from iort.understanding.patterns import Pattern
from iort.understanding.safety.detector import DANGERS
from iort.understanding.safety.rules import Rule, Rules, safety_rules

RULES = safety_rules()


def each(rules: tuple[Rule, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("rule", rules, ids=[rule.id for rule in rules])


def raised(text: str) -> str | None:
    """The danger that a message raises an alarm of."""
    alarm = RULES.alarm(RULES.remaining(text))
    return alarm.danger if alarm else None


@each(RULES.exclusions)
def test_a_calm_takes_words_out_of_its_case(rule: Rule) -> None:
    assert RULES.remaining(rule.case) != rule.case.lower()


@each(RULES.exclusions)
def test_a_calm_does_so_by_itself(rule: Rule) -> None:
    assert Rules((rule,), ()).remaining(rule.case) != rule.case.lower()


@each(RULES.exclusions)
def test_the_case_of_a_calm_raises_no_alarm(rule: Rule) -> None:
    assert raised(rule.case) is None


@each(RULES.exclusions)
def test_the_danger_next_to_a_calm_still_raises_an_alarm(rule: Rule) -> None:
    assert raised(rule.opposite) in DANGERS


@each(RULES.alarms)
def test_the_case_of_an_alarm_raises_its_danger(rule: Rule) -> None:
    assert raised(rule.case) == rule.danger


@each(RULES.alarms)
def test_an_alarm_does_so_by_itself(rule: Rule) -> None:
    assert Rules(RULES.exclusions, (rule,)).alarm(RULES.remaining(rule.case)) == rule


@each(RULES.alarms)
def test_the_message_next_to_an_alarm_raises_none(rule: Rule) -> None:
    assert raised(rule.opposite) is None


@each((*RULES.exclusions, *RULES.alarms))
def test_a_rule_has_a_reason(rule: Rule) -> None:
    assert rule.reason.strip()


@each((*RULES.exclusions, *RULES.alarms))
def test_every_list_of_words_that_a_pattern_names_is_filled_in(rule: Rule) -> None:
    assert not re.search(r"<[a-z_]+>", rule.pattern.expression + (rule.unless.expression if rule.unless else ""))


def test_ids_are_unique() -> None:
    ids = [rule.id for rule in (*RULES.exclusions, *RULES.alarms)]
    assert len(set(ids)) == len(ids)


def test_every_alarm_raises_a_danger_and_no_exclusion_does() -> None:
    assert {rule.danger for rule in RULES.alarms} == set(DANGERS)
    assert {rule.danger for rule in RULES.exclusions} == {None}


@pytest.mark.parametrize("text", ["what is IORT", "when can I call the Arizona office?", "", "?"])
def test_a_message_without_words_of_danger_stays_as_it_is(text: str) -> None:
    assert (RULES.remaining(text), raised(text)) == (text.lower(), None)


def rule(pattern: str, *, unless: str | None = None, danger: str | None = None, certain: bool = False) -> Rule:
    left_out = Pattern(unless) if unless else None
    return Rule(pattern, "", Pattern(pattern), left_out, danger, certain, case="", opposite="")


@pytest.mark.parametrize(
    "text, remaining",
    [("no pain here", "here"), ("NO PAIN here", "here"), ("no pain here now", "no pain here now"), ("here", "here")],
    ids=["found", "in capitals", "found with the exception", "not found"],
)
def test_what_a_calm_finds_is_taken_out_unless_its_exception_stands_there(text: str, remaining: str) -> None:
    assert Rules((rule("no pain", unless="now"),), ()).remaining(text) == remaining


def test_a_calm_reads_what_the_ones_before_it_left() -> None:
    assert Rules((rule("now"), rule("pain", unless="now")), ()).remaining("pain now here") == "here"


FAINT = rule("pain", danger="emergency")
FAINTER = rule("hurt", danger="emergency")
CERTAIN = rule("die", unless="of age", danger="crisis", certain=True)


@pytest.mark.parametrize(
    "remaining, found",
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
def test_the_alarm_of_what_remains_of_a_message(remaining: str, found: Rule | None) -> None:
    assert Rules((), (FAINT, FAINTER, CERTAIN)).alarm(remaining) == found
