"""What a browser may send as a message: checked for shape, cleaned of characters that no store can hold."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import available_timezones

MAX_BYTES = 16 * 1024  # 500 characters, escaped as JSON surrogate pairs, are 6 KB
MAX_ID_CHARACTERS = 64
_UNSTORABLE = {"Cc", "Cs"}


class NotAMessage(ValueError):
    """The body is no JSON, or its fields are missing or of the wrong type."""


@dataclass(frozen=True)
class Incoming:
    """A visitor's message.

    Attributes:
        text: as typed, without control characters and lone surrogates.
        message_id: the browser's own id of the message, or None.
        timezone: an IANA zone name that exists, or None.
    """

    text: str
    message_id: str | None
    timezone: str | None


def read_message(body: bytes) -> Incoming:
    """The message in a request's body; a time zone that does not exist is left out. Raises NotAMessage."""
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise NotAMessage from None
    if not isinstance(fields, dict) or not isinstance(fields.get("text"), str):
        raise NotAMessage
    message_id, zone = fields.get("message_id"), fields.get("timezone")
    if message_id is not None and not (isinstance(message_id, str) and 0 < len(message_id) <= MAX_ID_CHARACTERS):
        raise NotAMessage
    return Incoming(
        text=storable(fields["text"]),
        message_id=storable(message_id or "") or None,
        timezone=zone if isinstance(zone, str) and zone in _zones() else None,
    )


def storable(text: str) -> str:
    """The text with a space for each control character and lone surrogate, and none at its ends.

    Either kind makes Rasa's SQL store end the whole process: NUL with PostgreSQL, a surrogate with any database.
    """
    return "".join(" " if unicodedata.category(char) in _UNSTORABLE else char for char in text).strip()


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
