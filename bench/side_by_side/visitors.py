"""A visitor's end of a conversation, over HTTP: the website channel of this project, and Rasa's own REST channel."""

from __future__ import annotations

import uuid
from abc import ABC, abstractmethod
from typing import Any

import requests

from launch.servers import HOST

_GIVE_UP = 30.0  # seconds


class Visitor(ABC):
    """One conversation, over one connection that is kept open.

    Args:
        port: where the server listens on this machine.

    Raises:
        requests.RequestException: it does not answer.
    """

    def __init__(self, port: int) -> None:
        self.site = f"http://{HOST}:{port}"
        self.http = requests.Session()
        self.http.trust_env = False  # no proxy between this machine and itself

    @abstractmethod
    def say(self, text: str) -> str:
        """Send a message; the texts of all replies. Raises requests.RequestException."""


class WebsiteVisitor(Visitor):
    """Opens a session first and gives each message an id, as the widget does."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.http.headers["Origin"] = self.site
        self.http.headers["Authorization"] = f"Bearer {self._post('session', {})['token']}"

    def say(self, text: str) -> str:
        """Send a message. Raises requests.RequestException."""
        replies = self._post("messages", {"text": text, "message_id": uuid.uuid4().hex})["replies"]
        return " ".join(reply["text"] for reply in replies)

    def _post(self, path: str, body: dict[str, str]) -> dict[str, Any]:
        answer = self.http.post(f"{self.site}/webhooks/website/{path}", json=body, timeout=_GIVE_UP)
        answer.raise_for_status()
        return dict(answer.json())


class RestVisitor(Visitor):
    """Names itself with a random id, as Rasa's documentation does."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self._name = uuid.uuid4().hex

    def say(self, text: str) -> str:
        """Send a message. Raises requests.RequestException."""
        message = {"sender": self._name, "message": text}
        answer = self.http.post(f"{self.site}/webhooks/rest/webhook", json=message, timeout=_GIVE_UP)
        answer.raise_for_status()
        return " ".join(reply.get("text", "") for reply in answer.json())
