"""The website channel when something behind it fails, with the real model, a SQLite store and the real action server."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest
from aiohttp import web
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor

from content import content
from tests.support.channel import PHONES, PutInPlace, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="session")

NAMING_SOMEONE = "Does IORT hurt my aunt Zebedea?"


def _is_apology(replies: list[dict[str, Any]]) -> bool:
    [reply] = replies
    assert all(phone in reply["text"] for phone in PHONES)
    assert content().safety.emergency_number in reply["text"]
    assert "{" not in reply["text"]
    return bool(reply["answer"] == "apology")


@pytest.mark.usefixtures("no_action_server")
async def test_no_action_server_gives_the_apology(visitor: Visitor) -> None:
    assert _is_apology(await visitor.say("When can I call the Arizona office?"))
    [reply] = await visitor.say("What is IORT?")
    assert reply["answer"] == "what_is_iort"


async def test_action_server_that_fails_gives_the_apology(visitor: Visitor, other_action_server: PutInPlace) -> None:
    async def fail(request: web.Request) -> web.Response:
        return web.Response(status=500)

    await other_action_server(fail)
    assert _is_apology(await visitor.say("When can I call the Arizona office?"))


async def test_action_server_that_hangs_gives_the_apology_in_time(
    visitor: Visitor, other_action_server: PutInPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = asyncio.Event()

    async def hang(request: web.Request) -> web.Response:
        await released.wait()
        return web.Response()

    await other_action_server(hang)
    monkeypatch.setattr(visitor.site.channel, "_time_limit", 0.5)
    replies = await asyncio.wait_for(visitor.say("When can I call the Arizona office?"), 5)
    assert _is_apology(replies)
    [reply] = await asyncio.wait_for(visitor.say("What is IORT?"), 5)
    released.set()
    assert reply["answer"] == "what_is_iort"


@pytest.mark.parametrize("failure", [ValueError, KeyError, SystemExit], ids=lambda kind: kind.__name__)
async def test_failure_in_rasa_gives_the_apology_and_logs_no_text(
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    failure: type[BaseException],
) -> None:
    async def fail(processor: MessageProcessor, message: UserMessage) -> None:
        raise failure(message.text)

    with monkeypatch.context() as patch, caplog.at_level(logging.INFO):
        patch.setattr(MessageProcessor, "handle_message", fail)
        assert _is_apology(await visitor.say(NAMING_SOMEONE))
    assert "failed with" in caplog.text
    assert "Zebedea" not in caplog.text
    [reply] = await visitor.say("What is IORT?")
    assert reply["answer"] == "what_is_iort"


async def test_no_model_gives_the_apology(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitor.site.app.ctx, "agent", Agent())
    assert _is_apology(await visitor.say("What is IORT?"))


@pytest.mark.parametrize("failure", [ValueError, SystemExit], ids=lambda kind: kind.__name__)
async def test_history_that_cannot_be_read_is_an_error_in_words(
    visitor: Visitor, agent: Agent, monkeypatch: pytest.MonkeyPatch, failure: type[BaseException]
) -> None:
    async def fail(conversation: str) -> None:
        raise failure("row of Zebedea")

    monkeypatch.setattr(agent.tracker_store, "retrieve_full_tracker", fail)
    status, body = await visitor.site.get("history", visitor.token)
    assert (status, body["error"]) == (500, "failure")
    assert all(phone in body["message"] for phone in PHONES)
    assert "Zebedea" not in json.dumps(body)
