"""Whether the assistant can do its work: it is asked a real question whose answer is known."""

from __future__ import annotations

import asyncio
import copy
import logging

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore

from content import content
from iort.channel.replies import Reply, ReplyCollector

logger = logging.getLogger(__name__)

_ASKER = "readiness"


class Readiness:
    """Asks the question at most once at a time, however many want to know: a flood of probes costs one answer."""

    def __init__(self) -> None:
        self._asking: asyncio.Task[bool] | None = None

    async def check(self, agent: Agent | None, time_limit: float) -> bool:
        """As `is_ready`, joined to a check that is under way."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(is_ready(agent, time_limit))
        # One prober that hangs up must not cancel the check of the others.
        return await asyncio.shield(self._asking)


async def is_ready(agent: Agent | None, time_limit: float) -> bool:
    """True where model, action server and tracker store answer within `time_limit` seconds; a failure is logged."""
    try:
        replies = await asyncio.wait_for(_rehearse(agent), time_limit)
    except Exception as error:  # noqa: BLE001 - whatever fails, the answer is 'not ready'
        logger.error(
            "Not ready: the question about phone numbers failed with %s; look at the action server (TimeoutError: it hangs, "
            "or the machine is overloaded), the database (StorageUnavailable) and the model.",
            type(error).__name__,
        )
        return False
    if not _as_expected(replies):
        logger.error(
            "Not ready: the question about phone numbers got the wrong answer: is the action server up, and the model the "
            "newest?"
        )
        return False
    return True


async def _rehearse(agent: Agent | None) -> list[Reply]:
    if agent is None or agent.processor is None:
        raise RuntimeError("no model is loaded")
    await agent.tracker_store.retrieve(_ASKER)
    await agent.tracker_store.prove_writable(_ASKER)

    # A processor like the real one, whose conversations end with it: nothing is stored, and every check is as fast.
    rehearsal = copy.copy(agent.processor)
    rehearsal.tracker_store = InMemoryTrackerStore(agent.domain)
    collector = ReplyCollector()
    question = content().buttons["contact_hours"].asks
    await rehearsal.handle_message(UserMessage(question, collector, _ASKER, input_channel=collector.name()))
    return collector.replies


def _as_expected(replies: list[Reply]) -> bool:
    # The apology names both phones as well, hence the answer's id.
    said = " ".join(reply.text for reply in replies if reply.answer == "contact_hours")
    return all(office.phone in said for office in content().offices.values())
