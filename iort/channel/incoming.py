"""What a browser may send: checked for shape, cleaned of characters that no store can hold."""

from __future__ import annotations

import json
import unicodedata
from functools import lru_cache
from typing import Any, TypeVar
from zoneinfo import available_timezones

from pydantic import BaseModel, ConstrainedStr, Extra, StrictBool, StrictStr, ValidationError, root_validator

MAX_BYTES = 16 * 1024  # 500 characters, escaped as JSON surrogate pairs, are 6 KB
_UNSTORABLE = {"Cc", "Cs"}


class NotAsAgreed(ValueError):
    """The body is no JSON, or not of the shape that openapi.yml asks for."""


class MessageId(ConstrainedStr):
    """The browser's own id of a message: random, the same for a retry."""

    strict = True
    # \Z and not $, which would let a newline pass at the end.
    regex = r"^[A-Za-z0-9_-]{1,64}\Z"


class AnswerId(ConstrainedStr):
    """The id of an answer in domain.yml."""

    strict = True
    min_length = 1
    max_length = 64


class Body(BaseModel):
    """Base of all bodies: unknown fields are errors."""

    class Config:
        extra = Extra.forbid
        allow_mutation = False

    @root_validator(pre=True)
    def _no_nulls(cls, values: dict[str, Any]) -> dict[str, Any]:
        # pydantic takes null for 'left out', the protocol does not.
        if None in values.values():
            raise ValueError("null is no value")
        return values


class Message(Body):
    """What a visitor typed, or the payload of a button that they pressed; exactly one of the two.

    Attributes:
        text, payload: without control characters and lone surrogates.
        timezone: an IANA zone name that exists, or None.
    """

    message_id: MessageId
    text: StrictStr | None = None
    payload: StrictStr | None = None
    timezone: StrictStr | None = None

    @root_validator(skip_on_failure=True)
    def _one_of_both(cls, values: dict[str, Any]) -> dict[str, Any]:
        if (values["text"] is None) == (values["payload"] is None):
            raise ValueError("either 'text' or 'payload'")
        zone = values["timezone"]
        cleaned = {key: storable(values[key]) for key in ("text", "payload") if values[key] is not None}
        return {**values, **cleaned, "timezone": zone if zone in _zones() else None}


class Feedback(Body):
    """Whether the answer `answer` to the message `message_id` helped."""

    message_id: MessageId
    answer: AnswerId
    helpful: StrictBool


B = TypeVar("B", bound=Body)


def read_body(body: bytes, shape: type[B]) -> B:
    """The request body in that shape. Raises NotAsAgreed."""
    try:
        fields = json.loads(body)
        return shape.parse_obj(fields) if isinstance(fields, dict) else _refuse()
    except (ValueError, RecursionError, ValidationError):
        raise NotAsAgreed from None


def storable(text: str) -> str:
    """The text with a space for each control character and lone surrogate, and none at its ends.

    Either kind makes Rasa's SQL store end the whole process: NUL with PostgreSQL, a surrogate with any database.
    """
    return "".join(" " if unicodedata.category(char) in _UNSTORABLE else char for char in text).strip()


def _refuse() -> Any:
    raise NotAsAgreed


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
