"""The one call that makes a process safe for visitors' private details."""

from __future__ import annotations

from iort.privacy.log_filter import redact_logs
from iort.privacy.messages import redact_messages


def guard() -> None:
    """Redact every message of every channel and every log line from now on; a second call changes nothing."""
    redact_messages()
    redact_logs()
