"""A conversation as its visitor saw it, read from Rasa's tracker."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timezone
from typing import Any

from rasa.shared.core.events import BotUttered, Event, UserUttered

from iort.channel.replies import Reply, reply_from

PRESSED = "pressed"  # key of a visitor's message in its metadata: the title of the button that it came from


def turns(events: Iterable[Event]) -> list[dict[str, Any]]:
    """The `Turn`s of openapi.yml, oldest first; a message that was sent again stands where it was answered."""
    said: list[dict[str, Any] | None] = []
    places: dict[str, int] = {}  # where a message stands, by its id
    for event in events:
        at = datetime.fromtimestamp(event.timestamp, timezone.utc).isoformat()
        if isinstance(event, UserUttered) and event.text:
            if event.message_id:
                if event.message_id in places:
                    # It failed the first time, and others may have been sent in between.
                    said[places[event.message_id]] = None
                places[event.message_id] = len(said)
            text = (event.metadata or {}).get(PRESSED) or event.text
            said.append({"from": "visitor", "text": text, "message_id": event.message_id, "at": at})
        elif isinstance(event, BotUttered):
            reply = reply_from(event.message())
            if reply:
                said.append({"from": "assistant", **reply.as_json(), "at": at})
    return [turn for turn in said if turn is not None]


def replies_to(message_id: str, events: Iterable[Event]) -> list[Reply]:
    """What the assistant replied to the message when it came; empty where it never did."""
    found: list[Reply] = []
    answering = False
    for event in events:
        if isinstance(event, UserUttered):
            answering = event.message_id == message_id
        elif answering and isinstance(event, BotUttered):
            reply = reply_from(event.message())
            found += [reply] if reply else []
    return found


def title_of_offered(payload: str, events: Iterable[Event]) -> str | None:
    """The title of the button with that payload, None where no reply offered one."""
    for event in events:
        reply = reply_from(event.message()) if isinstance(event, BotUttered) else None
        for button in reply.buttons if reply else ():
            if button.payload == payload:
                return button.title
    return None
