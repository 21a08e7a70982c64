"""The action server's answers are held against Rasa's schema, and the schema itself is checked once only."""

from __future__ import annotations

import pytest
from aiohttp import web
from jsonschema import Draft202012Validator

from tests.support.channel import PutInPlace, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="session")

COMPUTED = "When can I call the Arizona office?"


async def test_schema_is_not_checked_for_each_message(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    [reply] = await visitor.say(COMPUTED)

    def checked(*_: object) -> None:
        raise AssertionError("the schema was checked again")

    monkeypatch.setattr(Draft202012Validator, "check_schema", checked)
    assert await visitor.say(COMPUTED) == [reply]


async def test_answer_of_another_shape_is_refused(visitor: Visitor, other_action_server: PutInPlace) -> None:
    async def misshapen(request: web.Request) -> web.Response:
        return web.json_response({"events": [{"timestamp": 1}], "responses": []})

    await other_action_server(misshapen)
    [reply] = await visitor.say(COMPUTED)
    assert reply["answer"] == "apology"
