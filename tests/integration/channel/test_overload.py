"""More messages at once than can be answered in time; with the real model."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web

from iort.channel import website
from tests.support.channel import PutInPlace, Site

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_one_too_many_gets_the_apology_at_once_and_the_others_their_answer(
    site: Site, other_action_server: PutInPlace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(website, "MOST_AT_ONCE", 3)
    released = asyncio.Event()
    waiting = 0

    async def wait(request: web.Request) -> web.Response:
        nonlocal waiting
        waiting += 1
        await released.wait()
        return web.json_response({"events": [], "responses": [{"response": "utter_what_is_iort"}]})

    await other_action_server(wait)
    visitors = [await site.new_visitor() for _ in range(4)]
    tasks = [asyncio.create_task(visitor.say("When can I call the Arizona office?")) for visitor in visitors[:3]]
    while waiting < 3:
        await asyncio.sleep(0)
    [refused] = await visitors[3].say("What is IORT?")
    assert refused["answer"] == "apology"
    assert "run more processes" in caplog.text
    assert not any(task.done() for task in tasks)
    released.set()
    assert [[reply["answer"] for reply in replies] for replies in await asyncio.gather(*tasks)] == [
        ["what_is_iort"]
    ] * 3
    assert [reply["answer"] for reply in await visitors[3].say("What is IORT?")] == ["what_is_iort"]
