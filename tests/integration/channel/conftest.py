"""What the tests of the website channel share: one running channel for the whole run."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web
from rasa.core.agent import Agent

from iort.channel.sessions import Sessions
from iort.channel.settings import Settings
from iort.channel.website import WebsiteChannel
from iort.storage.feedback import FeedbackStore
from tests.support.channel import SECRET, FreePort, Handler, PutInPlace, Site, Visitor, served, use_action_server

UNHINDERED = Settings(messages_per_session="1000000 per second", requests_per_address="1000000 per second")


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def site(agent: Agent, free_port: FreePort) -> AsyncIterator[Site]:
    channel = WebsiteChannel(Sessions(SECRET), FeedbackStore(agent.tracker_store.database), UNHINDERED)
    async with served(channel, agent, free_port()) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(site: Site) -> Visitor:
    return await site.new_visitor()


@pytest_asyncio.fixture(loop_scope="session")
async def other_action_server(
    agent: Agent, free_port: FreePort, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[PutInPlace]:
    """Puts an action server of the test's own in the real one's place."""
    runners: list[web.AppRunner] = []

    async def put_in_place(handler: Handler) -> None:
        app = web.Application()
        app.router.add_post("/webhook", handler)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        runners.append(runner)
        await runner.setup()
        port = free_port()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        use_action_server(agent, monkeypatch, port)

    yield put_in_place
    for runner in runners:
        await runner.cleanup()


@pytest.fixture
def no_action_server(agent: Agent, free_port: FreePort, monkeypatch: pytest.MonkeyPatch) -> None:
    use_action_server(agent, monkeypatch, free_port())
