"""Replies as the browser gets them: text, buttons, links, offices, answer id, sources with their dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rasa.core.channels.channel import OutputChannel

from content import content

_URGENT = content().topics_of("danger")


@dataclass(frozen=True)
class Button:
    """A quick reply; `payload` is sent as if the visitor had typed it."""

    title: str
    payload: str


@dataclass(frozen=True)
class CitedSource:
    """A document the reply's facts come from, and that document's own date."""

    id: str
    title: str
    dated: str


@dataclass(frozen=True)
class Link:
    """Something to press that leads out of the chat: a telephone number."""

    title: str
    href: str


@dataclass(frozen=True)
class OfficeState:
    """Whether an office took calls when the reply was made."""

    name: str
    phone: str
    open: bool


@dataclass(frozen=True)
class Reply:
    """One message of the assistant.

    Attributes:
        answer: the answer's id in domain.yml, None where it has none.
        offices: those whose state the text tells.
        urgent: an emergency or a crisis.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    answer: str | None = None
    sources: tuple[CitedSource, ...] = ()
    offices: tuple[OfficeState, ...] = ()
    urgent: bool = False

    @property
    def links(self) -> tuple[Link, ...]:
        """The telephone numbers of `content/` that the text names, in order, each once."""
        numbers = dict.fromkeys(_numbers().findall(self.text))
        return tuple(Link(number, _dialled(number)) for number in numbers)

    def as_json(self) -> dict[str, Any]:
        """The `Reply` of openapi.yml."""
        return {**asdict(self), "links": [asdict(link) for link in self.links]}


def reply_from(message: Mapping[str, Any]) -> Reply | None:
    """The reply in what Rasa's `BotUttered.message()` gives; None where it has no text.

    The `metadata` of a response in domain.yml arrives there under the key of the same name, whether the response was
    sent by Rasa itself or through the action server; so does what an action says beside the response, `office_states`
    ({office id: whether it takes calls}). Source ids that content/sources.yml does not hold are left out.
    """
    if not message.get("text"):
        return None
    described = message.get("metadata") or {}
    states = message.get("office_states") or {}
    known = content().sources
    return Reply(
        text=message["text"],
        buttons=tuple(Button(item["title"], item["payload"]) for item in message.get("buttons") or []),
        answer=described.get("answer"),
        sources=tuple(
            CitedSource(key, known[key].title, known[key].dated)
            for key in described.get("sources") or []
            if key in known
        ),
        offices=tuple(
            OfficeState(office.name, office.phone, states[key])
            for key, office in content().offices.items()
            if key in states
        ),
        urgent=(described.get("topic") or described.get("answer")) in _URGENT,
    )


def _numbers() -> re.Pattern[str]:
    facts = content()
    known = [*(office.phone for office in facts.offices.values()), *facts.safety.dict().values()]
    return re.compile(rf"(?<!\d)(?:{'|'.join(map(re.escape, known))})(?!\d)")


def _dialled(number: str) -> str:
    """The number as a 'tel:' address: a United States one in its international form, a service number as it is."""
    return f"tel:+1{number.replace('-', '')}" if "-" in number else f"tel:{number}"


class ReplyCollector(OutputChannel):
    """Keeps the replies to one message, with the metadata that Rasa's own collecting channel drops."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []

    @classmethod
    def name(cls) -> str:
        return "website"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep the reply; called by Rasa for each one, in order."""
        reply = reply_from(message)
        if reply:
            self.replies.append(reply)
