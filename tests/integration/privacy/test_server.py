"""A real server after conversations full of private details: none of them is left anywhere."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from aiohttp import ClientError, ClientSession, web

from launch.processes import Process
from launch.servers import rasa_command, rasa_process
from tests.support.actions import ACTIONS_HEADERS

pytestmark = pytest.mark.asyncio(loop_scope="module")

MESSAGES = [
    "Hello, my name is Zebedea Quillfeather, born 3/14/1951. What is IORT?",
    "call me at 507-555-0143 or zebedea.q@example.com",
    "my SSN is 413-55-0198 and my MRN is 7-443-019",
    "I live at 88 Orchard Street, Apt 4C, Mankato MN 56001",
    "member id XJK908814423, card 4111 1111 1111 1111, when can I call the Arizona office?",
    "When can I call the Minnesota office? Thanks, Zebedea Quillfeather",
]
# Whole or in part, but no run of figures so short that a confidence value may hold it.
DETAILS = [
    *(
        "Zebedea",
        "Quillfeather",
        "zebedea",
        "quillfeather",
        "3/14/1951",
        "507-555",
        "555-0143",
        "413-55-",
        "55-0198",
        "7-443-",
        "443-019",
    ),
    *("Orchard", "orchard", "Mankato", "56001", "XJK908814423", "xjk908814423", "4111 1111"),
]


@dataclass
class Actions:
    """Stands between Rasa and the real action server: keeps what was sent on, fails or hangs when told to."""

    real: str
    http: ClientSession
    mode: str = "forward"
    received: list[str] = field(default_factory=list)
    called: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.received.append(body.decode())
        self.called.set()
        if self.mode == "fail":
            return web.json_response({"error": body.decode(), "action_name": "any"}, status=500)
        if self.mode == "hang":
            await asyncio.Event().wait()
        async with self.http.post(
            self.real, data=body, headers={"Content-Type": "application/json", **ACTIONS_HEADERS}
        ) as answer:
            return web.json_response(await answer.json(), status=answer.status)


@dataclass
class Aftermath:
    """What is left after the server was killed, and what visitors got before.

    Attributes:
        database, log, sent_on: all bytes of the database's files, of the log at DEBUG, and of the calls to the action server.
        replies: what each visitor's message got, by what was done to the server.
    """

    database: bytes
    log: bytes
    sent_on: bytes
    replies: dict[str, list[Any]]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def aftermath(
    trained_model: Path, action_server: str, free_port: Callable[[], int], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Aftermath]:
    folder = tmp_path_factory.mktemp("privacy")
    (folder / "database").mkdir()
    port, action_port = free_port(), free_port()
    (folder / "credentials.yml").write_text("iort.channel.website.WebsiteChannel: {}\nrest: {}\n")
    (folder / "endpoints.yml").write_text(
        f"action_endpoint: {{url: 'http://127.0.0.1:{action_port}/webhook'}}\n"
        "nlg: {type: iort.nlg.ContentNLG}\n"
        "tracker_store: {type: iort.storage.tracker_store.ConversationTrackerStore}\n"
    )
    log_path = folder / "log.txt"
    async with ClientSession() as http:
        actions = Actions(action_server, http)
        app = web.Application()
        app.router.add_post("/webhook", actions.handle)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", action_port).start()
        command = rasa_command(port, trained_model, folder / "endpoints.yml", folder / "credentials.yml")
        variables = {
            "PYTHONUNBUFFERED": "1",
            "IORT_DATABASE_URL": f"sqlite:///{folder / 'database' / 'conversations.sqlite'}",
        }
        process = rasa_process("Rasa", [*command, "--debug"], port, log_path, variables)
        try:
            # Readiness asks the action server, which is served by this event loop.
            await asyncio.to_thread(process.start)
            replies = await _converse(http, port, actions, process)
        finally:
            process.kill()
            await runner.cleanup()
    yield Aftermath(
        database=b"".join(path.read_bytes() for path in (folder / "database").iterdir()),
        log=log_path.read_bytes(),
        sent_on="".join(actions.received).encode(),
        replies=replies,
    )


async def _converse(http: ClientSession, port: int, actions: Actions, process: Process) -> dict[str, list[Any]]:
    site = f"http://127.0.0.1:{port}/webhooks"
    headers = {"Origin": f"http://127.0.0.1:{port}"}
    async with http.post(f"{site}/website/session", headers=headers) as answer:
        headers["Authorization"] = f"Bearer {(await answer.json())['token']}"

    async def website(text: str) -> Any:
        async with http.post(
            f"{site}/website/messages", json={"text": text, "message_id": uuid4().hex}, headers=headers
        ) as answer:
            return [reply["answer"] for reply in (await answer.json())["replies"]]

    async def rest(message: object, **fields: object) -> Any:
        async with http.post(
            f"{site}/rest/webhook", json={"sender": "someone", "message": message, **fields}
        ) as answer:
            return await answer.json()

    async def raw(body: str, content_type: str = "application/json", path: str = "website/messages") -> int:
        async with http.post(f"{site}/{path}", data=body, headers={**headers, "Content-Type": content_type}) as answer:
            return answer.status

    every = " ".join(MESSAGES)
    done: dict[str, list[Any]] = {"website": [await website(text) for text in MESSAGES]}
    done["rest"] = [await rest(text, metadata={"note": text}) for text in MESSAGES]
    done["malformed"] = [
        await raw("{'text': '" + every + "'"),
        await raw(json.dumps({"text": [every]})),
        await raw(every, "text/plain"),
        await raw(every, path="website/no-such-place"),
        await raw(every, path="rest/webhook"),
    ]
    done["rest failed"] = [
        await rest({"text": text}) for text in MESSAGES
    ]  # no string: Rasa logs it, and every local variable
    actions.mode = "fail"
    done["action failed"] = [await website(MESSAGES[-1]), await rest(MESSAGES[-1])]
    actions.mode = "hang"
    actions.called.clear()
    pending = asyncio.create_task(website(MESSAGES[-1]))
    await asyncio.wait_for(actions.called.wait(), 8)
    process.kill()
    done["killed"] = await asyncio.gather(pending, return_exceptions=True)
    return done


async def test_conversations_went_as_they_should(aftermath: Aftermath) -> None:
    """Else nothing found would prove nothing."""
    assert all(aftermath.replies["website"])
    assert ["contact_hours"] in aftermath.replies["website"]
    assert all(aftermath.replies["rest"])
    assert aftermath.replies["malformed"] == [400, 400, 415, 404, 400]
    assert aftermath.replies["rest failed"] == [[]] * len(MESSAGES)
    assert aftermath.replies["action failed"][0] == ["apology"]
    assert isinstance(aftermath.replies["killed"][0], ClientError)
    for place in (aftermath.database, aftermath.log, aftermath.sent_on):
        assert b"[name]" in place
    assert b"rest.message.received.failure" in aftermath.log
    assert b"processor.message.parse" in aftermath.log


@pytest.mark.parametrize("place", ["database", "log", "sent_on"])
async def test_none_of_the_details_is_left(aftermath: Aftermath, place: str) -> None:
    left = getattr(aftermath, place).decode(errors="replace")
    assert {detail: _around(left, detail) for detail in DETAILS if detail in left} == {}


async def test_hospitals_own_numbers_are_left(aftermath: Aftermath) -> None:
    assert b"800-446-2279" in aftermath.database


def _around(text: str, detail: str) -> str:
    at = text.index(detail)
    return text[max(0, at - 200) : at + 100]
