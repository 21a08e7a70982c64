"""The action server killed, hung and slow."""

from __future__ import annotations

import asyncio
import signal
from uuid import uuid4

import pytest

from tests.support.assistant import COMPUTED, PLAIN, Assistant, is_apology, logged, until

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_killed_is_apologised_for_until_it_is_back(assistant: Assistant) -> None:
    visitor, message_id = await assistant.visitor(), uuid4().hex
    place = assistant.rasa.log.stat().st_size
    assistant.actions.kill()
    assert is_apology(await visitor.say(COMPUTED, message_id))
    assert await visitor.answers(PLAIN) == ["what_is_iort"]
    assert not await assistant.ready()
    assert "is the action server up?" in logged(assistant.rasa, place)
    assistant.actions.start()
    assert await visitor.answers(COMPUTED, message_id) == ["contact_hours"]
    assert await assistant.ready()
    # It stands where it was answered, once.
    *_, last = sent = await visitor.sent()
    assert (last, sent.count(message_id)) == (message_id, 1)


async def test_hung_is_apologised_for_in_time_and_holds_nobody_else_up(assistant: Assistant) -> None:
    visitors = [await assistant.visitor() for _ in range(12)]
    place = assistant.rasa.log.stat().st_size
    assistant.actions.signal(signal.SIGSTOP)
    waiting = [asyncio.create_task(visitor.say(COMPUTED)) for visitor in visitors[:8]]
    assert [await visitor.answers(PLAIN) for visitor in visitors[8:]] == [["what_is_iort"]] * 4
    assert not any(task.done() for task in waiting)
    assert [is_apology(replies) for replies in await asyncio.gather(*waiting)] == [True] * 8
    assert not await assistant.ready()
    assert "took longer than" in logged(assistant.rasa, place)
    assistant.actions.signal(signal.SIGCONT)
    await until(assistant.ready)
    assert [await visitor.answers(COMPUTED) for visitor in visitors] == [["contact_hours"]] * 12


async def test_slow_is_waited_for_and_holds_nobody_else_up(assistant: Assistant) -> None:
    slow, other = await assistant.visitor(), await assistant.visitor()
    assistant.gate.shut()
    waiting = asyncio.create_task(slow.answers(COMPUTED))
    while not assistant.gate.waiting:
        await asyncio.sleep(0)
    assert await other.answers(PLAIN) == ["what_is_iort"]
    assert not waiting.done()
    assistant.gate.open()
    assert await waiting == ["contact_hours"]
