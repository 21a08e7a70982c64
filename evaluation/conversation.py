"""Holds conversations with the assistant as it runs for visitors: trained model, action server, its own texts."""

from __future__ import annotations

import copy
import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.utils.endpoints import EndpointConfig
from rasa.utils.log_utils import configure_structlog

from iort.channel.replies import ReplyCollector


@dataclass(frozen=True)
class Observed:
    """What came back on one message.

    Attributes:
        answers: the answer ids of the replies, in order.
        topics: their topics, one that follows itself once.
        said: the texts of the replies, a line each.
        intent, confidence: what the message was understood as.
    """

    answers: tuple[str, ...]
    topics: tuple[str, ...]
    said: str
    intent: str
    confidence: float


class Assistant:
    """A loaded agent, its conversations kept in memory for as long as they last.

    Args:
        agent: with model, texts and action server; its own tracker store is left alone.
    """

    def __init__(self, agent: Agent) -> None:
        if agent.processor is None or agent.domain is None:
            raise ValueError("the agent has no model")
        self._processor = copy.copy(agent.processor)
        self._domain = agent.domain
        self._topic_of = {
            variant["metadata"]["answer"]: variant["metadata"].get("topic") or variant["metadata"]["answer"]
            for variants in agent.domain.responses.values()
            for variant in variants
        }

    @classmethod
    def load(cls, model: Path, actions: EndpointConfig) -> Assistant:
        """The assistant of a model's archive and an action server's address."""
        # The texts of sets are no secret, but thousands of them would bury what matters.
        logging.disable(logging.WARNING)
        configure_structlog(logging.ERROR)
        texts = EndpointConfig(type="iort.nlg.ContentNLG")
        return cls(Agent.load(str(model), generator=texts, action_endpoint=actions))

    async def converse(self, texts: Sequence[str]) -> list[Observed]:
        """Say the texts one after the other as a new visitor."""
        self._processor.tracker_store = InMemoryTrackerStore(self._domain)
        visitor = uuid.uuid4().hex
        return [await self._say(text, visitor) for text in texts]

    async def _say(self, text: str, visitor: str) -> Observed:
        collector = ReplyCollector()
        await self._processor.handle_message(UserMessage(text, collector, visitor, input_channel=collector.name()))
        tracker = await self._processor.tracker_store.retrieve(visitor)
        parsed: Any = tracker.latest_message.parse_data if tracker and tracker.latest_message else {}
        answers = [reply.answer or "" for reply in collector.replies]
        intent = parsed.get("intent") or {}
        return Observed(
            answers=tuple(answers),
            topics=_each_once_in_a_row([self._topic_of.get(answer, answer) for answer in answers]),
            said="\n".join(reply.text for reply in collector.replies),
            intent=str(intent.get("name")),
            confidence=float(intent.get("confidence") or 0.0),
        )


def _each_once_in_a_row(topics: list[str]) -> tuple[str, ...]:
    """One topic answered for two campuses is one answer; two subjects that are not in the sources are two."""
    return tuple(
        topic for at, topic in enumerate(topics) if not at or topics[at - 1] != topic or topic == "unanswerable"
    )
