"""Rasa input channel for the hospital's website: plain HTTPS and JSON, sessions issued by the server (openapi.yml)."""

from __future__ import annotations

import json
import logging
from asyncio import AbstractEventLoop
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from content import content
from iort import production
from iort.adapters.action_endpoint import OpenEndpoint
from iort.adapters.lean_agent import make_lean
from iort.channel import sentences
from iort.channel.exchange import NeverOffered, answer, outlived
from iort.channel.history import replies_to, turns
from iort.channel.incoming import MAX_BYTES, Body, Feedback, Message, NotAsAgreed, read_body
from iort.channel.origins import PREFLIGHT, Origins
from iort.channel.rate_limits import RateLimit, TooMany, limit_store
from iort.channel.readiness import Readiness
from iort.channel.replies import Reply
from iort.channel.sessions import SessionRefused, Sessions
from iort.channel.settings import Settings
from iort.channel.widget_files import FOLDER, NOT_BUILT, WidgetFiles
from iort.storage.database import shared_database
from iort.storage.feedback import FeedbackStore
from iort.storage.settings import redis_url
from iort.storage.tracker_store import without_fallback
from serving import watchdog
from serving.content_length import refuse_odd_lengths

logger = logging.getLogger(__name__)

TIME_LIMIT = 7.0  # seconds; a visitor is promised a reply or the apology within 8, the network included
MOST_AT_ONCE = 64  # messages in work in one process, two seconds of it; with more, all would be past the time limit
_PROBES = ("/alive", "/ready")  # an orchestrator asks these from one address, all day
_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}

B = TypeVar("B", bound=Body)
OnMessage = Callable[[UserMessage], Awaitable[Any]]


class Refused(Exception):
    """A request that is not served; `code` names a sentence of `iort.channel.sentences`."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


class WebsiteChannel(InputChannel):
    """The routes under `/webhooks/website/`.

    Args:
        sessions: issues and reads the session tokens.
        feedback: keeps the verdicts on answers.
        settings: what credentials.yml says.
        time_limit: seconds after which a message is answered with the apology.
        widget_folder: where the chat widget was built.

    Raises:
        RasaException: a setting cannot be read.
    """

    def __init__(
        self,
        sessions: Sessions,
        feedback: FeedbackStore,
        settings: Settings,
        time_limit: float = TIME_LIMIT,
        widget_folder: Path = FOLDER,
    ) -> None:
        store = limit_store(redis_url())
        self._sessions = sessions
        self._feedback = feedback
        self._time_limit = time_limit
        self._origins = Origins(settings.origins)
        self._session_limit = RateLimit.parse("messages_per_session", settings.messages_per_session, store)
        self._address_limit = RateLimit.parse("requests_per_address", settings.requests_per_address, store)
        self._readiness = Readiness()
        self._in_work = 0
        self._widget = WidgetFiles(widget_folder, self._origins.ancestors)

    @classmethod
    def name(cls) -> str:
        return "website"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebsiteChannel:
        """The channel as credentials.yml asks for it. Raises RasaException."""
        settings = Settings.read(credentials)
        production.check(settings.origins)
        return cls(Sessions.from_environment(), FeedbackStore(shared_database()), settings)

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        """The channel's routes; Rasa mounts them."""
        routes = Blueprint(self.name())

        @routes.middleware("request")
        async def admit(request: Request) -> None:
            if not _is_file(request):
                await self._admit(request)

        @routes.middleware("response")
        async def add_headers(request: Request, answer: HTTPResponse) -> None:
            answer.headers.update(_HEADERS)
            if not _is_file(request):
                answer.headers.update(self._origins.answer_headers(request.headers))

        routes.exception(Refused)(_say_refusal)
        routes.exception(TooMany)(_say_too_many)
        routes.exception(Exception)(_say_failure)

        @routes.listener("after_server_start")
        async def raise_storage_errors(app: Sanic, _: object) -> None:
            without_fallback(app.ctx.agent)
            make_lean(app.ctx.agent)

        @routes.listener("after_server_stop")
        async def let_go_of_the_actions(app: Sanic, _: object) -> None:
            endpoint = app.ctx.agent.action_endpoint
            if isinstance(endpoint, OpenEndpoint):
                await endpoint.close()

        # Not before: loading the model keeps the loop busy for as long as it takes.
        @routes.listener("after_server_start")
        async def watch_the_loop(_: Sanic, loop: AbstractEventLoop) -> None:
            watchdog.watch(loop)

        refuse_odd_lengths(routes, lambda: _error(400, "bad_request"))

        # 'stream' leaves a body unread, so that a huge one is refused before it fills the memory.
        @routes.post("/session", stream=True)
        async def session(request: Request) -> HTTPResponse:
            await _read(request)
            token, expires = self._sessions.issue()
            return _json({"token": token, "expires": expires.isoformat()})

        @routes.post("/messages", stream=True)
        async def messages(request: Request) -> HTTPResponse:
            conversation = self._conversation_of(request)
            message = await _body_of(request, Message)
            await self._session_limit.take(conversation)
            try:
                replies = await self._answer(_agent(request), conversation, message)
            except NeverOffered:
                raise Refused(400, "bad_request") from None
            return _json({"replies": [reply.as_json() for reply in replies]})

        @routes.get("/history")
        async def history(request: Request) -> HTTPResponse:
            return _json({"turns": turns(await _said_in(request, self._conversation_of(request)))})

        @routes.post("/feedback", stream=True)
        async def feedback(request: Request) -> HTTPResponse:
            conversation = self._conversation_of(request)
            verdict = await _body_of(request, Feedback)
            await self._session_limit.take(conversation)
            said = replies_to(verdict.message_id, await _said_in(request, conversation))
            if verdict.answer not in {reply.answer for reply in said}:
                raise Refused(404, "unknown_answer")
            await self._feedback.keep(conversation, verdict.message_id, verdict.answer, verdict.helpful)
            return _json({"kept": True})

        async def preflight(request: Request) -> HTTPResponse:
            return response.empty(headers=PREFLIGHT)

        for path in ("session", "messages", "history", "feedback", "about"):
            routes.add_route(preflight, f"/{path}", methods=["OPTIONS"], name=f"preflight_{path}")

        routes.listener("before_server_start")(_dismiss_sanic_cors)

        @routes.get("/about")
        async def about(request: Request) -> HTTPResponse:
            return _json(content().safety.dict())

        @routes.get("/alive")
        async def alive(request: Request) -> HTTPResponse:
            return _json({"alive": True})

        @routes.get("/ready")
        async def ready(request: Request) -> HTTPResponse:
            if await self._readiness.check(_agent(request), self._time_limit):
                return _json({"ready": True})
            return _error(503, "not_ready")

        # Files are the same for everybody: any page may ask for them, and they count towards no limit.
        @routes.get("/", ctx_file=True)
        async def demo(request: Request) -> HTTPResponse:
            if not request.path.endswith("/"):
                # The page's own addresses are relative, so that it works behind any prefix of a proxy.
                return response.redirect(f"{request.path.rsplit('/', 1)[-1]}/")
            return self._widget.demo.response(request) if self._widget.demo else response.text(NOT_BUILT, 503)

        @routes.get("/widget/<name:str>", ctx_file=True)
        async def widget_file(request: Request, name: str) -> HTTPResponse:
            file = self._widget.get(name)
            return file.response(request) if file else response.empty(404)

        return routes

    async def _admit(self, request: Request) -> None:
        if not self._origins.allow(request.headers, sending=request.method == "POST"):
            raise Refused(403, "forbidden")
        if not request.path.endswith(_PROBES):
            # Behind a proxy the address is what it forwards, where Sanic is told to trust it (SANIC_PROXIES_COUNT).
            await self._address_limit.take(request.remote_addr or request.ip)

    async def _answer(self, agent: Agent | None, conversation: str, message: Message) -> list[Reply]:
        if self._in_work >= MOST_AT_ONCE:
            logger.error(
                "%d messages are in work, one more was apologised for: is the action server slow? If not, run more processes.",
                self._in_work,
            )
            return [sentences.apology()]
        self._in_work += 1
        try:
            return await answer(agent, conversation, message, self._time_limit)
        finally:
            self._in_work -= 1

    def _conversation_of(self, request: Request) -> str:
        try:
            return self._sessions.conversation_of(request.headers.get("authorization"))
        except SessionRefused:
            raise Refused(401, "unauthorized") from None


