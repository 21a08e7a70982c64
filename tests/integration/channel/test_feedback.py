"""Thumbs up and down: kept with the answer's id, for answers that the session got; with the real model."""

from __future__ import annotations

import pytest
from rasa.core.agent import Agent

from iort.storage.feedback import FeedbackStore
from tests.support.channel import PHONES, Site, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def verdicts(agent: Agent, answer: str) -> tuple[int, int]:
    return (await FeedbackStore(agent.tracker_store.database).verdicts()).get(answer, (0, 0))


async def test_verdict_on_an_answer_is_kept(visitor: Visitor, agent: Agent) -> None:
    helped, failed = await verdicts(agent, "what_is_iort")
    await visitor.say("What is IORT?", message_id="m-1")
    assert await visitor.rate("m-1", "what_is_iort") == (200, {"kept": True})
    assert await verdicts(agent, "what_is_iort") == (helped + 1, failed)


async def test_verdict_may_change_and_counts_once(visitor: Visitor, agent: Agent) -> None:
    helped, failed = await verdicts(agent, "referral")
    await visitor.say("Do I need a referral?", message_id="m-1")
    for helpful in (True, True, False):
        assert (await visitor.rate("m-1", "referral", helpful))[0] == 200
    assert await verdicts(agent, "referral") == (helped, failed + 1)


@pytest.mark.parametrize(("message_id", "answer"), [("m-1", "referral"), ("m-2", "what_is_iort")])
async def test_verdict_on_an_answer_never_given_is_refused(visitor: Visitor, message_id: str, answer: str) -> None:
    await visitor.say("What is IORT?", message_id="m-1")
    status, body = await visitor.rate(message_id, answer)
    assert (status, body["error"]) == (404, "unknown_answer")
    assert all(phone in body["message"] for phone in PHONES)


async def test_verdict_on_an_answer_of_another_session_is_refused(site: Site) -> None:
    one, other = await site.new_visitor(), await site.new_visitor()
    await one.say("What is IORT?", message_id="m-1")
    assert (await other.rate("m-1", "what_is_iort"))[0] == 404


@pytest.mark.parametrize("helpful", ["yes", 1, None, "true", []])
async def test_verdict_is_a_boolean(visitor: Visitor, helpful: object) -> None:
    await visitor.say("What is IORT?", message_id="m-1")
    assert (await visitor.rate("m-1", "what_is_iort", helpful))[0] == 400
