"""Two Rasa processes behind nginx that share PostgreSQL and Redis: one assistant, as far as a visitor can tell."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientError, ClientSession

from launch.processes import Process
from launch.supervision import Supervisor
from tests.support.bot import rasa
from tests.support.services import Nginx, PostgreSQL, RedisServer

_START_SECONDS = 180.0
QUESTIONS = [
    "What is IORT?",
    "Do I need a referral?",
    "When can I call the Arizona office?",
    "Who is on the care team?",
]


@dataclass
class Deployment:
    """What runs: the two processes, and the address that nginx answers on."""

    url: str
    processes: list[Process]
    postgresql: PostgreSQL
    redis: RedisServer


@dataclass
class Visitor:
    """A browser with a session."""

    url: str
    http: ClientSession
    headers: dict[str, str]

    async def say(self, text: str, message_id: str) -> list[dict[str, Any]]:
        body = {"text": text, "message_id": message_id}
        async with self.http.post(f"{self.url}/messages", json=body, headers=self.headers) as answer:
            assert answer.status == 200, await answer.text()
            return list((await answer.json())["replies"])

    async def history(self) -> list[dict[str, Any]]:
        async with self.http.get(f"{self.url}/history", headers=self.headers) as answer:
            assert answer.status == 200, await answer.text()
            return list((await answer.json())["turns"])


@pytest.fixture(scope="module")
def deployment(
    trained_model: Path, action_server: str, free_port: Callable[[], int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Deployment]:
    folder = tmp_path_factory.mktemp("deployment")
    ports = [free_port(), free_port()]
    with (
        PostgreSQL(free_port()) as postgresql,
        RedisServer(free_port()) as redis,
        Nginx(free_port(), ports) as nginx,
        Supervisor(print) as supervisor,
    ):
        database = postgresql.new_database()
        processes = [rasa(trained_model, port, folder, action_server, database, redis.url) for port in ports]
        supervisor.start(*processes)  # and never looked after: who is killed stays dead
        yield Deployment(f"http://127.0.0.1:{nginx.port}/webhooks/website", processes, postgresql, redis)


@pytest_asyncio.fixture
async def visitor(deployment: Deployment) -> AsyncIterator[Visitor]:
    async with ClientSession() as http:
        # Asks as a browser on the assistant's own page does.
        headers = {"Origin": deployment.url.removesuffix("/webhooks/website")}
        async with http.post(f"{deployment.url}/session", json={}, headers=headers) as answer:
            token = (await answer.json())["token"]
        yield Visitor(deployment.url, http, {**headers, "Authorization": f"Bearer {token}"})


async def _ready(http: ClientSession, url: str) -> bool:
    try:
        async with http.get(f"{url}/ready") as answer:
            if answer.status == 200:
                return True
    except ClientError:
        pass
    await asyncio.sleep(0.3)
    return False


async def test_one_conversation_is_in_order_whichever_process_answers(visitor: Visitor) -> None:
    asked = [QUESTIONS[number % len(QUESTIONS)] for number in range(12)]
    answers = await asyncio.gather(*(visitor.say(text, f"m{number}") for number, text in enumerate(asked)))
    assert not [reply for replies in answers for reply in replies if reply["answer"] == "apology"]
    turns = await visitor.history()
    place = 0
    seen = []
    while place < len(turns):
        # Each message is followed by its own replies, and by nobody else's.
        number = int(turns[place]["message_id"][1:])
        replies = [turn["text"] for turn in turns[place + 1 : place + 1 + len(answers[number])]]
        assert replies == [reply["text"] for reply in answers[number]]
        seen.append(number)
        place += 1 + len(replies)
    assert sorted(seen) == list(range(12))


async def test_killed_database_is_apologised_for_and_forgets_nothing(visitor: Visitor, deployment: Deployment) -> None:
    [before] = await visitor.say("What is IORT?", "m1")
    deployment.postgresql.kill()
    try:
        # One for each process.
        for number in range(2):
            replies = await asyncio.wait_for(visitor.say("Do I need a referral?", f"down{number}"), 10)
            assert [reply["answer"] for reply in replies] == ["apology"]
        assert not await _ready(visitor.http, visitor.url)
    finally:
        deployment.postgresql.start()
    assert await _ready(visitor.http, visitor.url)
    for number in range(2):
        [after] = await visitor.say("Do I need a referral?", f"up{number}")
        assert after["answer"] == "referral"
    said = [turn["text"] for turn in await visitor.history()]
    assert said == ["What is IORT?", before["text"], *["Do I need a referral?", after["text"]] * 2]


async def test_killed_redis_leaves_every_message_answered(visitor: Visitor, deployment: Deployment) -> None:
    deployment.redis.kill()
    try:
        for number in range(4):
            replies = await asyncio.wait_for(visitor.say("What is IORT?", f"m{number}"), 8)
            assert [reply["answer"] for reply in replies] == ["what_is_iort"]
        assert await _ready(visitor.http, visitor.url)
    finally:
        deployment.redis.start()


async def test_killed_process_ends_no_conversation(visitor: Visitor, deployment: Deployment) -> None:
    # The last test here: it leaves one of the two.
    await visitor.say("What is IORT?", "m0")
    deployment.processes[0].kill()
    for number in range(3):
        replies = await visitor.say("Do I need a referral?", f"after{number}")
        assert [reply["answer"] for reply in replies] == ["referral"]
    assert [turn["text"] for turn in await visitor.history() if turn["from"] == "visitor"] == [
        "What is IORT?",
        *["Do I need a referral?"] * 3,
    ]
