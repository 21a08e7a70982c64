"""Makes any text harmless before anything else reads it."""

from __future__ import annotations

import re
import unicodedata

MAX_CHARACTERS = 500
_COMMAND = re.compile(r"\s*/\s*[a-z_]+(?:\s*\{.*\})?\s*", re.I | re.S)
# Control characters, surrogates, private use and unassigned code points; format ones (zero width, direction) as well.
_UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn"}


def normalize(text: str) -> str:
    """The text without control characters, compatibility forms folded, at most 500 characters, no leading slash.

    Rasa reads a message that starts with '/' as a command (its RegexMessageHandler is always in the graph). A visitor's
    text is never one: buttons here send plain questions, so nothing needs the slash.
    """
    folded = unicodedata.normalize("NFKC", text[: 2 * MAX_CHARACTERS])
    printable = "".join(" " if unicodedata.category(char) in _UNWANTED else char for char in folded)
    words = " ".join(printable.replace("\u2019", "'").split())
    return words.lstrip("/ ")[:MAX_CHARACTERS].rstrip()


def readable(text: str) -> str:
    """The normalized text, or '?' where no letter or digit is in it, such as emoji alone."""
    normalized = normalize(text)
    return normalized if any(map(str.isalnum, normalized)) else "?"


def is_command(text: str) -> bool:
    """Whether the text is nothing but one of Rasa's commands, '/restart' or '/greet{"a": 1}'."""
    return bool(_COMMAND.fullmatch(text))
