"""Which words are put right, and which stay as they were typed."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iort.understanding.spelling import Speller

TARGETS = ["chest", "pain", "surgery", "referral", "insurance", "radiation", "treat", "form", "from"]
KNOWN = ["what", "is", "my", "the", "chat", "hospital", *TARGETS]
SPELLER = Speller(KNOWN, {word: math.log(1e-5) for word in TARGETS})


def speller(**frequencies: float) -> Speller:
    """One that knows no words beside its targets, each with how often it occurs."""
    return Speller(frequencies, {word: math.log(value) for word, value in frequencies.items()})


@pytest.mark.parametrize(
    "typed, right",
    [
        ("pian", "pain"),
        ("frmo", "from"),
        ("chst", "chest"),
        ("chesst", "chest"),
        ("chezt", "chest"),
        ("raditaoin", "radiation"),
        ("insurnc", "insurance"),
        ("refferrall", "referral"),
        ("insuronse", "insurance"),
    ],
    ids=[
        "letters swapped", "a common word swapped", "a letter missing", "a letter doubled", "a letter wrong", "two swaps", "two missing",
        "two too many", "two wrong",
    ],
)  # fmt: skip
def test_a_misspelt_word_is_put_right(typed: str, right: str) -> None:
    assert SPELLER.correct(typed) == right


@pytest.mark.parametrize(
    "text",
    [
        "chat", "hospital", "zzzzzz", "chzzt", "inzzzance", "", "123", "p1an", "?", "surgery's", "surgry's", "don't", "\u653e\u7597",
    ],
    ids=[
        "known though near to another", "known and near to none", "near to none", "two wrong in a short word", "three wrong in a long one",
        "nothing", "a number", "letters around a number", "a mark", "a right genitive", "a wrong genitive", "a contraction", "another script",
    ],
)  # fmt: skip
def test_a_word_that_is_known_or_far_from_any_stays(text: str) -> None:
    assert SPELLER.correct(text) == text


@pytest.mark.parametrize("typed", ["pan", "frm", "pai", "ofr"])
def test_a_word_of_three_letters_stays(typed: str) -> None:
    assert SPELLER.correct(typed) == typed


@pytest.mark.parametrize(
    "typed, right",
    [
        ("what is my pian", "what is my pain"),
        ("chst pian?", "chest pain?"),
        ("the pian, the chst!", "the pain, the chest!"),
        ("pian/chst 24-7", "pain/chest 24-7"),
        ("  pian  ", "  pain  "),
    ],
    ids=["a sentence", "two words", "marks", "a slash and numbers", "blanks"],
)
def test_what_stands_around_a_misspelt_word_stays(typed: str, right: str) -> None:
    assert SPELLER.correct(typed) == right


@pytest.mark.parametrize(
    "typed, read",
    [
        ("is Pian my hospital", "is Pian my hospital"),
        ("what is PIAN", "what is PIAN"),
        ("Pian is what", "pain is what"),
        ("PIAN", "pain"),
        ("WHAT IS MY PIAN", "WHAT IS MY pain"),
    ],
    ids=["capital within", "all capitals within", "capital at the start", "one word shouted", "all shouted"],
)
def test_a_capital_within_a_sentence_makes_a_name_unless_all_is_shouted(typed: str, read: str) -> None:
    assert SPELLER.correct(typed) == read


@pytest.mark.parametrize("typed, right", [("abcdef", "abcdef"), ("abcdefg", "abcdxyg")], ids=["six", "seven"])
def test_two_edits_are_allowed_from_seven_letters_on(typed: str, right: str) -> None:
    assert speller(abcdxyg=0.1, abcdxy=0.1).correct(typed) == right


@pytest.mark.parametrize(
    "typed, near, right",
    [
        ("surgerie", {"surgery": 0.01, "surgeries": 0.0001}, "surgeries"),
        ("form", {"from": 0.0001, "fork": 0.01}, "from"),
        ("trea", {"tree": 0.01, "treat": 0.0001}, "treat"),
        ("pann", {"fann": 0.01, "pane": 0.0001}, "pane"),
        ("pann", {"pant": 0.0001, "pang": 0.01}, "pang"),
        ("pann", {"pant": 0.01, "pang": 0.01}, "pang"),
    ],
    ids=[
        "fewer edits before a common word", "a swap before another letter", "a missing letter before a wrong one",
        "a wrong letter before a wrong first one", "the commoner of two alike", "and the alphabet between equals",
    ],
)  # fmt: skip
def test_of_several_near_words_the_likeliest_is_taken(typed: str, near: dict[str, float], right: str) -> None:
    assert speller(**near).correct(typed) == right


@given(st.text(st.sampled_from("painchestPA 'x1?é"), max_size=30))
def test_correcting_what_was_corrected_changes_nothing(text: str) -> None:
    once = SPELLER.correct(text)
    assert SPELLER.correct(once) == once


@given(st.text(max_size=30))
def test_a_speller_without_words_changes_nothing(text: str) -> None:
    assert Speller((), {}).correct(text) == text


def test_a_saved_speller_corrects_alike(tmp_path: Path) -> None:
    SPELLER.save(tmp_path / "words.json")
    assert Speller.load(tmp_path / "words.json").correct("what is my chst pian") == "what is my chest pain"
