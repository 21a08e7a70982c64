"""What a conversation remembers: read from its events, nothing of it is stored beside them.

It ends with the session, and with an emergency or a crisis: whatever was spoken of before, nobody wants to go on with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from content import content

SUGGESTIONS = "did_you_mean"
SOMETHING_ELSE = "deny"  # the topic of the button that takes none of the suggestions
_UNSURE = {SUGGESTIONS, "not_understood", "not_understood_again", "which_one"}
_SUGGESTING = {SUGGESTIONS, "which_one", "more"}
_SAFETY = content().topics_of("danger")
# What a follow-up can go on with: answers, and whatever a campus can be named after.
_CONTINUABLE = (
    content().topics_of("answer") | content().topics_with("by_campus") | content().topics_with("same_everywhere")
)
_ELSEWHERE = "out_of_scope"  # who asked about the weather does not go on about the office hours before it


@dataclass(frozen=True)
class Said:
    """One reply of the assistant.

    Attributes:
        answer: the answer's id in domain.yml.
        topic: the topic the answer belongs to; the answer's id where domain.yml names none.
        sources: ids of the documents its facts come from.
        buttons: {'title', 'payload'} of what it offered.
    """

    answer: str
    topic: str
    sources: tuple[str, ...] = ()
    buttons: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True)
class Context:
    """What was said before this turn.

    Attributes:
        last: the replies of the assistant's last turn, in order.
        topic: the last topic that an answer was given on, small talk left out; None where there was none.
        campus, cancer, kind, subject: the id last named by the visitor, or None.
        campuses, cancers: all ids that the message which last named one named.
        offered: topics suggested so far that the visitor did not take up.
    """

    last: tuple[Said, ...] = ()
    topic: str | None = None
    campus: str | None = None
    cancer: str | None = None
    kind: str | None = None
    subject: str | None = None
    campuses: tuple[str, ...] = ()
    cancers: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()

    @property
    def unsure(self) -> bool:
        """Whether the last turn was one of not having understood."""
        return any(said.answer in _UNSURE for said in self.last)

    @property
    def after_danger(self) -> bool:
        """Whether the last turn was an emergency or a crisis."""
        return any(said.topic in _SAFETY for said in self.last)

    @property
    def suggestions(self) -> tuple[Mapping[str, str], ...]:
        """The buttons of the last turn's suggestions; empty where it made none."""
        return next((said.buttons for said in self.last if said.answer in _SUGGESTING), ())

    def after_question(self, topic: str, found: Iterable[tuple[str, str]]) -> Context:
        """The context for the next question of the same message."""
        return _remembering(replace(self, topic=topic), list(found))


def context_of(events: Sequence[Mapping[str, Any]]) -> Context:
    """The context that a tracker's events leave, the latest message excluded."""
    context = Context()
    turn: list[Said] = []
    pending: Mapping[str, Any] | None = None
    for event in events:
        kind = event.get("event")
        if kind in ("session_started", "restart"):
            context, turn, pending = Context(), [], None
        elif kind == "user":
            context, turn = _with_reply(context, pending, turn), []
            pending = event
        elif kind == "bot":
            turn.append(_said(event))
    # With no reply after it, the last user event is the message that is being answered.
    return _with_reply(context, pending, turn) if turn else context


def found_in(parsed: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(label, value) of the entities in a message or in one of its questions."""
    return [(str(item.get("entity")), str(item.get("value"))) for item in parsed.get("entities") or ()]


def _with_reply(context: Context, message: Mapping[str, Any] | None, turn: Sequence[Said]) -> Context:
    if any(said.topic in _SAFETY for said in turn):
        return Context(last=tuple(turn))
    topics = [said.topic for said in turn if said.topic in _CONTINUABLE]
    left = any(said.topic == _ELSEWHERE for said in turn)
    offered = [*context.offered, *_offered(turn)]
    told = replace(
        context,
        last=tuple(turn) or context.last,
        topic=topics[-1] if topics else None if left else context.topic,
        offered=tuple(topic for topic in dict.fromkeys(offered) if topic not in topics),
    )
    return _remembering(told, found_in((message or {}).get("parse_data") or {}))


def _remembering(context: Context, named: Sequence[tuple[str, str]]) -> Context:
    last = dict(named)

    def all_of(label: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for name, value in named if name == label))

    return replace(
        context,
        campus=last.get("campus", context.campus),
        cancer=last.get("cancer", context.cancer),
        kind=last.get("kind", context.kind),
        subject=last.get("subject", context.subject),
        campuses=all_of("campus") or context.campuses,
        cancers=all_of("cancer") or context.cancers,
    )


def _offered(turn: Sequence[Said]) -> list[str]:
    topics = [topic_of_button(button) for said in turn if said.answer == SUGGESTIONS for button in said.buttons]
    return [topic for topic in topics if topic]


def topic_of_button(button: Mapping[str, str]) -> str | None:
    """The topic that a button asks about, None for 'something else' and for buttons of other kinds."""
    asks = {str(shown.asks): key for key, shown in content().buttons.items() if key != SOMETHING_ELSE}
    return asks.get(button.get("payload", ""))


def _said(event: Mapping[str, Any]) -> Said:
    metadata = (event.get("metadata") or {}).get("metadata") or {}
    answer = str(metadata.get("answer") or "")
    return Said(
        answer=answer,
        topic=str(metadata.get("topic") or answer),
        sources=tuple(metadata.get("sources") or ()),
        buttons=tuple((event.get("data") or {}).get("buttons") or ()),
    )
