"""A turn for the actions: a real tracker of rasa_sdk, a real dispatcher, the messages that came out.

What was said before is written as steps: a list of (label, value) is a message of the visitor's with those entities,
`utter_…` is a reply of the assistant's as domain.yml has it, and a dict is an event as it stands.

    before=[[("campus", "minnesota")], "utter_location_minnesota"]
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from ruamel.yaml import YAML

from content import Office, content
from tests.support import ROOT

Event = dict[str, Any]
Entities = Sequence[tuple[str, str]]
Step = str | Entities | Event


@lru_cache(maxsize=1)
def responses_of_domain() -> dict[str, list[dict[str, Any]]]:
    return YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]


def parsed(text: str | None, entities: Entities = ()) -> dict[str, Any]:
    return {"text": text, "entities": [{"entity": label, "value": value} for label, value in entities]}


def visitor_said(text: str | None = "whatever was asked", *entities: tuple[str, str]) -> Event:
    """A message of the visitor's as Rasa stores it."""
    return {"event": "user", "text": text, "parse_data": parsed(text, entities), "metadata": {}}


def assistant_said(response: str, buttons: Sequence[dict[str, str]] = ()) -> Event:
    """A response of the domain as Rasa stores it: the metadata of domain.yml one level down, the buttons under `data`."""
    (variant,) = responses_of_domain()[response]
    return {
        "event": "bot",
        "text": "whatever was said",
        "data": {"elements": None, "quick_replies": None, "buttons": list(buttons) or None, "attachment": None},
        "metadata": {"utter_action": response, "metadata": variant["metadata"]},
    }


def events_of(*steps: Step) -> list[Event]:
    """The events of a conversation, with those that Rasa puts between the turns."""
    events: list[Event] = [{"event": "action", "name": "action_session_start"}, {"event": "session_started"}]
    for step in steps:
        if isinstance(step, str):
            events += [{"event": "action", "name": step}, assistant_said(step)]
        elif isinstance(step, dict):
            events.append(step)
        else:
            events += [{"event": "action", "name": "action_listen"}, visitor_said("whatever was asked", *step)]
    return events


def tracker_of(
    text: str | None = "",
    *,
    entities: Entities = (),
    metadata: dict[str, Any] | None = None,
    before: Sequence[Step] = (),
    ranking: Sequence[tuple[str, float]] = (),
    questions: Sequence[tuple[str, str, Entities]] = (),
) -> Tracker:
    """A tracker at its latest message, which is its last event too.

    Entities are (label, value), the ranking (intent, confidence), questions (text, intent, entities).
    """
    message = {
        **parsed(text, entities),
        "metadata": metadata or {},
        "intent_ranking": [{"name": name, "confidence": confidence} for name, confidence in ranking],
        "questions": [{**parsed(asked, found), "intent": {"name": topic}} for asked, topic, found in questions],
    }
    events = [*events_of(*before), visitor_said(text, *entities)]
    return Tracker("visitor-1", {}, message, events, False, None, {}, "action_listen")


@pytest.fixture
def tracker() -> Callable[..., Tracker]:
    return tracker_of


@pytest.fixture
def conversation() -> Callable[..., list[Event]]:
    return events_of


@pytest.fixture
def said_before() -> Callable[..., Event]:
    """One reply with buttons, `said_before('utter_did_you_mean', buttons)`."""
    return assistant_said


@pytest.fixture
def domain_responses() -> dict[str, list[dict[str, Any]]]:
    return responses_of_domain()


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
def arizona() -> Office:
    return content().offices["arizona"]


@pytest.fixture
def minnesota() -> Office:
    return content().offices["minnesota"]
