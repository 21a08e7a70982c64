"""A message that is sent again is not answered again, whatever became of the first answer; with the real model."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web

from content import content
from tests.support.channel import PutInPlace, Site, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_retry_gets_the_first_replies_and_adds_nothing(visitor: Visitor) -> None:
    first = await visitor.say("What is IORT?", message_id="m-1")
    assert await visitor.say("What is IORT?", message_id="m-1") == first
    assert [turn["from"] for turn in await visitor.history()] == ["visitor", "assistant"]


async def test_retry_is_known_by_its_id_after_other_messages(visitor: Visitor) -> None:
    first = await visitor.say("Where is it done? And is there somewhere to stay?", message_id="m-1")
    assert len(first) == 2
    await visitor.say("Do I need a referral?", message_id="m-2")
    assert await visitor.say("anything", message_id="m-1") == first


async def test_the_same_words_under_another_id_are_another_message(visitor: Visitor) -> None:
    await visitor.say("What is IORT?", message_id="m-1")
    await visitor.say("What is IORT?", message_id="m-2")
    assert [turn["from"] for turn in await visitor.history()] == ["visitor", "assistant"] * 2


async def test_retries_at_the_same_time_are_answered_once(visitor: Visitor) -> None:
    answers = await asyncio.gather(*(visitor.say("What is IORT?", message_id="m-1") for _ in range(8)))
    assert all(answer == answers[0] for answer in answers)
    assert [turn["from"] for turn in await visitor.history()] == ["visitor", "assistant"]


async def test_an_id_of_another_session_means_nothing(site: Site) -> None:
    one, other = await site.new_visitor(), await site.new_visitor()
    await one.say("Do I need a referral?", message_id="m-1")
    assert (await other.say("What is IORT?", message_id="m-1"))[0]["answer"] == "what_is_iort"


async def test_apology_is_no_answer_to_keep(visitor: Visitor, other_action_server: PutInPlace) -> None:
    """Once the action server is back, the retry is answered, and the history shows the question once."""

    async def fail(request: web.Request) -> web.Response:
        return web.Response(status=500)

    with pytest.MonkeyPatch.context() as patch:
        real = visitor.site.app.ctx.agent.processor.action_endpoint
        await other_action_server(fail)
        question = "When can I call the Arizona office?"
        assert [reply["answer"] for reply in await visitor.say(question, message_id="m-1")] == ["apology"]
        patch.setattr(visitor.site.app.ctx.agent.processor, "action_endpoint", real)
        [reply] = await visitor.say(question, message_id="m-1")
    assert content().offices["arizona"].phone in reply["text"]
    assert [turn["from"] for turn in await visitor.history()] == ["visitor", "assistant"]
