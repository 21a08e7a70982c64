"""A turn for the actions: a real tracker of rasa_sdk, a real dispatcher, the messages that came out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from content import Office, content


def tracker_of(
    text: str = "",
    *,
    entities: list[tuple[str, str]] = (),
    metadata: dict[str, Any] | None = None,
    slots: dict[str, Any] | None = None,
    events: list[dict[str, Any]] = (),
    ranking: list[tuple[str, float]] = (),
) -> Tracker:
    """A tracker at its latest message; entities are (label, value), the ranking (intent, confidence)."""
    message = {
        "text": text,
        "entities": [{"entity": label, "value": value} for label, value in entities],
        "metadata": metadata or {},
        "intent_ranking": [{"name": name, "confidence": confidence} for name, confidence in ranking],
    }
    return Tracker("visitor-1", slots or {}, message, list(events), False, None, {}, "action_listen")


@pytest.fixture
def tracker() -> Callable[..., Tracker]:
    return tracker_of


@pytest.fixture
def run() -> Callable[..., list[dict[str, Any]]]:
    """Run an action for one turn, `run(action, text, entities=[...])`, and give the messages it sent."""

    def run_action(action: Action, *args: Any, **turn: Any) -> list[dict[str, Any]]:
        dispatcher = CollectingDispatcher()
        events = asyncio.run(action.run(dispatcher, tracker_of(*args, **turn), {}))
        assert events == []
        return dispatcher.messages

    return run_action


@pytest.fixture
def said_before() -> Callable[..., dict[str, Any]]:
    """The event of a bot message as Rasa stores it, for an answer id and its sources."""

    def bot_event(answer: str, sources: list[str] = ()) -> dict[str, Any]:
        message = {"utter_action": f"utter_{answer}", "metadata": {"answer": answer, "sources": list(sources)}}
        return {"event": "bot", "text": "whatever was said", "data": {}, "metadata": message}

    return bot_event


@pytest.fixture
def arizona() -> Office:
    return content().offices["arizona"]


@pytest.fixture
def minnesota() -> Office:
    return content().offices["minnesota"]
