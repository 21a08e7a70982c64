"""A bare yes or no: to the topics just suggested, or to nothing in particular."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from actions.answering import Answer, Reply, unless_after_danger
from actions.buttons import asked_by, is_something_else
from actions.did_you_mean import still_unsure_reply
from actions.topics import replies_on
from actions.turn import Turn

_PLACES = (
    (r"\b(?:first|1st|top)\b|\b(?:number|option|no) (?:one|1)\b|^1\b", 0),
    (r"\b(?:second|2nd|middle)\b|\b(?:number|option|no) (?:two|2)\b|^2\b", 1),
    (r"\b(?:third|3rd)\b|\b(?:number|option|no) (?:three|3)\b|^3\b", 2),
    (r"\b(?:last|bottom)\b", -1),
)  # fmt: skip


@unless_after_danger
def yes_replies(turn: Turn) -> list[Reply]:
    """The suggestion picked by its place ('the second one'), or else the suggestions again; help where there were none."""
    suggested = list(turn.context.suggestions)
    if not suggested:
        return [Reply("utter_help")]
    picked = _picked(turn, [button for button in suggested if not is_something_else(button)])
    if picked:
        return replies_on(picked)
    return [Reply("utter_which_one", buttons=[dict(button) for button in suggested])]


@unless_after_danger
def no_replies(turn: Turn) -> list[Reply]:
    """After suggestions, other topics and the offices; otherwise a word that leaves the visitor free."""
    return [still_unsure_reply(turn.context) if turn.context.unsure else Reply("utter_all_right")]


def _picked(turn: Turn, suggested: Sequence[Mapping[str, str]]) -> Turn | None:
    """The question of the button that the message names by its place, or None."""
    for pattern, place in _PLACES:
        if re.search(pattern, turn.text.lower()) and -len(suggested) <= place < len(suggested):
            return asked_by(suggested[place], turn)
    return None


class ActionYes(Answer):
    def name(self) -> str:
        return "action_yes"

    def replies(self, turn: Turn) -> list[Reply]:
        return yes_replies(turn)


class ActionNo(Answer):
    def name(self) -> str:
        return "action_no"

    def replies(self, turn: Turn) -> list[Reply]:
        return no_replies(turn)