async def _dismiss_sanic_cors(app: Sanic, _: object) -> None:
    # Rasa mounts it over every route; it would answer a preflight before this channel sees it.
    for chain in (app.request_middleware, app.response_middleware):
        for middleware in [each for each in chain if each.__module__.startswith("sanic_cors")]:
            chain.remove(middleware)


def _is_file(request: Request) -> bool:
    return getattr(request.route.ctx, "file", False) if request.route else False


def _agent(request: Request) -> Agent | None:
    return getattr(request.app.ctx, "agent", None)


async def _said_in(request: Request, conversation: str) -> list[Any]:
    agent = _agent(request)
    assert agent is not None
    tracker = await outlived(agent.tracker_store.retrieve_full_tracker(conversation))
    return list(tracker.events) if tracker else []


async def _body_of(request: Request, shape: type[B]) -> B:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refused(415, "unsupported_media_type")
    try:
        return read_body(await _read(request), shape)
    except NotAsAgreed:
        raise Refused(400, "bad_request") from None


async def _read(request: Request) -> bytes:
    body = b""
    assert request.stream is not None  # the routes are declared with stream=True
    while chunk := await request.stream.read():
        body += chunk
        if len(body) > MAX_BYTES:
            raise Refused(413, "too_large")
    return body


def _say_refusal(request: Request, error: Refused) -> HTTPResponse:
    return _error(error.status, error.code)


def _say_too_many(request: Request, error: TooMany) -> HTTPResponse:
    answer = _error(429, "too_many")
    answer.headers["Retry-After"] = str(error.wait)
    return answer


def _say_failure(request: Request, error: Exception) -> HTTPResponse:
    logger.error("A request to %s failed with %s.", request.path, type(error).__name__)
    return _error(500, "failure")


def _error(status: int, code: str) -> HTTPResponse:
    return _json({"error": code, "message": sentences.refusal(code)}, status)


def _json(body: dict[str, Any], status: int = 200) -> HTTPResponse:
    # The standard library's writer escapes what is not ASCII, so no text of a visitor can break the encoding.
    return response.json(body, status=status, headers={"Cache-Control": "no-store"}, dumps=json.dumps)
