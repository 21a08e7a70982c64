"""A conversation as its visitor saw it, read from Rasa's tracker."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.shared.core.events import BotUttered, Event, UserUttered

from iort.channel.replies import reply_from


def turns(events: Iterable[Event]) -> list[dict[str, Any]]:
    """{'from': 'visitor', 'text', 'message_id'} or {'from': 'assistant', and the reply's fields}, oldest first."""
    said: list[dict[str, Any]] = []
    for event in events:
        if isinstance(event, UserUttered) and event.text:
            said.append({"from": "visitor", "text": event.text, "message_id": event.message_id})
        elif isinstance(event, BotUttered):
            reply = reply_from(event.message())
            if reply:
                said.append({"from": "assistant", **reply.as_json()})
    return said
