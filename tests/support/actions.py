"""The project's action server as tests call it."""

from __future__ import annotations

from typing import Any

from actions.token import TOKEN_HEADER

TOKEN = "a token of these tests alone, with 32 or more"
ACTIONS_HEADERS = {TOKEN_HEADER: TOKEN}  # the action server asks for them


def call(action: str = "action_contact_hours", **tracker: object) -> dict[str, Any]:
    """The body of a call as Rasa makes it."""
    return {
        "next_action": action,
        "version": "3.6.21",
        "domain": {},
        "tracker": {"sender_id": "s", "slots": {}, **tracker},
    }


def question_for_hours() -> dict[str, Any]:
    """The call for an answer with phone numbers."""
    message = {"text": "when is the Arizona office open?", "entities": [], "intent": {"name": "contact_hours"}}
    return call(latest_message=message, events=[], paused=False)
