"""How large Rasa's calls of the action server grow: a long conversation stays far below the server's limit."""

from __future__ import annotations

import json

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.utils.endpoints import EndpointConfig

from actions.server import MAX_BYTES
from iort.understanding.text import MAX_CHARACTERS

_TURNS = 30


@pytest.mark.asyncio(loop_scope="session")
async def test_a_long_conversation_of_long_messages_is_half_the_limit_at_most(
    agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    send = EndpointConfig.request

    async def measured(self: EndpointConfig, *arguments: object, **named: object) -> object:
        sizes.append(len(json.dumps(named["json"])) if "json" in named else len(named["data"]))  # type: ignore[arg-type]
        return await send(self, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(EndpointConfig, "request", measured)
    text = "When can I call the Arizona office, and do you treat panceratic cancer with iort in Minnesota? "
    for number in range(_TURNS):
        message = (text * 10)[: MAX_CHARACTERS - 3] + f" {number}"
        await agent.handle_message(UserMessage(message, CollectingOutputChannel(), "long", message_id=f"m{number}"))
    assert len(sizes) >= _TURNS
    assert max(sizes) < MAX_BYTES / 2
