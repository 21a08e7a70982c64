"""Redacts every message as it enters Rasa, whichever channel it came by.

Rasa has no hook before a message is understood, logged, sent to the action server and stored. But each of its channels,
`rasa shell`, REST and ours among them, hands a message on as a `UserMessage`: what is put into one is redacted as it is set.
"""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import UserMessage

from iort.privacy.redaction import load, redacted_text


class _Redacted:
    """An attribute that keeps nothing private: strings are redacted when set, within dicts and lists as well."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, message: object, owner: type) -> Any:
        return self if message is None else vars(message)[self._name]

    def __set__(self, message: object, value: Any) -> None:
        vars(message)[self._name] = redacted(value)


def redact_messages() -> None:
    """From now on nothing private is in any `UserMessage`: neither in its text nor in its metadata."""
    load()
    for name in ("text", "metadata"):
        if not isinstance(vars(UserMessage).get(name), _Redacted):
            attribute = _Redacted()
            attribute.__set_name__(UserMessage, name)
            setattr(UserMessage, name, attribute)


def redacted(value: Any) -> Any:
    """The value with its strings redacted, keys included; numbers and the like stay."""
    if isinstance(value, str):
        return redacted_text(value)
    if isinstance(value, dict):
        return {redacted(key): redacted(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [redacted(item) for item in value]
    return value
