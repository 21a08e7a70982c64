"""Replies as the browser gets them: text, buttons, answer id, sources with their dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rasa.core.channels.channel import OutputChannel

from content import content


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
class Reply:
    """One message of the assistant; `answer` is the answer's id in domain.yml, None where it has none."""

    text: str
    buttons: tuple[Button, ...] = ()
    answer: str | None = None
    sources: tuple[CitedSource, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The reply as plain dicts and lists."""
        return asdict(self)


def reply_from(message: Mapping[str, Any]) -> Reply | None:
    """The reply in what Rasa's `BotUttered.message()` gives; None where it has no text.

    The `metadata` of a response in domain.yml arrives there under the key of the same name, whether the response was
    sent by Rasa itself or through the action server. Source ids that content/sources.yml does not hold are left out.
    """
    if not message.get("text"):
        return None
    described = message.get("metadata") or {}
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
    )


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
