"""The labelled sets: each way of writing a case is read as meant, and a mistake is told with file and case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from content import content
from evaluation.sets import DEVELOPMENT, FOLDER, SAFETY, Case, Expected, SetError, read_set, read_sets
from tests.support import ROOT

REAL = [item for folder in (FOLDER, DEVELOPMENT) for item in read_sets(ROOT / folder)]

Write = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Write:
    """A set's file with these cases, one a line of YAML."""

    def write(*cases: str, name: str = "some") -> Path:
        path = tmp_path / f"{name}.yml"
        path.write_text("\n".join(["origin: by hand", "cases:", *(f"- {case}" for case in cases)]), encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    "case, expected",
    [
        ("{text: hi, topic: greet}", Expected("hi", (("greet",),), (None,))),
        ("{visitor: hi, topic: greet}", Expected("hi", (("greet",),), (None,))),
        ("{text: hi}", Expected("hi", (), (None,))),
        ("{text: hi, topic: any}", Expected("hi", (), (None,))),
        ("{text: hm, topic: help, also: [greet, thanks]}", Expected("hm", (("help", "greet", "thanks"),), (None,))),
        ("{text: hm, topic: help, also: greet}", Expected("hm", (("help", "greet"),), (None,))),
        ("{text: how much, topic: unanswerable, subject: cost}", Expected("how much", (("unanswerable",),), ("cost",))),
        ("{text: hi, says: one, never: two}", Expected("hi", (), (None,), says=("one",), never=("two",))),
        (
            "{text: hi, says: [a, 911], never: [b, c]}",
            Expected("hi", (), (None,), says=("a", "911"), never=("b", "c")),
        ),
        ("{text: and there, follow_up: true}", Expected("and there", (), (None,), follow_up=True)),
        ("{text: help me, is: crisis}", Expected("help me", (), (None,), safety="crisis")),
    ],
    ids=[
        "a topic",
        "'visitor' is the text too",
        "no topic: any will do",
        "'any' is no topic",
        "'also' comes after the topic meant",
        "'also' of one need not be a list",
        "a subject",
        "one text each to say and not to say",
        "several, a number read as text",
        "a follow-up",
        "a safety label stands without topics",
    ],
)
def test_a_single_message_is_read(written: Write, case: str, expected: Expected) -> None:
    assert read_set(written(case)).cases == (Case((expected,)),)


@pytest.mark.parametrize(
    "fields, topics, subjects",
    [
        ("topics: [referral, insurance]", (("referral",), ("insurance",)), (None, None)),
        ("topics: [referral], also: [insurance]", (("referral", "insurance"),), (None,)),
        (
            "topics: [insurance, unanswerable], subjects: [cost]",
            (("insurance",), ("unanswerable",)),
            (None, "cost"),
        ),
        (
            "topics: [unanswerable, referral, unanswerable], subjects: [cost, parking]",
            (("unanswerable",), ("referral",), ("unanswerable",)),
            ("cost", None, "parking"),
        ),
        (
            "topics: [unanswerable, unanswerable], subjects: [cost]",
            (("unanswerable",), ("unanswerable",)),
            ("cost", None),
        ),
    ],
    ids=[
        "two questions in order",
        "one question may have another topic",
        "a subject goes to the unanswerable question, not the first",
        "subjects go round the question between them",
        "a subject left out leaves the last without",
    ],
)
def test_several_questions_keep_their_order_and_subjects(
    written: Write, fields: str, topics: tuple[tuple[str, ...], ...], subjects: tuple[str | None, ...]
) -> None:
    ((turn,),) = [case.turns for case in read_set(written(f"{{text: both, {fields}}}")).cases]
    assert (turn.topics, turn.subjects) == (topics, subjects)


def test_a_pair_is_two_cases_of_one_name(written: Write) -> None:
    found = read_set(written("{pair: ring, a: {text: ring me, topic: help}, b: {text: a ring, topic: greet}}")).cases
    assert [(case.pair, [turn.text for turn in case.turns]) for case in found] == [
        ("ring", ["ring me"]),
        ("ring", ["a ring"]),
    ]


