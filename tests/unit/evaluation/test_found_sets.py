"""Sets from outside the project."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evaluation.conversation import Observed
from evaluation.found_sets import read_found_sets
from evaluation.judge import Verdict, judge
from evaluation.sets import Case, SetError

README = """# Questions

- `asked.jsonl`: 2 rows, written
  by somebody else.
- `far.tsv`: typed to another assistant.
"""

Write = Callable[..., list[Case]]


@pytest.fixture
def read(tmp_path: Path) -> Write:
    """Writes the rows as asked.jsonl and gives its cases."""

    def write(*rows: dict[str, Any]) -> list[Case]:
        (tmp_path / "asked.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        (found,) = read_found_sets(tmp_path)
        return list(found.cases)

    return write


def row(*labels: str, **fields: Any) -> dict[str, Any]:
    return {"text": "a question", "labels": list(labels), **fields}


def observed(*topics: str, said: str = "", intent: str = "x") -> Observed:
    return Observed(topics, topics, said, intent, 0.9)


def test_a_set_is_named_after_folder_and_file_and_says_who_wrote_it(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(README)
    (tmp_path / "asked.jsonl").write_text(json.dumps(row("insurance")))
    (tmp_path / "far.tsv").write_text('text\tintent\n"play it\tplay_music\n')
    asked, far = read_found_sets(tmp_path)
    assert (asked.name, asked.origin) == (f"{tmp_path.name}/asked", "2 rows, written by somebody else.")
    assert (far.name, far.origin) == (f"{tmp_path.name}/far", "typed to another assistant.")
    assert far.cases[0].turns[0].text == '"play it'


def test_what_the_visitor_said_before_is_said_before(read: Write) -> None:
    (case,) = read(row("contact_hours", context=["hello", "can I call"]))
    assert [turn.text for turn in case.turns] == ["hello", "can I call", "a question"]
    assert [bool(turn.topics) for turn in case.turns] == [False, False, True]
    assert [turn.follow_up for turn in case.turns] == [False, False, True]


def test_a_conversation_is_judged_turn_by_turn(read: Write) -> None:
    (case,) = read({"turns": [row("greet"), row("referral")]})
    assert [turn.topics for turn in case.turns] == [(("greet",),), (("referral",),)]


@pytest.mark.parametrize(
    "labels, also, topics, verdict",
    [
        (["insurance"], [], ["insurance"], "right"),
        (["insurance"], ["referral"], ["referral"], "right"),
        (["insurance"], [], ["insurance", "referral"], "wrong"),
        (["insurance", "referral"], [], ["referral", "insurance"], "right"),
        (["insurance", "referral"], [], ["insurance"], "wrong"),
        (["insurance"], [], ["did_you_mean"], "asked back"),
        (["gibberish"], [], ["did_you_mean"], "right"),
        (["out_of_scope"], [], ["gibberish"], "wrong"),
        (["emotional_support"], [], ["unanswerable"], "right"),
        (["prompt_injection"], [], ["out_of_scope"], "right"),
        (["insurance"], [], ["emergency"], "false alarm"),
        (["emergency"], [], ["insurance"], "alarm missed"),
        (["insurance"], ["emergency"], ["emergency"], "right"),
    ],
    ids=[
        "it", "another that will do", "something else beside it", "two in any order", "one of two", "asking back", "asking back at noise",
        "declined as noise", "a kind word", "an order to the machine", "an alarm", "a danger overheard", "an alarm that will do",
    ],
)  # fmt: skip
def test_which_replies_are_right(
    read: Write, labels: list[str], also: list[str], topics: list[str], verdict: Verdict
) -> None:
    (case,) = read(row(*labels, also_acceptable=also))
    assert judge(case.turns[0], observed(*topics)) == verdict


@pytest.mark.parametrize("said, verdict", [("call 1", "right"), ("Call 2", "right"), ("call", "wrong words")])
def test_of_alternative_words_one_is_enough(read: Write, said: str, verdict: Verdict) -> None:
    (case,) = read(row("contact_hours", must_contain=["1|call 2"], must_not_contain=["3"]))
    assert judge(case.turns[0], observed("contact_hours", said=said)) == verdict
    assert judge(case.turns[0], observed("contact_hours", said=said + " 3")) == "wrong words"


@pytest.mark.parametrize(
    "intent, topic, verdict",
    [
        ("play_music", "out_of_scope", "right"),
        ("play_music", "greet", "right"),
        ("play_music", "did_you_mean", "right"),
        ("play_music", "insurance", "wrong"),
        ("insurance_change", "insurance", "right"),
        ("play_music", "crisis", "false alarm"),
    ],
)
def test_a_far_off_message_must_not_be_told_a_fact(tmp_path: Path, intent: str, topic: str, verdict: Verdict) -> None:
    (tmp_path / "far.tsv").write_text(f"text\tintent\nplay\t{intent}\n")
    (found,) = read_found_sets(tmp_path)
    assert judge(found.cases[0].turns[0], observed(topic)) == verdict


@pytest.mark.parametrize(
    "text, cause",
    [
        ("{", "line 1"),
        (json.dumps(row("insurance")) + "\n" + json.dumps({"text": "no label"}), "line 2"),
        (json.dumps(row("insurence")), "no topic is called 'insurence'"),
        ("", "no case"),
    ],
    ids=["no JSON", "a field is missing", "an unknown topic", "an empty file"],
)
def test_a_file_that_cannot_be_read_is_told_with_its_cause(tmp_path: Path, text: str, cause: str) -> None:
    (tmp_path / "asked.jsonl").write_text(text)
    with pytest.raises(SetError, match=cause):
        read_found_sets(tmp_path)


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(SetError, match="is no folder"):
        read_found_sets(tmp_path / "missing")
