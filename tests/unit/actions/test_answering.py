"""What every action shares: replies as data, and no error that leaves the action server."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest

import actions
from actions.answering import Answer, Reply
from actions.turn import Turn

SECRET = "my name is Jane Roe, 555-867-5309"


class Failing(Answer):
    """An action whose error quotes the visitor, as a KeyError or a date parser's may."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error

    def name(self) -> str:
        return "action_failing"

    def replies(self, turn: Turn) -> list[Reply]:
        raise self.error or ValueError(f"cannot read {turn.text}")


class Saying(Answer):
    def __init__(self, *replies: Reply) -> None:
        self.said = list(replies)

    def name(self) -> str:
        return "action_saying"

    def replies(self, turn: Turn) -> list[Reply]:
        return self.said


Run = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize(
    "error", [None, KeyError("x"), AttributeError("x"), RecursionError("x"), AssertionError()], ids=repr
)
def test_an_action_that_fails_sends_the_apology_and_raises_nothing(run: Run, error: Exception | None) -> None:
    assert [message["response"] for message in run(Failing(error), SECRET)] == ["utter_apology"]


def test_a_failure_is_logged_by_action_and_kind_of_error(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    run(Failing(), SECRET)
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.getMessage().startswith("action_failing failed with ValueError at line ")


def test_a_failure_logs_nothing_that_the_visitor_wrote(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    run(Failing(), SECRET)
    logged = caplog.text + "".join(str(vars(record)) for record in caplog.records)
    assert caplog.records and not any(word in logged for word in ("Jane", "Roe", "5309"))


def test_a_failure_leaves_no_traceback_in_the_log(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    run(Failing(), SECRET)
    assert [record.exc_info for record in caplog.records] == [None]


def test_replies_are_sent_in_order_with_fields_and_buttons(run: Run) -> None:
    button = {"title": "Yes", "payload": "Yes, please"}
    first, second = run(Saying(Reply("utter_a", {"phone": "x"}, [button]), Reply("utter_b")))
    assert (first["response"], first["phone"], first["buttons"], second["response"]) == (
        "utter_a",
        "x",
        [button],
        "utter_b",
    )


def test_sent_buttons_are_a_copy_that_rasa_may_change(run: Run) -> None:
    buttons = [{"title": "Yes", "payload": "Yes, please"}]
    run(Saying(Reply("utter_a", buttons=buttons)))[0]["buttons"].clear()
    assert buttons


def test_an_action_with_nothing_to_say_says_nothing(run: Run) -> None:
    assert run(Saying()) == []


def test_an_error_in_reading_the_conversation_sends_the_apology_too(run: Run) -> None:
    assert [message["response"] for message in run(Saying(), before=[{"event": "user", "parse_data": "?"}, []])] == [
        "utter_apology"
    ]


def test_no_action_imports_rasa_itself() -> None:
    from pathlib import Path

    lines = [line for file in Path(actions.__file__).parent.glob("*.py") for line in file.read_text().splitlines()]
    assert [
        line for line in lines if line.strip().startswith(("import rasa\n", "import rasa.", "from rasa ", "from rasa."))
    ] == []
