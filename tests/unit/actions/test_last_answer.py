"""What the assistant said before this turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.last_answer import last_answer

MakeTracker = Callable[..., Tracker]
BotEvent = Callable[..., dict[str, Any]]


def test_it_is_the_metadata_of_the_newest_bot_message(tracker: MakeTracker, said_before: BotEvent) -> None:
    events = [
        said_before("greet"),
        {"event": "user", "text": "what is it?"},
        said_before("what_is_iort", ["mayo", "cpt"]),
    ]
    assert last_answer(tracker(events=events)) == {"answer": "what_is_iort", "sources": ["mayo", "cpt"]}


def test_events_after_the_bot_message_do_not_hide_it(tracker: MakeTracker, said_before: BotEvent) -> None:
    events = [said_before("greet"), {"event": "action", "name": "action_listen"}, {"event": "user", "text": "source?"}]
    assert last_answer(tracker(events=events))["answer"] == "greet"


@pytest.mark.parametrize(
    "events",
    [
        [],
        [{"event": "user", "text": "hello"}],
        [{"event": "bot", "text": "?"}],
        [{"event": "bot", "metadata": None}],
        [{"event": "bot", "metadata": {}}],
        [{"event": "bot", "metadata": {"metadata": None}}],
    ],
    ids=["no events", "nothing said yet", "no metadata", "null metadata", "empty metadata", "null inside"],
)
def test_without_one_it_is_empty(tracker: MakeTracker, events: list[dict[str, Any]]) -> None:
    assert last_answer(tracker(events=events)) == {}
