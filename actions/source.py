"""Where the last answer comes from: the documents and their dates."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk import Tracker

from actions.answering import Answer, Reply
from actions.last_answer import last_answer
from content import content


def source_reply(sources: Sequence[str]) -> Reply:
    """The reply naming each source id's title and date; ids that content/sources.yml does not hold are left out."""
    known = [content().sources[key] for key in sources if key in content().sources]
    if not known:
        return Reply("utter_no_source")
    return Reply("utter_source", {"source_list": "; ".join(f"{item.title} ({item.dated})" for item in known)})


class ActionSource(Answer):
    def name(self) -> str:
        return "action_source"

    def replies(self, tracker: Tracker) -> list[Reply]:
        return [source_reply(last_answer(tracker).get("sources") or [])]
