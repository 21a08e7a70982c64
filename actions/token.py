"""What Rasa shows the action server, so that nobody else can ask it. Imports nothing: the launcher reads it too."""

from __future__ import annotations

TOKEN_VARIABLE = "IORT_ACTIONS_TOKEN"
TOKEN_HEADER = "X-Actions-Token"
_SHORTEST = 32  # characters


class WeakToken(ValueError):
    """The token is missing or can be guessed; the message is the sentence that the operator reads."""


def check_token(token: str) -> None:
    """Raise WeakToken where the token has fewer than 32 characters."""
    if len(token) < _SHORTEST:
        raise WeakToken(
            f"{TOKEN_VARIABLE} has {len(token)} characters; set at least {_SHORTEST} random ones, such as those that "
            "'openssl rand -hex 32' prints, and the same for Rasa."
        )
