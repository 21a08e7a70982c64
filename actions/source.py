"""Where the last answer comes from: the documents and their dates."""

from __future__ import annotations

from collections.abc import Iterable

from actions.answering import Answer, Reply
from actions.turn import Turn
from content import content


def source_reply(sources: Iterable[str]) -> Reply:
    """The reply naming each source id's title and date; ids that content/sources.yml does not hold are left out."""
    known = [content().sources[key] for key in dict.fromkeys(sources) if key in content().sources]
    if not known:
        return Reply("utter_no_source")
    return Reply("utter_source", {"source_list": "; ".join(f"{item.title} ({item.dated})" for item in known)})


def source_replies(turn: Turn) -> list[Reply]:
    """What the last turn's replies rest on."""
    return [source_reply(key for said in turn.context.last for key in said.sources)]


class ActionSource(Answer):
    def name(self) -> str:
        return "action_source"

    def replies(self, turn: Turn) -> list[Reply]:
        return source_replies(turn)
