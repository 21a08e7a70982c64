"""A Rasa process that is killed in mid-answer, and one that is asked to end while visitors wait."""

from __future__ import annotations

import asyncio
import signal
from uuid import uuid4

import pytest
from aiohttp import ClientError

from tests.support.assistant import COMPUTED, PLAIN, Assistant, ended, until

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_killed_in_mid_answer_loses_nothing_acknowledged_and_doubles_nothing(assistant: Assistant) -> None:
    visitor, before, during = await assistant.visitor(), uuid4().hex, uuid4().hex
    [acknowledged] = await visitor.say(PLAIN, before)
    assistant.gate.shut()
    waiting = asyncio.create_task(visitor.say(COMPUTED, during))
    while not assistant.gate.waiting:
        await asyncio.sleep(0)
    assistant.rasa.kill()
    with pytest.raises(ClientError):
        await waiting
    assistant.gate.open()
    assistant.rasa.start()
    await until(assistant.ready)
    [answer] = await visitor.say(COMPUTED, during)
    assert answer["answer"] == "contact_hours"
    assert await visitor.sent() == [before, during]
    assert [turn["text"] for turn in await visitor.history()] == [PLAIN, acknowledged["text"], COMPUTED, answer["text"]]


async def test_asked_to_end_answers_everybody_who_waits_and_forgets_nothing(assistant: Assistant) -> None:
    visitors = [await assistant.visitor() for _ in range(10)]
    ids = [uuid4().hex for _ in visitors]
    assistant.gate.shut()
    waiting = [asyncio.create_task(visitor.answers(COMPUTED, one)) for visitor, one in zip(visitors, ids)]
    while assistant.gate.waiting < len(visitors):
        await asyncio.sleep(0)
    assistant.rasa.signal(signal.SIGTERM)
    assistant.gate.open()
    assert await asyncio.gather(*waiting) == [["contact_hours"]] * len(visitors)
    assert await ended(assistant.rasa) == 0
    assistant.rasa.start()
    await until(assistant.ready)
    assert [await visitor.sent() for visitor in visitors] == [[one] for one in ids]
    # A retry of what was answered before the end is not answered anew.
    assert [await visitor.answers(COMPUTED, one) for visitor, one in zip(visitors, ids)] == [["contact_hours"]] * 10
    assert [await visitor.sent() for visitor in visitors] == [[one] for one in ids]
