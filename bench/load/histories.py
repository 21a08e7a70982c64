"""What a visitor was told against what the history says: nothing lost, doubled, swapped or somebody else's."""

from __future__ import annotations

from typing import Any


def difference(said: dict[str, list[str] | None], turns: list[dict[str, Any]]) -> str | None:
    """What is wrong with a history, None where nothing is.

    Args:
        said: the texts of the replies to each message id, in order; None for a message whose replies never came, which
            may be there or not.
        turns: the history as the channel gives it.
    """
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for turn in turns:
        if turn["from"] == "visitor":
            if turn["message_id"] in found:
                return "a message is there twice"
            if turn["message_id"] not in said:
                return "somebody else's message"
            current = found[turn["message_id"]] = []
        elif current is None:
            return "a reply before any message"
        else:
            current.append(turn["text"])
    acknowledged = {message: texts for message, texts in said.items() if texts is not None}
    if missing := acknowledged.keys() - found.keys():
        return f"{len(missing)} acknowledged messages are lost"
    if any(found[message] != texts for message, texts in acknowledged.items()):
        return "other replies than those that were given"
    if [message for message in found if message in acknowledged] != list(acknowledged):
        return "the messages are out of order"
    return None
