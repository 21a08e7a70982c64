"""What the website channel does not serve, with the real model, a SQLite store and the real action server."""

from __future__ import annotations

import asyncio
import json

import pytest
from rasa.core.agent import Agent
from rasa.shared.core.events import ActionExecuted, SessionStarted

from tests.support.bot import Bot
from tests.support.channel import PHONES, Site, Visitor
from tests.support.raw_http import exchange

HELLO = b'{"text": "hi", "message_id": "m-1"}'

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b"{}",
        b'{"text": "a"}',
        b'{"message_id": "m"}',
        b'{"text": null, "message_id": "m"}',
        b'{"text": 7, "message_id": "m"}',
        b'{"text": ["a"], "message_id": "m"}',
        b'{"text": {"text": "a"}, "message_id": "m"}',
        b'{"text": "a", "payload": "a", "message_id": "m"}',
        b'{"text": "a", "message_id": 7}',
        b'{"text": "a", "message_id": null}',
        b'{"text": "a", "message_id": ""}',
        b'{"text": "a", "message_id": "a b"}',
        b'{"text": "a", "message_id": "m\\n"}',
        b'{"text": "a", "message_id": "m\\u0000"}',
        b'{"text": "a", "message_id": "' + b"x" * 65 + b'"}',
        b'{"text": "a", "message_id": "m", "timezone": 7}',
        b'{"text": "a", "message_id": "m", "timezone": null}',
        b'{"text": "a", "message_id": "m", "timezone": ["UTC"]}',
        b'{"text": "a", "message_id": "m", "more": 1}',
        b'{"text": "\xff", "message_id": "m"}',
        b'{"text": "a", "message_id": "m"} {}',
        b'{"a":' * 2000 + b"1" + b"}" * 2000,
        b"[" * 9000,
    ],
    ids=repr,
)
async def test_wrong_body_is_refused_in_words(visitor: Visitor, body: bytes) -> None:
    status, answer = await visitor.post(body)
    assert (status, answer["error"]) == (400, "bad_request")
    assert all(phone in answer["message"] for phone in PHONES)


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "application/jsonp"])
async def test_other_content_types_are_refused(visitor: Visitor, content_type: str) -> None:
    status, answer = await visitor.post(HELLO, content_type)
    assert (status, answer["error"]) == (415, "unsupported_media_type")


async def test_content_type_may_name_its_charset(visitor: Visitor) -> None:
    assert (await visitor.post(HELLO, "Application/JSON; charset=utf-8"))[0] == 200


async def test_body_over_16_kilobytes_is_refused(visitor: Visitor) -> None:
    def body(size: int) -> bytes:
        return HELLO.replace(b"hi", b"a" * (size - len(HELLO) + len(b"hi")))

    assert (await visitor.post(body(16 * 1024)))[0] == 200
    status, answer = await visitor.post(body(16 * 1024 + 1))
    assert (status, answer["error"]) == (413, "too_large")


async def test_huge_body_is_refused_before_all_of_it_came(visitor: Visitor) -> None:
    host = visitor.site.url.split("/")[2]
    reader, writer = await asyncio.open_connection(*host.split(":"))
    head = (
        f"POST /webhooks/website/messages HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nAuthorization: Bearer {visitor.token}\r\n"
        "Content-Type: application/json\r\nContent-Length: 50000000\r\n\r\n"
    )
    writer.write(head.encode() + b"a" * 20_000)
    assert b" 413 " in await asyncio.wait_for(reader.readline(), 5)
    writer.close()


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:1"])
async def test_other_origin_is_refused(visitor: Visitor, origin: str) -> None:
    visitor.extra["Origin"] = origin
    status, answer = await visitor.send(text="hi")
    assert (status, answer["error"]) == (403, "forbidden")
    async with visitor.site.http.post(f"{visitor.site.url}/session", headers={"Origin": origin}) as session:
        assert session.status == 403


