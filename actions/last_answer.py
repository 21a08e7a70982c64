"""What the assistant said before this turn, as the metadata of its response in domain.yml."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker


def last_answer(tracker: Tracker) -> dict[str, Any]:
    """{'answer': id, 'sources': [ids]} of the newest bot message; empty where there was none."""
    for event in reversed(tracker.events or []):
        if event.get("event") == "bot":
            return dict((event.get("metadata") or {}).get("metadata") or {})
    return {}
