"""Rasa input channel for the hospital's website: plain HTTPS and JSON, sessions issued by the server."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic_cors.core import SANIC_CORS_EVALUATED

from content import content
from iort.channel import sentences
from iort.channel.history import turns
from iort.channel.incoming import MAX_BYTES, Incoming, NotAMessage, read_message
from iort.channel.readiness import is_ready
from iort.channel.replies import Reply, ReplyCollector
from iort.channel.sessions import SessionRefused, Sessions
from iort.channel.widget_files import NOT_BUILT, WidgetFiles
from iort.nlu.normalizer import MAX_CHARACTERS, normalize

logger = logging.getLogger(__name__)

TIME_LIMIT = 8.0  # seconds; a visitor who waits longer has given up
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

T = TypeVar("T")
OnMessage = Callable[[UserMessage], Awaitable[Any]]


class Refused(Exception):
    """A request that is not served; `code` names a sentence of `iort.channel.sentences`."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


class WebsiteChannel(InputChannel):
    """Messages, history, readiness, the widget and its demonstration page under `/webhooks/website/`.

    Args:
        sessions: issues and reads the session tokens.
        widget: the files of the chat widget.
        time_limit: seconds after which a message is answered with the apology.
    """

    def __init__(self, sessions: Sessions, widget: WidgetFiles, time_limit: float = TIME_LIMIT) -> None:
        self._sessions = sessions
        self._widget = widget
        self._time_limit = time_limit
        self._apology = sentences.apology()

    @classmethod
    def name(cls) -> str:
        return "website"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebsiteChannel:
        """The channel as credentials.yml asks for it; it has no options there. Raises RasaException."""
        return cls(Sessions.from_environment(), WidgetFiles.from_environment())

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        """The channel's routes; Rasa mounts them."""
        routes = Blueprint(self.name())
        routes.middleware(_refuse_other_origins, "request")
        routes.middleware(_add_headers, "response")
        routes.exception(Refused)(_say_refusal)
        routes.exception(Exception)(_say_failure)

        # 'stream' leaves a body unread, so that a huge one is refused before it fills the memory.
        @routes.post("/session", stream=True)
        async def session(request: Request) -> HTTPResponse:
            token, expires = self._sessions.issue()
            return _json({"token": token, "expires": expires.isoformat()})

        @routes.post("/messages", stream=True)
        async def messages(request: Request) -> HTTPResponse:
            conversation = self._conversation_of(request)
            incoming = await _message_in(request)
            replies = await self._replies(on_new_message, conversation, incoming)
            return _json({"replies": [reply.as_json() for reply in replies]})

        @routes.get("/history")
        async def history(request: Request) -> HTTPResponse:
            conversation = self._conversation_of(request)
            tracker = await _outlived(request.app.ctx.agent.tracker_store.retrieve_full_tracker(conversation))
            return _json({"turns": turns(tracker.events) if tracker else []})

        @routes.get("/about")
        async def about(request: Request) -> HTTPResponse:
            return _json(content().safety.dict())

        @routes.get("/ready")
        async def ready(request: Request) -> HTTPResponse:
            if await is_ready(getattr(request.app.ctx, "agent", None), self._time_limit):
                return _json({"ready": True})
            return _json({"ready": False, "message": sentences.refusal("not_ready")}, status=503)

        @routes.get("/")
        async def index(request: Request) -> HTTPResponse:
            if not request.path.endswith("/"):
                # The page's own addresses are relative, so that it works behind any prefix of a proxy.
                return response.redirect(f"{request.path.rsplit('/', 1)[-1]}/")
            if self._widget.demo is None:
                return response.text(NOT_BUILT, status=503)
            return self._widget.demo.response(request)

        @routes.get("/widget/<name:str>")
        async def widget_file(request: Request, name: str) -> HTTPResponse:
            file = self._widget.get(name)
            return file.response(request) if file else response.empty(404)

        return routes

    def _conversation_of(self, request: Request) -> str:
        try:
            return self._sessions.conversation_of(request.headers.get("authorization"))
        except SessionRefused:
            raise Refused(401, "unauthorized") from None

    async def _replies(self, on_new_message: OnMessage, conversation: str, incoming: Incoming) -> list[Reply]:
        """What to answer; never empty and never an exception."""
        if len(incoming.text) > MAX_CHARACTERS:
            return [sentences.too_long(MAX_CHARACTERS)]
        if not normalize(incoming.text):
            return [sentences.empty()]
        collector = ReplyCollector()
        message = UserMessage(
            incoming.text,
            collector,
            conversation,
            input_channel=self.name(),
            message_id=incoming.message_id,
            metadata={"timezone": incoming.timezone} if incoming.timezone else {},
        )
        try:
            await asyncio.wait_for(_outlived(on_new_message(message)), self._time_limit)
        except Exception as error:  # noqa: BLE001 - whatever fails, the visitor gets a reply
            # The type only: the error's own text may quote the visitor.
            logger.error("A message failed with %s.", type(error).__name__)
            return [*collector.replies, self._apology]
        if not collector.replies:
            # Rasa swallows the failure of an action and says nothing.
            logger.error("A message got no reply.")
        return collector.replies or [self._apology]


async def _outlived(work: Awaitable[T]) -> T:
    try:
        return await work
    except SystemExit as error:
        # Rasa's SQL store ends the process over one row it cannot read; one conversation must not end all others.
        raise RuntimeError("the tracker store gave up") from error


async def _message_in(request: Request) -> Incoming:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refused(415, "unsupported_media_type")
    body = b""
    assert request.stream is not None  # the routes are declared with stream=True
    while chunk := await request.stream.read():
        body += chunk
        if len(body) > MAX_BYTES:
            raise Refused(413, "too_large")
    try:
        return read_message(body)
    except NotAMessage:
        raise Refused(400, "bad_request") from None


def _refuse_other_origins(request: Request) -> None:
    # Rasa mounts Sanic-CORS over every route; taken for done already, it adds no header to these.
    setattr(request.ctx, SANIC_CORS_EVALUATED, True)
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
        raise Refused(403, "forbidden")


def _add_headers(request: Request, answer: HTTPResponse) -> None:
    for name, value in _HEADERS.items():
        answer.headers.setdefault(name, value)


def _say_refusal(request: Request, error: Refused) -> HTTPResponse:
    return _json({"error": error.code, "message": sentences.refusal(error.code)}, status=error.status)


def _say_failure(request: Request, error: Exception) -> HTTPResponse:
    logger.error("A request to %s failed with %s.", request.path, type(error).__name__)
    return _json({"error": "failure", "message": sentences.refusal("failure")}, status=500)


def _json(body: dict[str, Any], status: int = 200) -> HTTPResponse:
    # The standard library's writer escapes what is not ASCII, so no text of a visitor can break the encoding.
    return response.json(body, status=status, headers={"Cache-Control": "no-store"}, dumps=json.dumps)
