"""Rate limits and the allow-list of origins, with the real model; each test has a channel with settings of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from rasa.core.agent import Agent
from rasa.shared.exceptions import RasaException

from content import content
from iort.channel.sessions import Sessions
from iort.channel.settings import Settings
from iort.channel.website import WebsiteChannel
from iort.storage.feedback import FeedbackStore
from tests.support.channel import PHONES, SECRET, FreePort, Site, served

pytestmark = pytest.mark.asyncio(loop_scope="session")

Serve = Callable[..., AbstractAsyncContextManager[Site]]
HOSPITAL = "https://www.hospital.example"


@pytest.fixture
def serve(agent: Agent, free_port: FreePort) -> Serve:
    @asynccontextmanager
    async def with_settings(**settings: object) -> AsyncIterator[Site]:
        feedback = FeedbackStore(agent.tracker_store.database)
        channel = WebsiteChannel(Sessions(SECRET), feedback, Settings.read(settings))
        async with served(channel, agent, free_port()) as site:
            yield site

    return with_settings


async def test_session_that_sends_too_much_waits_and_others_do_not(serve: Serve) -> None:
    async with serve(messages_per_session="3 per hour") as site:
        eager, calm = await site.new_visitor(), await site.new_visitor()
        for _ in range(3):
            await eager.say("hello")
        status, body = await eager.send(text="hello")
        assert (status, body["error"]) == (429, "too_many")
        assert all(phone in body["message"] for phone in PHONES)
        assert content().safety.emergency_number in body["message"]
        assert (await calm.say("What is IORT?"))[0]["answer"] == "what_is_iort"


async def test_refusal_says_how_long_to_wait(serve: Serve) -> None:
    async with serve(messages_per_session="1 per hour") as site:
        visitor = await site.new_visitor()
        await visitor.say("hello")
        headers = {"Authorization": f"Bearer {visitor.token}", "Origin": site.origin}
        body = {"text": "hello", "message_id": "m-2"}
        async with site.http.post(f"{site.url}/messages", json=body, headers=headers) as answer:
            assert answer.status == 429
            assert 3500 < int(answer.headers["Retry-After"]) <= 3600


async def test_address_that_asks_too_much_waits_whatever_it_asks(serve: Serve) -> None:
    async with serve(requests_per_address="5 per hour") as site:
        for _ in range(5):
            await site.new_token()
        async with site.http.post(f"{site.url}/session", headers={"Origin": site.origin}) as answer:
            assert answer.status == 429
        assert (await site.get("history", "nonsense"))[0] == 429
        assert (await site.get("alive"))[0] == 200


@pytest.mark.parametrize(
    "limit", ["", "0 per minute", "many", "5", "5 per year", "-1 per minute", "5 per minute; 1 per day"]
)
async def test_limit_that_cannot_be_read_is_an_error_that_says_how_to_write_it(limit: str) -> None:
    with pytest.raises(RasaException, match="30 per minute"):
        WebsiteChannel.from_credentials({"messages_per_session": limit})


@pytest.mark.parametrize("origin", ["*", "https://a.example/", "https://A.example", "a.example", "https://a.example/x"])
async def test_origin_that_no_browser_sends_is_an_error(origin: str) -> None:
    with pytest.raises(RasaException, match="no origin"):
        WebsiteChannel.from_credentials({"origins": [origin]})


async def test_unknown_setting_is_an_error_that_names_it() -> None:
    with pytest.raises(RasaException, match="orgins"):
        Settings.read({"orgins": []})


async def test_origins_may_come_as_one_text() -> None:
    assert Settings.read({"origins": "https://a.example  https://b.example:8443"}).origins == (
        "https://a.example",
        "https://b.example:8443",
    )


async def test_listed_origin_may_read_the_answers_and_no_other(serve: Serve) -> None:
    async with serve(origins=[HOSPITAL]) as site:
        async with site.http.post(f"{site.url}/session", headers={"Origin": HOSPITAL}) as answer:
            assert answer.status == 200
            assert answer.headers["Access-Control-Allow-Origin"] == HOSPITAL
            assert answer.headers["Vary"] == "Origin"
            assert "Access-Control-Allow-Credentials" not in answer.headers
        others = [
            site.origin,
            HOSPITAL + ".evil.example",
            "https://hospital.example",
            HOSPITAL.replace("https", "http"),
        ]
        for origin in [*others, HOSPITAL + ":8443", "null", HOSPITAL.upper()]:
            async with site.http.post(f"{site.url}/session", headers={"Origin": origin}) as answer:
                assert answer.status == 403, origin
                assert "Access-Control-Allow-Origin" not in answer.headers


async def test_preflight_is_exact(serve: Serve) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}
    async with serve(origins=[HOSPITAL]) as site:
        async with site.http.options(f"{site.url}/messages", headers={"Origin": HOSPITAL, **asked}) as answer:
            told = {name: value for name, value in answer.headers.items() if name.startswith("Access-Control-")}
            assert answer.status == 204
            assert told == {
                "Access-Control-Allow-Origin": HOSPITAL,
                "Access-Control-Allow-Methods": "GET, POST",
                "Access-Control-Allow-Headers": "authorization, content-type",
                "Access-Control-Max-Age": "600",
            }
        async with site.http.options(
            f"{site.url}/messages", headers={"Origin": "https://a.example", **asked}
        ) as answer:
            assert answer.status == 403
            assert not [name for name in answer.headers if name.startswith("Access-Control-")]