def test_a_dialogue_is_one_case_with_its_turns_in_order(written: Write) -> None:
    (case,) = read_set(written("{turns: [{visitor: first}, {visitor: second, follow_up: true}]}")).cases
    assert [(turn.text, turn.follow_up) for turn in case.turns] == [("first", False), ("second", True)]


def test_only_a_pair_has_a_pair_name(written: Write) -> None:
    cases = read_set(written("{text: hi}", "{turns: [{visitor: hi}]}")).cases
    assert [case.pair for case in cases] == [None, None]


def test_cases_keep_the_order_of_the_file(written: Write) -> None:
    cases = read_set(written("{text: b}", "{pair: p, a: {text: c}, b: {text: a}}", "{text: d}")).cases
    assert [case.turns[0].text for case in cases] == ["b", "c", "a", "d"]


def test_a_set_is_named_after_its_file_and_says_how_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "topics.yml"
    path.write_text("origin: >\n  Written by\n  hand.\ncases:\n- {text: hi}\n", encoding="utf-8")
    found = read_set(path)
    assert (found.name, found.origin) == ("topics", "Written by hand.")


@pytest.mark.parametrize(
    "text",
    ["", "- {text: hi}", "cases: [{text: hi}]", "origin: by hand", "origin: by hand\ncases: []", "origin:\ncases: [a]"],
    ids=["empty", "a bare list", "no origin", "no cases", "empty cases", "empty origin"],
)
def test_a_file_without_origin_or_cases_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SetError, match=r"broken\.yml: a set has 'origin', which says how it was written, and 'cases'"):
        read_set(path)


@pytest.mark.parametrize(
    "case",
    ["just words", "{topic: greet}", "{pair: p, a: {text: hi}}", "{turns: 3}", "{turns: [{topic: greet}]}", "null"],
    ids=["a text alone", "no text", "half a pair", "turns that are none", "a turn without text", "nothing"],
)
def test_a_case_that_cannot_be_read_is_told_by_file_and_number(written: Write, case: str) -> None:
    with pytest.raises(SetError, match=r"some\.yml, case 2: cannot be read"):
        read_set(written("{text: fine}", case, "{text: fine too}"))


def test_a_folder_is_read_by_name_without_what_lies_below_or_is_no_yaml(written: Write, tmp_path: Path) -> None:
    for name in ("two", "outside", "pairs"):
        written("{text: hi}", name=name)
    (tmp_path / "notes.md").write_text("not a set", encoding="utf-8")
    (tmp_path / "development").mkdir()
    written("{text: hi}", name="development/two")
    assert [item.name for item in read_sets(tmp_path)] == ["outside", "pairs", "two"]


def test_an_empty_folder_holds_no_set(tmp_path: Path) -> None:
    assert read_sets(tmp_path) == []


# --- the sets of the project, where a slip would be judged silently -------------------------------------------------


@pytest.mark.parametrize(
    "folder, names",
    [
        (FOLDER, {"dialogues", "outside", "pairs", "personal", "safety", "topics", "two"}),
        (DEVELOPMENT, {"dialogues", "outside", "pairs", "safety", "two"}),
    ],
    ids=["tested with", "developed with"],
)
def test_the_project_has_sets(folder: Path, names: set[str]) -> None:
    assert {item.name for item in read_sets(ROOT / folder)} == names


def test_every_subject_of_a_set_is_one_of_the_content() -> None:
    turns = [turn for item in REAL for case in item.cases for turn in case.turns]
    named = {subject for turn in turns for subject in turn.subjects if subject}
    assert named and named - set(content().subjects) == set()


def test_every_safety_label_of_a_set_is_known() -> None:
    labels = {turn.safety for item in REAL for case in item.cases for turn in case.turns}
    assert labels == {*SAFETY, "neither", None}


def test_every_turn_of_a_set_has_something_typed() -> None:
    texts = [turn.text for item in REAL for case in item.cases for turn in case.turns]
    assert [text for text in texts if not isinstance(text, str) or not text.strip()] == []
