"""One message and its replies: understood once however often it is sent, and answered whatever fails."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from typing import TypeVar

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from iort.channel import sentences
from iort.channel.history import PRESSED, replies_to, title_of_offered
from iort.channel.incoming import Message
from iort.channel.replies import Reply, ReplyCollector
from iort.understanding.text import MAX_CHARACTERS, normalize

logger = logging.getLogger(__name__)

T = TypeVar("T")


class NeverOffered(Exception):
    """The payload is of no button that the session was shown."""


async def answer(agent: Agent | None, conversation: str, message: Message, time_limit: float) -> list[Reply]:
    """The replies to a message of a conversation; one at least.

    Raises:
        NeverOffered: the message is a payload that no reply of this conversation offered.
    """
    text = message.text if message.payload is None else message.payload
    assert text is not None  # one of the two is there
    if len(text) > MAX_CHARACTERS:
        return [sentences.too_long(MAX_CHARACTERS)]
    if not normalize(text):
        return [sentences.empty()]
    collector = ReplyCollector()
    try:
        return await asyncio.wait_for(outlived(_answer_once(agent, conversation, message, text, collector)), time_limit)
    except NeverOffered:
        raise
    except asyncio.TimeoutError:
        logger.error(
            "A message took longer than %.0f seconds and was apologised for: is the action server hung, or the machine "
            "overloaded?",
            time_limit,
        )
        return [*collector.replies, sentences.apology()]
    except Exception as error:  # noqa: BLE001 - whatever fails, the visitor gets a reply
        # The type only: the error's own text may quote the visitor.
        logger.error("A message failed with %s and was apologised for; the lines before say why.", type(error).__name__)
        return [*collector.replies, sentences.apology()]


async def _answer_once(
    agent: Agent | None, conversation: str, message: Message, text: str, collector: ReplyCollector
) -> list[Reply]:
    if agent is None or agent.processor is None:
        logger.error("There is no model: is a model loaded? The log of the start says why not.")
        raise RuntimeError("no model is loaded")
    # Rasa's own entry takes the same lock but looks at nothing under it, so a retry would be answered twice.
    async with agent.lock_store.lock(conversation):
        earlier = replies_to(
            message.message_id, await agent.tracker_store.events_of_message(conversation, message.message_id)
        )
        if earlier:
            return earlier
        metadata = {"timezone": message.timezone} if message.timezone else {}
        if message.payload is not None:
            metadata[PRESSED] = await _title_of(agent, conversation, message.payload)
        await agent.processor.handle_message(
            UserMessage(
                text,
                collector,
                conversation,
                input_channel=collector.name(),
                message_id=message.message_id,
                metadata=metadata,
            )
        )
    if not collector.replies:
        # Rasa swallows the failure of an action and says nothing.
        logger.error("A message got no reply and was apologised for: is the action server up? Its log says more.")
    return collector.replies or [sentences.apology()]


async def _title_of(agent: Agent, conversation: str, payload: str) -> str:
    # The whole conversation: after half an hour Rasa begins a new session, with the old buttons still on the screen.
    tracker = await agent.tracker_store.retrieve_full_tracker(conversation)
    title = title_of_offered(payload, tracker.events) if tracker else None
    if title is None:
        raise NeverOffered
    return title


async def outlived(work: Awaitable[T]) -> T:
    """The result of the work; an attempt of Rasa to end the process becomes a RuntimeError."""
    try:
        return await work
    except SystemExit as error:
        # Rasa's SQL store ends the process over one row it cannot read; one conversation must not end all others.
        raise RuntimeError("the tracker store gave up") from error
