"""What the channel itself says to a visitor, when the assistant cannot or need not be asked."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from rasa.shared.utils.io import read_yaml_file

from content import content
from content.answers import response_variables
from iort.channel.replies import Reply

_DOMAIN = Path(__file__).parents[2] / "domain.yml"

_TOO_LONG = (
    "That is a bit long for me. Please ask in {longest} characters or fewer, one question at a time. You can also call "
    "{arizona_phone} in Arizona or {minnesota_phone} in Minnesota. In an emergency, call {emergency_number}."
)
_EMPTY = "I did not see any words in that. What would you like to know about IORT?"
_CALL_INSTEAD = (
    " You can also call {arizona_phone} in Arizona or {minnesota_phone} in Minnesota. In an emergency, call "
    "{emergency_number}."
)
_REFUSALS = {
    "bad_request": "The message could not be read. Please reload the page and try again.",
    "unauthorized": "This chat has ended. Please start a new one.",
    "forbidden": "This chat can only be used on its own page.",
    "too_large": "The message is too long to be read. Please send a shorter one.",
    "unsupported_media_type": "The message could not be read. Please reload the page and try again.",
    "unknown_answer": "That answer is not in this chat any more.",
    "too_many": "That was a lot of messages at once. Please wait a minute and try again.",
    "not_ready": "The assistant is not ready yet. Please try again in a minute.",
    "failure": "Sorry, something went wrong. Please try again.",
}


@lru_cache(maxsize=1)
def apology() -> Reply:
    """The reply to a message that failed: `utter_apology`, from the file itself since the model may be what failed."""
    text = read_yaml_file(_DOMAIN)["responses"]["utter_apology"][0]["text"]
    return Reply(_filled(text), answer="apology")


def too_long(longest: int) -> Reply:
    """The reply to a text of more than `longest` characters."""
    return Reply(_filled(_TOO_LONG, longest=str(longest)), answer="too_long")


def empty() -> Reply:
    """The reply to a text with nothing readable in it."""
    return Reply(_EMPTY, answer="empty")


def refusal(code: str) -> str:
    """What an error code means for a visitor, and whom to call. Raises KeyError for an unknown code."""
    return _filled(_REFUSALS[code] + _CALL_INSTEAD)


def _filled(text: str, **fields: str) -> str:
    return text.format_map({**response_variables(content()), **fields})
