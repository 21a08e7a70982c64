"""Redacts every log line of the process, whoever writes it and wherever it goes.

Messages are redacted before Rasa logs them (`iort.privacy.messages`). What is left are lines about a request as it came in:
Rasa's REST channel logs the raw text of a message that failed, with the local variables of every frame.
"""

from __future__ import annotations

import json
import logging
import threading
import traceback
from collections.abc import Callable
from typing import Any

from iort.privacy.redaction import load, redact

_LOCALS = "locals"  # of each frame in structlog's JSON: cut short within a detail, so that nothing would recognise it
_busy = threading.local()


def redact_logs() -> None:
    """Put the filter where every log record of the standard library is made; structlog, as Rasa sets it up, ends there too."""
    load()
    made = logging.getLogRecordFactory()
    if not isinstance(made, _RedactingFactory):
        logging.setLogRecordFactory(_RedactingFactory(made))


class _RedactingFactory:
    def __init__(self, make: Callable[..., logging.LogRecord]) -> None:
        self._make = make

    def __call__(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        record = self._make(*args, **kwargs)
        # The redaction's own lines hold no text of anybody, and would come here without end.
        if not getattr(_busy, "now", False):
            _busy.now = True
            try:
                _clean(record)
            finally:
                _busy.now = False
        return record


def _clean(record: logging.LogRecord) -> None:
    record.msg, record.args = without_details(_message(record)), None
    if record.exc_info:
        # Formatters print the text where there is one; the exception itself may quote the visitor.
        text = "".join(traceback.format_exception(*record.exc_info)).rstrip() if record.exc_info[0] else ""
        record.exc_text, record.exc_info = redact(text).text, None


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # noqa: BLE001 - an object that cannot be printed must not end what was logged
        return f"{record.msg!r} (its arguments could not be put in)"


def without_details(line: str) -> str:
    """A log line, JSON or plain, without private details."""
    if line.startswith("{"):
        try:
            return json.dumps(_value_without_details(json.loads(line)))
        except ValueError:
            pass
    return redact(line).text


def _value_without_details(value: Any) -> Any:
    if isinstance(value, str):
        return redact(value).text
    if isinstance(value, dict):
        return {key: _value_without_details(item) for key, item in value.items() if key != _LOCALS}
    if isinstance(value, list):
        return [_value_without_details(item) for item in value]
    return value
