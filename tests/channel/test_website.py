"""The website channel, over HTTP, with the real model, a SQLite store and the real action server."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

import jwt
import pytest
import pytest_asyncio
from aiohttp import ClientSession, web
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.core.run import configure_app
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic

from content import content
from iort.channel.sessions import SessionRefused, Sessions
from iort.channel.website import WebsiteChannel

pytestmark = pytest.mark.asyncio(loop_scope="session")

SECRET = "a secret of these tests alone, 32+"
PHONES = [office.phone for office in content().offices.values()]
NAMING_SOMEONE = "Does IORT hurt my aunt Zebedea?"


FreePort = Callable[[], int]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
PutInPlace = Callable[[Handler], Awaitable[None]]


@dataclass
class Site:
    """The running server: its address, its Sanic application and the channel under test."""

    url: str
    app: Sanic
    channel: WebsiteChannel
    http: ClientSession

    async def new_token(self) -> str:
        async with self.http.post(f"{self.url}/session") as answer:
            assert answer.status == 200
            return str((await answer.json())["token"])

    async def new_visitor(self) -> Visitor:
        return Visitor(self, await self.new_token())

    async def get(self, path: str, token: str | None = None, **headers: str) -> tuple[int, Any]:
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        async with self.http.get(f"{self.url}/{path}", headers=headers) as answer:
            return answer.status, await answer.json()


@dataclass
class Visitor:
    """A browser with a session of its own."""

    site: Site
    token: str
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def conversation(self) -> str:
        return str(jwt.decode(self.token, SECRET, algorithms=["HS256"])["sub"])

    async def post(self, body: bytes, content_type: str = "application/json") -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": content_type, **self.extra}
        async with self.site.http.post(f"{self.site.url}/messages", data=body, headers=headers) as answer:
            return answer.status, await answer.json()

    async def say(self, text: str, **fields: object) -> list[dict[str, Any]]:
        status, body = await self.post(json.dumps({"text": text, **fields}).encode())
        assert status == 200, body
        return list(body["replies"])

    async def history(self) -> list[dict[str, Any]]:
        status, body = await self.site.get("history", self.token)
        assert status == 200, body
        return list(body["turns"])


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def site(agent: Agent, free_port: FreePort) -> AsyncIterator[Site]:
    channel = WebsiteChannel(Sessions(SECRET))
    app = configure_app([channel], enable_api=False)
    app.ctx.agent = agent
    port = free_port()
    server = await app.create_server("127.0.0.1", port, return_asyncio_server=True, access_log=False)
    await server.startup()
    async with ClientSession() as http:
        yield Site(f"http://127.0.0.1:{port}/webhooks/website", app, channel, http)
    await server.close()


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(site: Site) -> Visitor:
    return await site.new_visitor()


@pytest_asyncio.fixture(loop_scope="session")
async def other_action_server(
    agent: Agent, free_port: FreePort, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[PutInPlace]:
    """Puts an action server of the test's own in the real one's place."""
    runners: list[web.AppRunner] = []

    async def put_in_place(handler: Handler) -> None:
        app = web.Application()
        app.router.add_post("/webhook", handler)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        runners.append(runner)
        await runner.setup()
        port = free_port()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        use_action_server(agent, monkeypatch, port)

    yield put_in_place
    for runner in runners:
        await runner.cleanup()


def use_action_server(agent: Agent, monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    monkeypatch.setattr(agent.processor, "action_endpoint", EndpointConfig(f"http://127.0.0.1:{port}/webhook"))


@pytest.fixture
def no_action_server(agent: Agent, free_port: FreePort, monkeypatch: pytest.MonkeyPatch) -> None:
    use_action_server(agent, monkeypatch, free_port())


# --- answers ---


async def test_reply_carries_text_answer_and_dated_sources(visitor: Visitor) -> None:
    [reply] = await visitor.say("What is IORT?")
    assert reply["answer"] == "what_is_iort"
    assert "during surgery" in reply["text"]
    expected = content().sources["mayo"]
    assert reply["sources"][0] == {"id": "mayo", "title": expected.title, "dated": expected.dated}


async def test_reply_of_an_action_carries_them_too(visitor: Visitor) -> None:
    replies = await visitor.say("When can I call the Arizona office?")
    assert [reply["answer"] for reply in replies] == ["contact_hours"]
    assert content().offices["arizona"].phone in replies[0]["text"]
    assert [source["id"] for source in replies[0]["sources"]] == ["mayo"]


async def test_buttons_send_sentences_that_are_understood(visitor: Visitor) -> None:
    [greeting] = await visitor.say("hello")
    topics = {topic.asks: key for key, topic in content().topics.items()}
    assert greeting["buttons"]
    for button in greeting["buttons"]:
        replies = await visitor.say(button["payload"])
        assert {reply["answer"] for reply in replies} == {topics[button["payload"]]}, button


async def test_time_zone_of_the_browser_reaches_the_answer(visitor: Visitor) -> None:
    question = "Can I call the Minnesota office on Tuesday at noon?"
    there = await visitor.say(question, timezone="Asia/Tokyo")
    here = await (await visitor.site.new_visitor()).say(question, timezone="America/Chicago")
    assert there[0]["text"] != here[0]["text"]


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "America", "", "\udc80", 7, None, ["UTC"]])
async def test_time_zone_that_is_none_is_ignored(visitor: Visitor, zone: object) -> None:
    [reply] = await visitor.say("When can I call the Arizona office?", timezone=zone)
    assert reply["answer"] == "contact_hours"


# --- whatever is typed ---


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("", "empty"),
        (" \t\n ", "empty"),
        ("\x00\x07\x1b", "empty"),
        ("\udc80", "empty"),
        ("\u200b\u200e", "empty"),
        ("x" * 501, "too_long"),
        ("a" * 10_000, "too_long"),
        ("😀" * 501, "too_long"),
        ("What is\x00 IORT?", "what_is_iort"),
        ("What is \udc80 IORT?", "what_is_iort"),
        ("\r\n  What is IORT?  \r\n", "what_is_iort"),
        ("😀😀🎉", None),
        ("/restart", None),
        ("/session_start", None),
        ('/intent{"x":"y"}', None),
        ('/cancer{"cancer":"breast"}', None),
        ("/", "empty"),
        ("ما هو العلاج الإشعاعي أثناء الجراحة؟", None),
        ("whаt іs ΙΟRТ и где", None),
        ("<script>alert(1)</script>", None),
        ("{arizona_phone} {0} %s", None),
        ("x" * 500, None),
    ],
    ids=lambda value: repr(value[:20]) if isinstance(value, str) else "",
)
async def test_anything_typed_gets_a_civil_reply_and_the_next_question_works(
    visitor: Visitor, text: str, answer: str | None
) -> None:
    replies = await visitor.say(text)
    assert replies and all(reply["text"].strip() for reply in replies)
    given = {reply["answer"] for reply in replies}
    assert "apology" not in given
    if answer:
        assert given == {answer}
    [after] = await visitor.say("What is IORT?")
    assert after["answer"] == "what_is_iort"


@pytest.mark.parametrize("command", ["/emergency", "/phi_shared", '/why_mayo{"campus": "arizona"}'])
async def test_typed_command_is_understood_as_text(visitor: Visitor, command: str) -> None:
    await visitor.say(command)
    tracker = await visitor.site.app.ctx.agent.tracker_store.retrieve(visitor.conversation)
    assert tracker.latest_message.text == command
    assert tracker.latest_message.intent["name"] == "prompt_injection"
    assert tracker.latest_message.parse_data["intent_ranking"][1:], "Rasa's own reading of a command has no ranking"


async def test_typed_restart_leaves_the_history(visitor: Visitor) -> None:
    await visitor.say("What is IORT?")
    await visitor.say("/restart")
    assert [turn["text"] for turn in await visitor.history() if turn["from"] == "visitor"] == [
        "What is IORT?",
        "/restart",
    ]


async def test_long_and_empty_text_never_reaches_rasa(visitor: Visitor) -> None:
    await visitor.say("a" * 501)
    await visitor.say("\x00")
    assert await visitor.history() == []


async def test_text_is_kept_as_typed(visitor: Visitor) -> None:
    typed = "Ｗhat is “IORT”  é?"
    await visitor.say(typed, message_id="m-1")
    assert (await visitor.history())[0] == {"from": "visitor", "text": typed, "message_id": "m-1"}


# --- sessions ---


async def test_history_holds_both_sides_in_order_as_they_were_sent(visitor: Visitor) -> None:
    said = [reply for text in ("hello", "What is IORT?") for reply in await visitor.say(text)]
    turns = await visitor.history()
    assert [turn["from"] for turn in turns] == ["visitor", "assistant", "visitor", "assistant"]
    assert [{**reply, "from": "assistant"} for reply in said] == [turns[1], turns[3]]


async def test_sessions_do_not_see_each_other(site: Site) -> None:
    one, other = await site.new_visitor(), await site.new_visitor()
    await one.say("Do I need a referral?")
    assert await other.history() == []
    await other.say("What is IORT?")
    assert "referral" not in json.dumps(await other.history())


async def test_sender_and_metadata_of_the_client_are_ignored(site: Site) -> None:
    one, other = await site.new_visitor(), await site.new_visitor()
    theirs = other.conversation
    await one.say("What is IORT?", sender=theirs, sender_id=theirs, metadata={"timezone": "UTC", "name": "Zed"})
    assert await other.history() == []
    tracker = await site.app.ctx.agent.tracker_store.retrieve(one.conversation)
    assert "Zed" not in json.dumps([event.as_dict() for event in tracker.events])


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
        async with site.http.post(f"{site.url}/messages", json={"text": "hi"}) as answer:
            status, body = answer.status, await answer.json()
    else:
        status, body = await Visitor(site, token).post(b'{"text": "hi"}')
    assert (status, body["error"]) == (401, "unauthorized")
    assert all(phone in body["message"] for phone in PHONES)


async def test_session_lasts_twelve_hours(site: Site) -> None:
    async with site.http.post(f"{site.url}/session") as answer:
        body = await answer.json()
        assert answer.headers["Cache-Control"] == "no-store"
    left = datetime.fromisoformat(body["expires"]) - datetime.now(timezone.utc)
    assert timedelta(hours=11, minutes=59) < left <= timedelta(hours=12)
    assert (
        jwt.decode(body["token"], SECRET, algorithms=["HS256"])["exp"]
        == datetime.fromisoformat(body["expires"]).timestamp()
    )


async def test_message_waits_for_the_one_before_it(
    visitor: Visitor, agent: Agent, other_action_server: PutInPlace
) -> None:
    released = asyncio.Event()

    async def answer_late(request: web.Request) -> web.Response:
        await released.wait()
        return web.json_response({"events": [], "responses": [{"text": "late"}]})

    async def until(condition: Callable[[], bool]) -> None:
        while not condition():
            await asyncio.sleep(0.01)

    await other_action_server(answer_late)
    slow = asyncio.create_task(visitor.say("When can I call the Arizona office?"))
    await asyncio.wait_for(until(lambda: agent.lock_store.get_lock(visitor.conversation) is not None), 5)
    quick = asyncio.create_task(visitor.say("What is IORT?"))
    await asyncio.wait_for(until(lambda: len(agent.lock_store.get_lock(visitor.conversation).tickets) == 2), 5)
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


# --- refusals ---


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b"{}",
        b'{"text": null}',
        b'{"text": 7}',
        b'{"text": ["a"]}',
        b'{"text": "a", "message_id": 7}',
        b'{"text": "a", "message_id": ""}',
        b'{"text": "a", "message_id": "' + b"x" * 65 + b'"}',
        b'{"text": "\xff"}',
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
    status, answer = await visitor.post(b'{"text": "hi"}', content_type)
    assert (status, answer["error"]) == (415, "unsupported_media_type")


async def test_content_type_may_name_its_charset(visitor: Visitor) -> None:
    assert (await visitor.post(b'{"text": "hi"}', "Application/JSON; charset=utf-8"))[0] == 200


async def test_body_over_16_kilobytes_is_refused(visitor: Visitor) -> None:
    frame = len('{"text": ""}')
    assert (await visitor.post(b'{"text": "' + b"a" * (16 * 1024 - frame) + b'"}'))[0] == 200
    status, answer = await visitor.post(b'{"text": "' + b"a" * (16 * 1024 - frame + 1) + b'"}')
    assert (status, answer["error"]) == (413, "too_large")


async def test_huge_body_is_refused_before_all_of_it_came(visitor: Visitor) -> None:
    host = visitor.site.url.split("/")[2]
    reader, writer = await asyncio.open_connection(*host.split(":"))
    head = (
        f"POST /webhooks/website/messages HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {visitor.token}\r\n"
        "Content-Type: application/json\r\nContent-Length: 50000000\r\n\r\n"
    )
    writer.write(head.encode() + b"a" * 20_000)
    assert b" 413 " in await asyncio.wait_for(reader.readline(), 5)
    writer.close()


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:1"])
async def test_other_origin_is_refused(visitor: Visitor, origin: str) -> None:
    visitor.extra["Origin"] = origin
    status, answer = await visitor.post(b'{"text": "hi"}')
    assert (status, answer["error"]) == (403, "forbidden")
    async with visitor.site.http.post(f"{visitor.site.url}/session", headers={"Origin": origin}) as session:
        assert session.status == 403


async def test_own_origin_is_served_without_cors_headers(site: Site) -> None:
    own = site.url.removesuffix("/webhooks/website")
    for headers in ({"Origin": own}, {}):
        async with site.http.post(f"{site.url}/session", headers=headers) as answer:
            assert answer.status == 200
            assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


async def test_json_is_not_to_be_stored_or_sniffed(visitor: Visitor) -> None:
    headers = {"Authorization": f"Bearer {visitor.token}"}
    async with visitor.site.http.get(f"{visitor.site.url}/history", headers=headers) as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


# --- failures ---


def _is_apology(replies: list[dict[str, Any]]) -> bool:
    [reply] = replies
    assert all(phone in reply["text"] for phone in PHONES)
    assert content().safety.emergency_number in reply["text"]
    assert "{" not in reply["text"]
    return bool(reply["answer"] == "apology")


@pytest.mark.usefixtures("no_action_server")
async def test_no_action_server_gives_the_apology(visitor: Visitor) -> None:
    assert _is_apology(await visitor.say("When can I call the Arizona office?"))
    [reply] = await visitor.say("What is IORT?")
    assert reply["answer"] == "what_is_iort"


async def test_action_server_that_fails_gives_the_apology(visitor: Visitor, other_action_server: PutInPlace) -> None:
    async def fail(request: web.Request) -> web.Response:
        return web.Response(status=500)

    await other_action_server(fail)
    assert _is_apology(await visitor.say("When can I call the Arizona office?"))


async def test_action_server_that_hangs_gives_the_apology_in_time(
    visitor: Visitor, other_action_server: PutInPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = asyncio.Event()

    async def hang(request: web.Request) -> web.Response:
        await released.wait()
        return web.Response()

    await other_action_server(hang)
    monkeypatch.setattr(visitor.site.channel, "_time_limit", 0.5)
    replies = await asyncio.wait_for(visitor.say("When can I call the Arizona office?"), 5)
    assert _is_apology(replies)
    [reply] = await asyncio.wait_for(visitor.say("What is IORT?"), 5)
    released.set()
    assert reply["answer"] == "what_is_iort"


@pytest.mark.parametrize("failure", [ValueError, KeyError, SystemExit], ids=lambda kind: kind.__name__)
async def test_failure_in_rasa_gives_the_apology_and_logs_no_text(
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    failure: type[BaseException],
) -> None:
    async def fail(processor: MessageProcessor, message: UserMessage) -> None:
        raise failure(message.text)

    with monkeypatch.context() as patch, caplog.at_level(logging.INFO):
        patch.setattr(MessageProcessor, "handle_message", fail)
        assert _is_apology(await visitor.say(NAMING_SOMEONE))
    assert "failed with" in caplog.text
    assert "Zebedea" not in caplog.text
    [reply] = await visitor.say("What is IORT?")
    assert reply["answer"] == "what_is_iort"


async def test_no_model_gives_the_apology(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitor.site.app.ctx, "agent", Agent())
    assert _is_apology(await visitor.say("What is IORT?"))


@pytest.mark.parametrize("failure", [ValueError, SystemExit], ids=lambda kind: kind.__name__)
async def test_history_that_cannot_be_read_is_an_error_in_words(
    visitor: Visitor, agent: Agent, monkeypatch: pytest.MonkeyPatch, failure: type[BaseException]
) -> None:
    async def fail(conversation: str) -> None:
        raise failure("row of Zebedea")

    monkeypatch.setattr(agent.tracker_store, "retrieve_full_tracker", fail)
    status, body = await visitor.site.get("history", visitor.token)
    assert (status, body["error"]) == (500, "failure")
    assert all(phone in body["message"] for phone in PHONES)
    assert "Zebedea" not in json.dumps(body)


# --- readiness ---


async def test_ready_when_all_works_and_leaves_no_trace(site: Site, agent: Agent) -> None:
    before = set(await agent.tracker_store.keys())
    assert await site.get("ready") == (200, {"ready": True})
    assert set(await agent.tracker_store.keys()) == before


async def _assert_not_ready(site: Site) -> None:
    status, body = await site.get("ready")
    assert (status, body["ready"]) == (503, False)
    assert all(phone in body["message"] for phone in PHONES)


@pytest.mark.usefixtures("no_action_server")
async def test_not_ready_without_the_action_server(site: Site) -> None:
    await _assert_not_ready(site)


async def test_not_ready_when_actions_only_apologise(site: Site, other_action_server: PutInPlace) -> None:
    """The apology names both phones too, so the numbers alone would prove nothing."""

    async def apologise(request: web.Request) -> web.Response:
        return web.json_response({"events": [], "responses": [{"response": "utter_apology"}]})

    await other_action_server(apologise)
    await _assert_not_ready(site)


async def test_not_ready_without_a_model(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site.app.ctx, "agent", Agent())
    await _assert_not_ready(site)


async def test_not_ready_when_the_store_is_down(site: Site, agent: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(conversation: str) -> None:
        raise ConnectionError

    monkeypatch.setattr(agent.tracker_store._tracker_store, "retrieve", fail)
    await _assert_not_ready(site)


# --- the page ---


@pytest.mark.parametrize(
    ("path", "kind"), [("", "text/html"), ("chat.js", "text/javascript"), ("chat.css", "text/css")]
)
async def test_page_is_served_with_a_strict_policy(site: Site, path: str, kind: str) -> None:
    async with site.http.get(f"{site.url}/{path}") as answer:
        assert (answer.status, answer.content_type) == (200, kind)
        policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    own = dict.fromkeys(["script-src", "style-src", "connect-src", "img-src"], "'self'")
    assert policy.items() >= {"default-src": "'none'", **own}.items()


async def test_page_holds_nothing_that_the_policy_forbids(site: Site) -> None:
    async with site.http.get(f"{site.url}/") as answer:
        html = await answer.text()
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|https?://", html)
    async with site.http.get(f"{site.url}/chat.js") as answer:
        script = await answer.text()
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", script)


async def test_address_without_its_slash_leads_to_the_page(site: Site) -> None:
    async with site.http.get(site.url) as answer:
        assert str(answer.url) == f"{site.url}/"
        assert answer.status == 200


async def test_about_gives_the_safety_numbers(site: Site) -> None:
    assert await site.get("about") == (200, content().safety.dict())


@pytest.mark.parametrize("path", ["index.html", "page", "website.py", "..%2fwebsite.py", "webhook"])
async def test_nothing_else_is_served(site: Site, path: str) -> None:
    async with site.http.get(f"{site.url}/{path}") as answer:
        assert answer.status == 404
