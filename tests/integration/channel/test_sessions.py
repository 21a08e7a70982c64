"""Sessions of the website channel: issued, kept apart, refused; with the real model, a SQLite store and the real action server."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta, timezone

import jwt
import pytest
from aiohttp import web
from rasa.shared.exceptions import RasaException

from iort.channel.sessions import SessionRefused, Sessions
from tests.support.channel import PHONES, SECRET, PutInPlace, Site, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_history_holds_both_sides_in_order_as_they_were_sent(visitor: Visitor) -> None:
    said = [reply for text in ("hello", "What is IORT?") for reply in await visitor.say(text)]
    turns = await visitor.history()
    assert [turn["from"] for turn in turns] == ["visitor", "assistant", "visitor", "assistant"]
    assert [{**reply, "from": "assistant", "at": turn["at"]} for reply, turn in zip(said, turns[1::2])] == turns[1::2]
    assert [turn["at"] for turn in turns] == sorted(turn["at"] for turn in turns)


async def test_sessions_do_not_see_each_other(site: Site) -> None:
    one, other = await site.new_visitor(), await site.new_visitor()
    await one.say("Do I need a referral?")
    assert await other.history() == []
    await other.say("What is IORT?")
    assert "referral" not in json.dumps(await other.history())


async def test_sender_and_metadata_are_not_the_clients_to_choose(site: Site) -> None:
    one, other = await site.new_visitor(), await site.new_visitor()
    theirs = other.conversation
    for field in ({"sender": theirs}, {"sender_id": theirs}, {"metadata": {"timezone": "UTC"}}, {"input_channel": "x"}):
        status, body = await one.send(text="What is IORT?", **field)
        assert (status, body["error"]) == (400, "bad_request")
    assert await other.history() == []
    assert await one.history() == []


def _token(secret: str = SECRET, **claims: object) -> str:
    hour = datetime.now(timezone.utc) + timedelta(hours=1)
    return jwt.encode({"sub": "someone", "exp": hour, **claims}, secret, algorithm="HS256")


async def test_token_made_here_is_good(site: Site) -> None:
    """Without this the refusals below would prove nothing."""
    assert (await site.get("history", _token()))[0] == 200


@pytest.mark.parametrize(
    "token",
    [
        None,
        "",
        "nonsense",
        _token(secret="another secret of these tests, 32+"),
        _token(exp=datetime.now(timezone.utc) - timedelta(seconds=1)),
        jwt.encode({"sub": "someone"}, SECRET, algorithm="HS256"),
        jwt.encode({"exp": datetime.now(timezone.utc) + timedelta(hours=1)}, SECRET, algorithm="HS256"),
        jwt.encode({"sub": "someone", "exp": 9999999999}, None, algorithm="none"),
        _token()[:-4] + "AAAA",
    ],
    ids=["missing", "empty", "nonsense", "other secret", "expired", "endless", "nobody's", "unsigned", "altered"],
)
@pytest.mark.parametrize("path", ["history", "messages"])
async def test_token_that_is_not_ours_is_refused(site: Site, token: str | None, path: str) -> None:
    if path == "history":
        status, body = await site.get("history", token)
    elif token is None:
        hello = {"text": "hi", "message_id": "m-1"}
        async with site.http.post(f"{site.url}/messages", json=hello, headers={"Origin": site.origin}) as answer:
            status, body = answer.status, await answer.json()
    else:
        status, body = await Visitor(site, token).send(text="hi")
    assert (status, body["error"]) == (401, "unauthorized")
    assert all(phone in body["message"] for phone in PHONES)


async def test_session_lasts_twelve_hours(site: Site) -> None:
    async with site.http.post(f"{site.url}/session", headers={"Origin": site.origin}) as answer:
        body = await answer.json()
        assert answer.headers["Cache-Control"] == "no-store"
    left = datetime.fromisoformat(body["expires"]) - datetime.now(timezone.utc)
    assert timedelta(hours=11, minutes=59) < left <= timedelta(hours=12)
    assert (
        jwt.decode(body["token"], SECRET, algorithms=["HS256"])["exp"]
        == datetime.fromisoformat(body["expires"]).timestamp()
    )


async def test_message_waits_for_the_one_before_it(visitor: Visitor, other_action_server: PutInPlace) -> None:
    called, released = asyncio.Event(), asyncio.Event()

    async def answer_late(request: web.Request) -> web.Response:
        called.set()
        await released.wait()
        return web.json_response({"events": [], "responses": [{"text": "late"}]})

    await other_action_server(answer_late)
    slow = asyncio.create_task(visitor.say("When can I call the Arizona office?"))
    await asyncio.wait_for(called.wait(), 5)
    quick = asyncio.create_task(visitor.say("What is IORT?"))
    other = await visitor.site.new_visitor()
    assert (await other.say("What is IORT?"))[0]["answer"] == "what_is_iort"
    assert not quick.done(), "what another session asked later is answered, and this is not"
    released.set()
    assert [reply["text"] for reply in await slow] == ["late"]
    assert [reply["answer"] for reply in await quick] == ["what_is_iort"]
    assert [turn["from"] for turn in await visitor.history()] == ["visitor", "assistant"] * 2


async def test_secret_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IORT_SESSION_SECRET", SECRET)
    token, _ = Sessions.from_environment().issue()
    assert Sessions(SECRET).conversation_of(f"Bearer {token}")


async def test_without_a_secret_sessions_end_with_the_process_and_the_log_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("IORT_SESSION_SECRET", raising=False)
    token, _ = Sessions.from_environment().issue()
    with pytest.raises(SessionRefused):
        Sessions.from_environment().conversation_of(f"Bearer {token}")
    assert "IORT_SESSION_SECRET is not set" in caplog.text


async def test_guessable_secret_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(RasaException, match="at least 32"):
        Sessions("changeme")
