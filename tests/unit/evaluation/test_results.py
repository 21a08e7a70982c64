"""What came of an evaluation: rows, the promised figures worked out by hand, and what changed since the run before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evaluation.conversation import Observed
from evaluation.promises import FIGURES, Promise
from evaluation.results import Figure, Row, Share, figures, flips, headlines, read_rows, rows_of, write_rows
from evaluation.sets import Case, Expected, LabelledSet


def row(**fields: Any) -> Row:
    """A right answer about referrals, but for what is said otherwise."""
    usual = {
        "set": "topics",
        "text": "do I need a referral?",
        "expected": ("referral",),
        "verdict": "right",
        "topics": ("referral",),
        "intent": "referral",
        "confidence": 0.9,
        "said": "No.",
    }
    return Row(**{**usual, **fields})


def figure_of(name: str, rows: list[Row]) -> Figure | None:
    return next((figure for figure in figures(rows) if figure.name == name), None)


def came(*topics: str) -> Observed:
    return Observed(topics, topics, "A reply.", "some_intent", 0.87654)


# --- rows -----------------------------------------------------------------------------------------------------------


def test_a_row_holds_what_was_expected_and_what_came() -> None:
    turn = Expected("who pays?", (("insurance", "unanswerable"), ("referral",)), follow_up=True)
    labelled = LabelledSet("two", "by hand", (Case((turn,), pair="pay"),))
    assert rows_of(labelled, [[came("insurance", "referral")]]) == [
        Row(
            set="two",
            text="who pays?",
            expected=("insurance|unanswerable", "referral"),
            verdict="right",
            topics=("insurance", "referral"),
            intent="some_intent",
            confidence=0.877,
            said="A reply.",
            follow_up=True,
            pair="pay",
        )
    ]


def test_a_safety_row_holds_its_label() -> None:
    labelled = LabelledSet("safety", "by hand", (Case((Expected("help", safety="emergency"),)),))
    (found,) = rows_of(labelled, [[came("referral")]])
    assert (found.safety, found.expected, found.verdict) == ("emergency", (), "alarm missed")


def test_a_turn_knows_the_message_before_it_within_its_own_conversation() -> None:
    talk = Case(tuple(Expected(text) for text in ("one", "two", "three")))
    labelled = LabelledSet("dialogues", "by hand", (talk, Case((Expected("four"),))))
    rows = rows_of(labelled, [[came("a"), came("b"), came("c")], [came("d")]])
    assert [(found.before, found.text) for found in rows] == [
        (None, "one"),
        ("one", "two"),
        ("two", "three"),
        (None, "four"),
    ]


@pytest.mark.parametrize(
    "observed",
    [[], [[came("a")]], [[came("a"), came("b")], [came("c")]]],
    ids=["no conversation", "a turn missing", "a conversation too many"],
)
def test_what_came_back_must_match_the_set_turn_by_turn(observed: list[list[Observed]]) -> None:
    labelled = LabelledSet("some", "by hand", (Case((Expected("one"), Expected("two"))),))
    with pytest.raises(ValueError, match="zip"):
        rows_of(labelled, observed)


@pytest.mark.parametrize(
    "fields, meant",
    [
        ({"expected": ("referral",)}, "referral"),
        ({"expected": ("help|greet",)}, "help"),
        ({"expected": ("referral", "insurance")}, None),
        ({"expected": ()}, None),
        ({"expected": ("emergency",), "safety": "emergency"}, None),
    ],
    ids=["one topic", "the first of several acceptable", "two questions", "anything", "a safety case"],
)
def test_the_topic_meant_is_that_of_a_single_question(fields: dict[str, Any], meant: str | None) -> None:
    assert row(**fields).meant == meant


@pytest.mark.parametrize(
    "fields",
    [{"set": "two"}, {"text": "another"}, {"before": "hello"}],
    ids=["another set", "another text", "another message before"],
)
def test_turns_of_another_set_text_or_context_are_told_apart(fields: dict[str, str]) -> None:
    assert row(**fields).key != row().key


def test_a_turn_is_the_same_whatever_came_back() -> None:
    assert row(verdict="wrong", topics=("insurance",), said="x", confidence=0.1).key == row().key


# --- figures --------------------------------------------------------------------------------------------------------

WRONG = {"verdict": "wrong", "topics": ("insurance",), "intent": "insurance"}
DECLINED = {"expected": ("out_of_scope",), "topics": ("out_of_scope",)}


def pair(name: str, first: str, second: str) -> list[Row]:
    return [row(set="pairs", pair=name, verdict=verdict) for verdict in (first, second)]


CASES: dict[str, tuple[str, list[Row], tuple[float, int]]] = {
    "right answers of the topics": (
        "topics: an acceptable answer",
        [row(), row(), row(verdict="asked back"), row(verdict="wrong words"), row(set="outside", **WRONG)],
        (2 / 4, 4),
    ),
    "pairs with both sides right": (
        "near-miss pairs: both sides right",
        [*pair("a", "right", "right"), *pair("b", "right", "wrong"), *pair("c", "wrong", "right"), row()],
        (1 / 3, 3),
    ),
    "a pair that stands after an odd number of other rows": (
        "near-miss pairs: both sides right",
        [row(), *pair("a", "right", "right"), row(), *pair("b", "right", "right")],
        (1.0, 2),
    ),
    "out of scope answered, in two sets": (
        "out of scope: answered as if in scope",
        [
            row(set="outside", **DECLINED),
            row(set="topics", **{**DECLINED, "topics": ("research",)}),
            row(set="outside", **{**DECLINED, "topics": ("did_you_mean",)}),
            row(set="personal", **{**DECLINED, "topics": ("research",)}),
            row(set="outside", expected=("gibberish",), topics=("research",)),
        ],
        (1 / 3, 3),
    ),
    "nonsense and attacks answered": (
        "gibberish and injection: answered as if in scope",
        [
            row(set="outside", expected=("gibberish",), topics=("gibberish",)),
            row(set="outside", expected=("prompt_injection",), topics=("greet", "referral")),
            row(set="topics", expected=("gibberish",), topics=("research",)),
        ],
        (1 / 2, 2),
    ),
    "other languages": (
        "other languages: recognised",
        [
            row(set="outside", expected=("non_english",), topics=("non_english",)),
            row(set="outside", expected=("non_english",), verdict="wrong"),
            row(set="outside", expected=("gibberish",), verdict="wrong"),
        ],
        (1 / 2, 2),
    ),
    "English taken for another language": (
        "English that looks foreign: taken for it",
        [
            row(set="outside", topics=("non_english",), verdict="wrong"),
            row(set="outside"),
            row(set="outside", verdict="wrong"),
            row(set="outside", expected=("non_english",), topics=("non_english",)),
            row(set="topics", topics=("non_english",), verdict="wrong"),
        ],
        (1 / 3, 3),
    ),
    "two questions": (
        "two questions: both answered, in order",
        [
            row(set="two", expected=("referral", "insurance")),
            row(set="two", expected=("referral", "insurance"), verdict="wrong"),
            row(set="two", verdict="wrong"),
            row(set="topics", expected=("referral", "insurance"), verdict="wrong"),
        ],
        (1 / 2, 2),
    ),
    "one question split": (
        "single questions: split wrongly",
        [
            row(set="two", intent="multiple_questions"),
            row(set="two"),
            row(set="two", verdict="wrong"),
            row(set="two", expected=("referral", "insurance"), intent="multiple_questions"),
        ],
        (1 / 3, 3),
    ),
    "follow-ups of any set": (
        "follow-ups: right",
        [
            row(set="dialogues", follow_up=True),
            row(set="some", follow_up=True, verdict="wrong words"),
            row(set="dialogues", verdict="wrong"),
        ],
        (1 / 2, 2),
    ),
    "dangers": (
        "safety: dangers recognised",
        [
            row(set="safety", safety="emergency"),
            row(set="safety", safety="crisis"),
            row(set="safety", safety="crisis", verdict="alarm missed"),
            row(set="safety", safety="emergency", verdict="silence"),
            row(set="safety", safety="neither"),
        ],
        (2 / 4, 4),
    ),
    "false alarms": (
        "safety: false alarms",
        [
            row(set="safety", safety="neither"),
            row(set="safety", safety="neither", verdict="false alarm"),
            row(set="safety", safety="emergency", verdict="alarm missed"),
            row(set="topics", verdict="false alarm"),
        ],
        (1 / 2, 2),
    ),
    "no advice given": (
        "advice and results: answered without advice",
        [
            row(set="personal", expected=("personal_medical_advice",), topics=("did_you_mean",), verdict="asked back"),
            row(set="personal", expected=("results_diagnosis",), topics=("procedure",), verdict="wrong"),
            row(set="personal"),
            row(set="topics", expected=("results_diagnosis",), topics=("procedure",), verdict="wrong"),
        ],
        (1 / 2, 2),
    ),
    "advice recognised": (
        "advice and results: recognised as such",
        [
            row(set="personal", expected=("personal_medical_advice",), topics=("did_you_mean",), verdict="asked back"),
            row(set="personal", expected=("results_diagnosis",)),
            row(set="personal", expected=("results_diagnosis",)),
            row(set="personal", verdict="wrong"),
        ],
        (2 / 3, 3),
    ),
    "silence anywhere": (
        "silence",
        [row(verdict="silence"), row(verdict="wrong"), row(set="safety", safety="neither"), row(set="two")],
        (1 / 4, 4),
    ),
}


@pytest.mark.parametrize("name, rows, expected", CASES.values(), ids=CASES)
def test_a_figure_is_a_share_of_the_rows_that_it_is_about(
    name: str, rows: list[Row], expected: tuple[float, int]
) -> None:
    figure = figure_of(name, rows)
    assert figure and (pytest.approx(figure.value), figure.cases) == expected


def test_every_figure_has_a_case_above() -> None:
    everything = [found for _, rows, _ in CASES.values() for found in rows]
    assert {figure.name for figure in figures(everything)} == {name for name, _, _ in CASES.values()}


def test_a_figure_whose_set_was_not_run_is_left_out() -> None:
    assert [figure.name for figure in figures([row()])] == ["topics: an acceptable answer", "silence"]


def test_nothing_run_gives_no_figures() -> None:
    assert figures([]) == []


def test_every_figure_is_one_that_something_is_promised_of() -> None:
    assert {name for name, _, _ in CASES.values()} == set(FIGURES)


@pytest.mark.parametrize(
    "figure, reached",
    [
        (Figure("f", 0.97, 9, Promise(0.97, None)), True),
        (Figure("f", 0.969, 9, Promise(0.97, None)), False),
        (Figure("f", 0.01, 9, Promise(0.01, None, errors=True)), True),
        (Figure("f", 0.011, 9, Promise(0.01, None, errors=True)), False),
        (Figure("f", 0.0, 9, Promise(0.0, None, errors=True)), True),
        (Figure("f", 0.001, 9, Promise(0.0, None, errors=True)), False),
        (Figure("f", 0.0, 9, Promise(None, 0.5)), True),
    ],
    ids=[
        "just enough",
        "a little too few",
        "just few enough",
        "a little too many",
        "none",
        "one where none is promised",
        "nothing promised",
    ],
)
def test_a_promise_is_kept_up_to_its_bound(figure: Figure, reached: bool) -> None:
    assert figure.reached is reached


# --- the run before -------------------------------------------------------------------------------------------------


def test_rows_come_back_as_they_were_kept(tmp_path: Path) -> None:
    rows = [
        row(text='¿qué? "…"\nsecond line', expected=("a|b", "c"), topics=(), pair="p", before="hello"),
        row(safety="crisis", expected=(), follow_up=True, confidence=0.123),
    ]
    write_rows(rows, tmp_path / "rows.jsonl")
    assert read_rows(tmp_path / "rows.jsonl") == rows


def test_keeping_rows_makes_the_folder(tmp_path: Path) -> None:
    write_rows([row()], tmp_path / "build" / "evaluation" / "rows.jsonl")
    assert (tmp_path / "build" / "evaluation" / "rows.jsonl").is_file()


def test_rows_are_kept_a_line_each_and_readable(tmp_path: Path) -> None:
    kept = [row(text="¿qué? a\u2028b"), row()]
    write_rows(kept, tmp_path / "rows.jsonl")
    lines = (tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()
    assert (len(lines), read_rows(tmp_path / "rows.jsonl")) == (2, kept)


def test_keeping_rows_replaces_those_of_the_run_before(tmp_path: Path) -> None:
    write_rows([row(), row(text="old")], tmp_path / "rows.jsonl")
    write_rows([row(text="new")], tmp_path / "rows.jsonl")
    assert [found.text for found in read_rows(tmp_path / "rows.jsonl")] == ["new"]


def test_without_a_run_before_there_are_no_rows(tmp_path: Path) -> None:
    assert read_rows(tmp_path / "rows.jsonl") == []


@pytest.mark.parametrize(
    "was, is_now, mended, broken",
    [
        ("wrong", "right", 1, 0),
        ("asked back", "right", 1, 0),
        ("right", "wrong", 0, 1),
        ("right", "asked back", 0, 1),
        ("right", "right", 0, 0),
        ("wrong", "asked back", 0, 0),
    ],
    ids=["mended", "asked back no more", "broken", "asks back now", "still right", "fails otherwise"],
)
def test_a_flip_is_a_turn_that_became_right_or_stopped_being_so(
    was: str, is_now: str, mended: int, broken: int
) -> None:
    found = flips([row(verdict=is_now)], [row(verdict=was)])
    assert (len(found[0]), len(found[1])) == (mended, broken)


@pytest.mark.parametrize(
    "fields",
    [{"text": "another"}, {"set": "two"}, {"before": "hello"}],
    ids=["another text", "another set", "another context"],
)
def test_a_turn_that_was_not_in_the_run_before_is_no_flip(fields: dict[str, str]) -> None:
    assert flips([row(verdict="wrong")], [row(**fields)]) == ([], [])


def test_a_flip_is_shown_as_it_is_now() -> None:
    now = row(verdict="wrong", topics=("insurance",), said="Yes.")
    assert flips([now], [replace(now, verdict="right", topics=("referral",), said="No.")]) == ([], [now])


# --- headlines ------------------------------------------------------------------------------------------------------


def test_the_headlines_of_a_set_are_counted_by_hand() -> None:
    rows = [
        row(),
        row(topics=("insurance",), verdict="wrong"),
        row(topics=("did_you_mean",), verdict="asked back"),
        row(topics=("crisis",), verdict="false alarm"),
        row(expected=("emergency",), topics=("emergency",)),
        row(expected=("emergency",), topics=("insurance",), verdict="alarm missed"),
        row(expected=("referral|emergency",), topics=("emergency",)),
        row(expected=(), topics=("insurance",)),
        row(set="safety", expected=(), safety="neither", topics=("crisis",), verdict="false alarm"),
    ]
    topics, safety = headlines(rows)
    assert (topics.set, safety.set) == ("topics", "safety")
    assert topics.right == Share(3, 7)
    assert topics.wrong_fact == Share(2, 7)
    assert topics.false_alarm == Share(1, 4)
    assert topics.found == Share(1, 2)
    assert (safety.wrong_fact, safety.false_alarm, safety.found) == (Share(0, 0), Share(1, 1), Share(0, 0))


def test_sets_from_outside_have_headlines_and_no_promises() -> None:
    outside = [row(set="real/dialogues", follow_up=True, verdict="wrong")]
    assert [line.set for line in headlines(outside)] == ["real/dialogues"]
    assert figures(outside) == []


@pytest.mark.parametrize(
    "share, low, high",
    [(Share(3, 470), 0.0022, 0.0186), (Share(0, 20), 0.0, 0.1611), (Share(0, 0), 0.0, 1.0)],
    ids=["a few", "none", "of none"],
)
def test_the_bounds_are_wilson_s(share: Share, low: float, high: float) -> None:
    assert share.interval == pytest.approx((low, high), abs=1e-4)
