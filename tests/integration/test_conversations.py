"""The conversations in tests/conversations/, held with the real model and the real action server."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from ruamel.yaml import YAML

from content import content
from iort.channel.replies import Reply, ReplyCollector
from tests.support import ROOT

pytestmark = pytest.mark.asyncio(loop_scope="session")

FOLDER = ROOT / "tests" / "conversations"
CONVERSATIONS = [
    pytest.param(conversation, id=f"{path.stem}: {conversation['what']}")
    for path in sorted(FOLDER.glob("*.yml"))
    for conversation in YAML(typ="safe").load(path)
]
_EXPECTATIONS = {"answer", "says", "never", "sources", "buttons"}


async def say(agent: Agent, text: str, visitor: str) -> list[Reply]:
    """The bot's replies to one message of a visitor."""
    collector = ReplyCollector()
    await agent.handle_message(UserMessage(text, collector, visitor))
    return collector.replies


@pytest.mark.parametrize("conversation", CONVERSATIONS)
async def test_conversation_goes_as_written(agent: Agent, conversation: dict[str, Any]) -> None:
    visitor = uuid.uuid4().hex
    for turn in conversation["turns"]:
        check(turn, await say(agent, turn["visitor"], visitor))


def check(turn: dict[str, Any], replies: list[Reply]) -> None:
    """Hold the replies against what the turn expects of them."""
    expected = turn["bot"]
    assert set(expected) <= _EXPECTATIONS, f"unknown expectation in {turn}"
    assert replies, f"silence after '{turn['visitor']}'"
    said = "\n".join(reply.text for reply in replies)
    if "answer" in expected:
        wanted = expected["answer"] if isinstance(expected["answer"], list) else [expected["answer"]]
        assert [reply.answer for reply in replies] == wanted, said
    for words in expected.get("says", []):
        assert words in said
    for words in expected.get("never", []):
        assert words not in said
    if "sources" in expected:
        assert {source.id for reply in replies for source in reply.sources} == set(expected["sources"])
    if "buttons" in expected:
        assert sum(len(reply.buttons) for reply in replies) == expected["buttons"]
    assert not any(brace in said for brace in "{}"), f"an unfilled part in: {said}"


@pytest.mark.parametrize("topic", sorted(content().buttons))
async def test_a_topic_button_is_understood_as_its_topic(agent: Agent, topic: str) -> None:
    parsed = await agent.parse_message(content().buttons[topic].asks)
    assert parsed["intent"]["name"] == topic
    assert parsed["intent"]["confidence"] > 0.6


@pytest.mark.parametrize("campus", list(content().offices))
async def test_a_campus_button_is_understood_as_that_campus(agent: Agent, campus: str) -> None:
    replies = await say(agent, "What are the phone numbers and hours?", "buttons")
    name = content().campuses[campus].name
    payload = next(button.payload for reply in replies for button in reply.buttons if button.title == name)
    answers = await say(agent, payload, uuid.uuid4().hex)
    assert [reply.answer for reply in answers] == ["contact_hours"]
    assert content().offices[campus].phone in answers[0].text


@pytest.mark.parametrize(
    "text",
    [
        "a\0b",
        "x" * 10_000,
        "\U0001f600" * 40,
        "/restart",
        '/intent{"x":"y"}',
        " ",
        "\u200b",
        "مرحبا كيف حالك",
        "аbсdеf что is IORT",
    ],
    ids=[
        "NUL",
        "10,000 characters",
        "emoji only",
        "restart",
        "intent",
        "empty",
        "zero width",
        "right to left",
        "mixed alphabets",
    ],
)
async def test_hostile_text_gets_a_civil_reply_and_leaves_the_bot_running(agent: Agent, text: str) -> None:
    visitor = uuid.uuid4().hex
    replies = await say(agent, text, visitor)
    assert replies and all(reply.text and "Traceback" not in reply.text for reply in replies)
    assert [reply.answer for reply in await say(agent, "What is IORT?", visitor)] == ["what_is_iort"]
