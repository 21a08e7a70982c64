"""One event of a conversation as a row of the database, and back."""

from __future__ import annotations

import hashlib
import json
import logging
import time
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from rasa.shared.core.events import BotUttered, Event, UserUttered

logger = logging.getLogger(__name__)

Redact = Callable[[str], str]

_LONGEST_ID = 255
_UNSTORABLE = {"Cc", "Cs"}
_INTENT_FIELDS = ("name", "confidence")
_ENTITY_FIELDS = ("entity", "value", "role", "group")


def storable_id(name: str) -> str:
    """The id itself, or a hash of it where no database could hold it: too long, control characters, lone surrogates."""
    if len(name) <= _LONGEST_ID and not any(unicodedata.category(char) in _UNSTORABLE for char in name):
        return name
    return f"sha256:{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()}"


def row_of(conversation: str, event: Event, redact: Redact) -> dict[str, Any]:
    """The row of `iort.storage.schema.events` that keeps an event, without what nobody reads later.

    A visitor's message goes through `redact`, its text and its entities; of what was understood intent and entities are
    kept. The ranking of all intents, ten times as long as the rest, is read in the message's own turn only.
    """
    fields = event.as_dict()
    if isinstance(event, UserUttered):
        fields = _visitor_fields(fields, redact)
    message_id = fields.get("message_id")
    return {
        "conversation": storable_id(conversation),
        "kind": event.type_name,
        "message_id": storable_id(str(message_id)) if message_id else None,
        "timestamp": float(fields.get("timestamp") or time.time()),
        "data": json.dumps(fields),  # ASCII only: NUL and surrogates are escaped
    }


def events_in(rows: Iterable[Mapping[str, Any]]) -> list[Event]:
    """The events in rows with 'id', 'kind' and 'data'. A row that cannot be read is left out, and the log says which."""
    found = []
    for row in rows:
        try:
            found.append(_event_in(row["data"]))
        except Exception as error:  # noqa: BLE001 - whatever is in one row, the others are a conversation
            # Neither the row's text nor the error's, which may quote it.
            logger.error(
                "Row %s of conversation_events (%s) cannot be read and is left out: %s.",
                row["id"],
                row["kind"],
                type(error).__name__,
            )
    return found


def answer_of(event: Event) -> str | None:
    """The id, in domain.yml, of the answer that an event of the assistant gave; None for any other event."""
    if not isinstance(event, BotUttered):
        return None
    answer = (event.metadata.get("metadata") or {}).get("answer")
    return answer if isinstance(answer, str) and answer else None


def _visitor_fields(fields: Mapping[str, Any], redact: Redact) -> dict[str, Any]:
    understood = fields["parse_data"]
    text = redact(fields["text"]) if fields["text"] else fields["text"]
    intent = understood.get("intent") or {}
    return {
        **fields,
        "text": text,
        "parse_data": {
            "text": text,
            "intent": {name: intent[name] for name in _INTENT_FIELDS if name in intent},
            "entities": [_entity(entity, redact) for entity in understood.get("entities") or ()],
        },
    }


def _entity(entity: Mapping[str, Any], redact: Redact) -> dict[str, Any]:
    kept = {name: entity[name] for name in _ENTITY_FIELDS if name in entity}
    if isinstance(kept.get("value"), str):
        kept["value"] = redact(kept["value"])
    return kept


def _event_in(data: str) -> Event:
    fields = json.loads(data)
    event = _class_of(fields["event"])._from_parameters(fields)
    # Rasa's classes take whatever they are given and fail where it is used, with the whole conversation.
    if isinstance(event, (UserUttered, BotUttered)) and not isinstance(event.text, (str, type(None))):
        raise TypeError("text")
    if not isinstance(event.timestamp, (int, float)) or not isinstance(event.metadata, dict):
        raise TypeError("timestamp or metadata")
    if isinstance(event, UserUttered):
        _check_understood(event)
    if isinstance(event, BotUttered) and not isinstance(event.data, dict):
        raise TypeError("data")
    return event


@cache
def _class_of(kind: str) -> type[Event]:
    """Rasa's class of events of that kind, for which it looks through all of its classes. Raises ValueError."""
    found = Event.resolve_by_type(kind)
    if found is None:
        raise ValueError("no event of Rasa's")
    return found


def _check_understood(event: UserUttered) -> None:
    if not isinstance(event.intent, dict) or not isinstance(event.entities, list):
        raise TypeError("intent or entities")
    if not all(isinstance(entity, dict) and isinstance(entity.get("entity"), str) for entity in event.entities):
        raise TypeError("entity")
