"""Patterns find what `re` finds, in linear time, and say where in the text as it came."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
import re2

import iort.understanding
from iort.understanding.patterns import Pattern
from iort.understanding.safety.rules import safety_rules


@pytest.mark.parametrize(
    "expression",
    ["a(?=b)", "a(?!b)", "(?<=a)b", "(?<!a)b", r"(a)\1"],
    ids=["ahead", "not ahead", "behind", "not behind", "again"],
)
def test_what_cannot_be_found_in_linear_time_is_no_pattern(expression: str) -> None:
    with pytest.raises(re2.error):
        Pattern(expression)


@pytest.mark.parametrize(
    ("text", "found", "begins", "fills"),
    [
        ("is it", True, True, False),
        ("what IS", True, False, False),
        ("Is", True, True, True),
        ("this", False, False, False),
        ("is\u00e9e", False, False, False),
        ("\u00e9is", False, False, False),
        ("", False, False, False),
    ],
    ids=["at the start", "at the end", "alone", "within a word", "before a letter", "behind a letter", "nothing"],
)
def test_where_a_word_stands(text: str, found: bool, begins: bool, fills: bool) -> None:
    word = Pattern(r"\bis\b")
    assert (word.found_in(text), word.begins(text), word.fills(text)) == (found, begins, fills)


@pytest.mark.parametrize("text", ["a, b, c", "\u00e9\u00e9, \u4f60\u597d, c", "\U0001f600, \u2014,\u00a0c", "", "a"])
def test_places_and_pieces_are_those_of_the_text_as_it_came(text: str) -> None:
    comma = Pattern(r",\s*")
    assert list(comma.spans(text)) == [match.span() for match in re.finditer(r",\s*", text)]
    assert comma.split(text) == re.split(r",\s*", text)


def test_the_first_place_from_one_on() -> None:
    assert Pattern("an").first("banana", 2) == (3, 5)
    assert Pattern(r"\bna").first("banana", 2) is None
    assert Pattern("an").first("banana", 4) is None


def test_what_follows_a_cut_belongs_to_the_next_as_well() -> None:
    assert list(Pattern(r"(\s+)do i|(\s+)is it").cuts("a do i  is it b")) == [(1, 2), (6, 8)]


def test_a_dash_of_any_length_is_one() -> None:
    assert list(Pattern(" - ").spans("a \u2013 b \u2014 c - d")) == [(1, 4), (5, 8), (9, 12)]


def test_every_pattern_of_the_safety_rules_is_of_linear_time() -> None:
    rules = (*safety_rules().exclusions, *safety_rules().alarms)
    assert {type(pattern) for rule in rules for pattern in (rule.pattern, rule.unless) if pattern} == {Pattern}


# With a backtracking engine only what has no choice to come back to: runs of one kind of character.
WITH_RE = {
    "ellipsis._WORD",
    "english.WORD",
    "language._NOT_LATIN",
    "patterns._NOT_ASCII",
    "safety.detector._WORD",
    "text._COMMAND",
    "topics._NUMBER",
}


def test_what_reads_a_visitors_words_is_compiled_for_linear_time() -> None:
    prefix = "iort.understanding."
    modules = [
        importlib.import_module(each.name) for each in pkgutil.walk_packages(iort.understanding.__path__, prefix)
    ]
    assert len(modules) > 20
    found = {
        f"{module.__name__.removeprefix(prefix)}.{constant}"
        for module in modules
        for constant, value in vars(module).items()
        if isinstance(value, re.Pattern)
    }
    imported = {"language.WORD", "spelling.WORD"}
    assert found - imported == WITH_RE
