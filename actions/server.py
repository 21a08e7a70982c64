"""The action server: rasa_sdk's executor behind a shared token and a body limit; nothing it was sent is sent back.

rasa_sdk's own server, which `rasa run actions` starts, answers anybody, inflates what it gets without end and returns
the whole request with an error. It is good enough for one's own machine only.
"""

from __future__ import annotations

import hmac
import json
import logging
from asyncio import AbstractEventLoop
from typing import Any

from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from sanic import Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.token import TOKEN_HEADER, check_token
from serving import watchdog
from serving.content_length import refuse_odd_lengths

logger = logging.getLogger(__name__)

MAX_BYTES = 1024 * 1024  # the largest call of tests/deploy/test_action_calls.py has 124 KB


def create_app(executor: ActionExecutor, token: str) -> Sanic:
    """The server's routes: POST /webhook for Rasa, GET /health for whoever watches it.

    Args:
        executor: has the actions.
        token: what a caller has to send in `X-Actions-Token`.

    Raises:
        WeakToken: the token has fewer than 32 characters.
    """
    check_token(token)
    expected = token.encode()
    app = Sanic("iort_actions", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = 2 * MAX_BYTES  # how much of a refused body Sanic still takes off the line

    refuse_odd_lengths(app, lambda: _error(400, "bad_request"))

    @app.after_server_start
    async def watch_the_loop(_: Sanic, loop: AbstractEventLoop) -> None:
        watchdog.watch(loop)

    @app.get("/health")
    async def health(_: Request) -> HTTPResponse:
        return response.json({"status": "ok"})

    # 'stream' leaves the body unread, so that a stranger's is refused before any of it is in memory.
    @app.post("/webhook", stream=True)
    async def webhook(request: Request) -> HTTPResponse:
        if not hmac.compare_digest(request.headers.get(TOKEN_HEADER, "").encode(errors="replace"), expected):
            return _error(401, "unauthorized")
        if request.headers.get("content-encoding", "identity") != "identity":
            return _error(415, "compressed")
        body = await _read(request)
        call = _call_in(body) if body is not None else None
        if body is None:
            return _error(413, "too_large")
        if call is None:
            return _error(400, "bad_request")
        return await _run(executor, call)

    @app.exception(Exception)
    async def failed(_: Request, error: Exception) -> HTTPResponse:
        if isinstance(error, SanicException):
            return _error(error.status_code, "refused")
        # The type only: the error's own text may quote a visitor.
        logger.error("An action call failed with %s.", type(error).__name__)
        return _error(500, "failure")

    return app


async def _run(executor: ActionExecutor, call: dict[str, Any]) -> HTTPResponse:
    try:
        return response.json(await executor.run(call), dumps=json.dumps)
    except ActionExecutionRejection as rejection:
        # Rasa reads both fields of it; the name is of an action that this server has.
        return response.json({"error": "rejected", "action_name": rejection.action_name}, 400)
    except ActionNotFoundException:
        logger.error("Rasa asked for an action that this server does not have: are both of one version?")
        return _error(404, "not_found")


async def _read(request: Request) -> bytes | None:
    """The body; None where it is too large."""
    body = b""
    assert request.stream is not None  # the route is declared with stream=True
    while chunk := await request.stream.read():
        body += chunk
        if len(body) > MAX_BYTES:
            return None
    return body


def _call_in(body: bytes) -> dict[str, Any] | None:
    try:
        call = json.loads(body)
    except (ValueError, RecursionError):
        return None
    named = (
        isinstance(call, dict) and isinstance(call.get("next_action"), str) and isinstance(call.get("tracker"), dict)
    )
    return call if named else None


def _error(status: int, code: str) -> HTTPResponse:
    return response.json({"error": code}, status)
