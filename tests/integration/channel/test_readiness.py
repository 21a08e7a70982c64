"""Liveness and readiness, with the real model, a SQLite store and the real action server."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor

from tests.support.channel import PHONES, PutInPlace, Site

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_ready_when_all_works_and_leaves_no_trace(site: Site, agent: Agent) -> None:
    before = set(await agent.tracker_store.keys())
    assert await site.get("ready") == (200, {"ready": True})
    assert set(await agent.tracker_store.keys()) == before


async def _assert_not_ready(site: Site) -> None:
    status, body = await site.get("ready")
    assert (status, body["error"]) == (503, "not_ready")
    assert all(phone in body["message"] for phone in PHONES)


@pytest.mark.usefixtures("no_action_server")
async def test_not_ready_without_the_action_server(site: Site) -> None:
    await _assert_not_ready(site)


async def test_not_ready_when_actions_only_apologise(site: Site, other_action_server: PutInPlace) -> None:
    """The apology names both phones too, so the numbers alone would prove nothing."""

    async def apologise(request: web.Request) -> web.Response:
        return web.json_response({"events": [], "responses": [{"response": "utter_apology"}]})

    await other_action_server(apologise)
    await _assert_not_ready(site)


async def test_not_ready_without_a_model(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site.app.ctx, "agent", Agent())
    await _assert_not_ready(site)


async def test_not_ready_when_the_store_is_down(site: Site, agent: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(conversation: str) -> None:
        raise ConnectionError

    monkeypatch.setattr(agent.tracker_store, "retrieve", fail)
    await _assert_not_ready(site)


async def test_alive_whatever_is_down(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site.app.ctx, "agent", None)
    assert await site.get("alive") == (200, {"alive": True})


async def test_probes_at_the_same_time_ask_once(site: Site, agent: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    real = type(agent.processor).handle_message

    async def counted(processor: MessageProcessor, message: UserMessage) -> object:
        asked.append(message.text)
        return await real(processor, message)

    monkeypatch.setattr(MessageProcessor, "handle_message", counted)
    answers = await asyncio.gather(*(site.get("ready") for _ in range(10)))
    assert [status for status, _ in answers] == [200] * 10
    assert len(asked) < 10