async def test_own_origin_is_served_without_cors_headers(site: Site) -> None:
    async with site.http.post(f"{site.url}/session", headers={"Origin": site.origin}) as answer:
        assert answer.status == 200
        assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


@pytest.mark.parametrize("path", ["session", "messages", "feedback"])
async def test_sending_without_an_origin_is_refused(visitor: Visitor, path: str) -> None:
    headers = {"Authorization": f"Bearer {visitor.token}", "Content-Type": "application/json"}
    async with visitor.site.http.post(f"{visitor.site.url}/{path}", data=HELLO, headers=headers) as answer:
        assert (answer.status, (await answer.json())["error"]) == (403, "forbidden")


async def test_form_is_refused(visitor: Visitor) -> None:
    headers = {"Authorization": f"Bearer {visitor.token}", "Origin": visitor.site.origin}
    async with visitor.site.http.post(f"{visitor.site.url}/messages", data={"text": "hi"}, headers=headers) as answer:
        assert answer.status == 415


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
async def test_other_methods_are_refused(visitor: Visitor, method: str) -> None:
    headers = {"Authorization": f"Bearer {visitor.token}", "Origin": visitor.site.origin}
    async with visitor.site.http.request(method, f"{visitor.site.url}/messages", headers=headers) as answer:
        assert answer.status == 405
        assert "Traceback" not in await answer.text()


@pytest.mark.parametrize("path", ["rest/webhook", "socketio", "callback/webhook", "rasa/webhook"])
async def test_stock_channels_are_off(visitor: Visitor, path: str) -> None:
    base = visitor.site.url.removesuffix("website")
    async with visitor.site.http.post(base + path, json={"sender": "me", "message": "hi"}) as answer:
        assert answer.status == 404


# --- buttons ---


@pytest.mark.parametrize("payload", ["/restart", "/emergency", "What is IORT?", '/cancer{"cancer": "breast"}'])
async def test_payload_never_offered_is_refused(visitor: Visitor, payload: str) -> None:
    status, answer = await visitor.send(payload=payload)
    assert (status, answer["error"]) == (400, "bad_request")
    assert await visitor.history() == []


async def test_payload_offered_is_answered_and_shown_by_its_title(visitor: Visitor) -> None:
    [greeting] = await visitor.say("hello")
    button = greeting["buttons"][0]
    status, _ = await visitor.send(payload=button["payload"])
    assert status == 200
    assert [turn["text"] for turn in await visitor.history() if turn["from"] == "visitor"] == ["hello", button["title"]]


async def test_payload_offered_to_another_session_is_refused(site: Site) -> None:
    one, other = await site.new_visitor(), await site.new_visitor()
    [greeting] = await one.say("hello")
    assert (await other.send(payload=greeting["buttons"][0]["payload"]))[0] == 400


async def test_payload_offered_before_the_conversation_began_anew_is_good(visitor: Visitor, agent: Agent) -> None:
    """Half an hour later the buttons are still on the screen."""
    [greeting] = await visitor.say("hello")
    tracker = await agent.tracker_store.retrieve(visitor.conversation)
    tracker.update(ActionExecuted("action_session_start"))
    tracker.update(SessionStarted())
    await agent.tracker_store.save(tracker)
    assert (await visitor.send(payload=greeting["buttons"][0]["payload"]))[0] == 200


async def test_json_is_not_to_be_stored_or_sniffed(visitor: Visitor) -> None:
    headers = {"Authorization": f"Bearer {visitor.token}"}
    async with visitor.site.http.get(f"{visitor.site.url}/history", headers=headers) as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


# Its own process: one that lets such a length in never answers again.
@pytest.mark.parametrize("length", ["-5", "+5", "1_0", "5, 5"])
async def test_a_length_that_is_no_plain_number_is_refused(bot: Bot, length: str) -> None:
    answer = await exchange(bot.port, "/webhooks/website/session", [f"Content-Length: {length}"], b"{}")
    assert (answer.status, json.loads(answer.body)["error"], answer.closed) == (400, "bad_request", True)
