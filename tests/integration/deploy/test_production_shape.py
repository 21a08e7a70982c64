"""The shape of production, whole and real: nginx, PostgreSQL, Redis, two Rasa processes, the action server."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import pytest_asyncio
import redis
from aiohttp import ClientError, ClientSession

from launch import archive, production
from launch.processes import Process
from launch.supervision import Supervisor
from tests.support import ROOT

pytestmark = pytest.mark.asyncio(loop_scope="module")
_BACK_SECONDS = 120.0


@dataclass
class Shape:
    """What runs, and what it said about deaths and starts."""

    port: int
    folder: Path
    supervisor: Supervisor
    said: list[str]

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.origin}/webhooks/website"

    def process(self, name: str) -> Process:
        [found] = [process for process in self.supervisor.processes if process.name == name]
        return found

    def argument(self, name: str, option: str) -> str:
        command = self.process(name).command
        return command[command.index(option) + 1]

    def log(self, name: str) -> str:
        return (self.folder / "logs" / f"{name}.log").read_text(errors="replace")


@pytest.fixture(scope="module")
def shape(trained_model: Path, free_port: Callable[[], int]) -> Iterator[Shape]:
    archive.verify(trained_model)
    # Not in pytest's folder, which other users (PostgreSQL's, nginx's) cannot enter.
    with tempfile.TemporaryDirectory(prefix="iort-test-production-") as name, pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.delenv("IORT_ORIGINS", raising=False)
        folder = Path(name)
        folder.chmod(0o755)
        port = free_port()
        said: list[str] = []
        over = threading.Event()
        with Supervisor(said.append) as supervisor:
            production.start(supervisor, folder, port)

            def look_after() -> None:
                while not over.wait(0.1):
                    supervisor.step()

            watcher = threading.Thread(target=look_after)
            watcher.start()
            try:
                yield Shape(port, folder, supervisor, said)
            finally:
                over.set()
                watcher.join()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@dataclass
class Visitor:
    """A browser with a session of its own."""

    shape: Shape
    http: ClientSession
    token: str

    async def say(self, text: str, message_id: str) -> list[dict[str, Any]]:
        headers = {"Authorization": f"Bearer {self.token}", "Origin": self.shape.origin}
        body = {"text": text, "message_id": message_id}
        async with self.http.post(f"{self.shape.url}/messages", json=body, headers=headers) as answer:
            assert answer.status == 200, await answer.text()
            return list((await answer.json())["replies"])


@pytest_asyncio.fixture(loop_scope="module")
async def visitor(shape: Shape, http: ClientSession) -> Visitor:
    async with http.post(f"{shape.url}/session", headers={"Origin": shape.origin}) as answer:
        assert answer.status == 200, (
            f"{await answer.text()}\n{shape.log('rasa-1')[-3000:]}\n{shape.log('rasa-2')[-3000:]}"
        )
        return Visitor(shape, http, (await answer.json())["token"])


async def test_both_processes_answer_one_session(visitor: Visitor, shape: Shape) -> None:
    for number in range(4):
        replies = await visitor.say(["What is IORT?", "and in Minnesota?"][number % 2], f"m{number}")
        assert "apology" not in [reply["answer"] for reply in replies]
    connection = psycopg2.connect(_database(shape))
    cursor = connection.cursor()
    # Each process has a connection of its own, from which it has written.
    cursor.execute(
        "SELECT count(DISTINCT pid) FROM pg_stat_activity WHERE datname = 'iort' AND pid <> pg_backend_pid()"
    )
    [(connections,)] = cursor.fetchall()
    connection.close()
    assert connections >= production.RASA_PROCESSES


async def test_answers_carry_the_security_headers_once(shape: Shape, http: ClientSession) -> None:
    for path in ("about", "widget/loader.js", "../../nowhere"):
        async with http.get(f"{shape.url}/{path}") as answer:
            for name, value in {
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "no-referrer",
                "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
            }.items():
                assert answer.headers.getall(name) == [value], (path, name)
            assert answer.headers["Server"] == "nginx"
            assert "Strict-Transport-Security" not in answer.headers  # in clear it means nothing


async def test_transport_security_is_asked_for_behind_tls(shape: Shape, http: ClientSession) -> None:
    async with http.get(f"{shape.url}/about", headers={"X-Forwarded-Proto": "https"}) as answer:
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize(
    "path", ["/", "/version", "/status", "/conversations/default/tracker", "/webhooks/rest/webhook"]
)
async def test_rasas_own_routes_are_not_served(shape: Shape, http: ClientSession, path: str) -> None:
    async with http.get(f"{shape.origin}{path}") as answer:
        assert answer.status == 404
        assert (await answer.json())["error"] == "not_found"


@pytest.mark.parametrize("path", ["/version", "/model", "/conversations/default/tracker", "/webhooks/rest/webhook"])
async def test_rasas_http_api_is_off_behind_nginx_too(shape: Shape, http: ClientSession, path: str) -> None:
    async with http.get(f"http://127.0.0.1:{shape.argument('rasa-1', '--port')}{path}") as answer:
        assert answer.status == 404


async def test_a_page_that_is_not_named_is_refused(shape: Shape, http: ClientSession) -> None:
    async with http.post(f"{shape.url}/session", headers={"Origin": "https://elsewhere.example"}) as answer:
        assert answer.status == 403


async def test_a_large_body_is_refused_in_json(shape: Shape, http: ClientSession) -> None:
    body, headers = b"a" * 20_000, {"Origin": shape.origin, "Content-Type": "application/json"}
    async with http.post(f"{shape.url}/messages", data=body, headers=headers) as answer:
        assert answer.status == 413
        assert (await answer.json())["error"] == "too_large"


async def test_the_action_server_refuses_whoever_has_no_token(shape: Shape, http: ClientSession) -> None:
    address = f"http://127.0.0.1:{shape.argument('Action server', '--port')}/webhook"
    async with http.post(address, json={"next_action": "action_contact_hours", "tracker": {}}) as answer:
        assert answer.status == 401


async def test_no_secret_is_on_a_command_line_or_in_a_log(shape: Shape) -> None:
    secrets = production.kept_secrets(shape.folder / "secrets").values()
    shown = [Path(f"/proc/{process.pid}/cmdline").read_text() for process in shape.supervisor.processes]
    shown += [file.read_text(errors="replace") for file in (shape.folder / "logs").iterdir()]
    assert not [secret for secret in secrets if any(secret in text for text in shown)]
    assert (shape.folder / "secrets").stat().st_mode & 0o077 == 0


async def test_the_limit_counts_the_address_that_nginx_saw(shape: Shape, http: ClientSession) -> None:
    # A client that makes up an address is counted under its own: both requests leave one key in Redis.
    for made_up in ("203.0.113.7", "203.0.113.8"):
        async with http.get(f"{shape.url}/about", headers={"X-Forwarded-For": made_up}) as answer:
            assert answer.status == 200
    keys = [key.decode() for key in _redis(shape).scan_iter("*requests_per_address*")]
    assert [key for key in keys if key.endswith(":127.0.0.1")]
    assert not [key for key in keys if "203.0.113" in key]


async def test_a_flood_from_one_address_is_refused_in_json(shape: Shape, http: ClientSession) -> None:
    async def ask() -> tuple[int, str]:
        async with http.get(f"{shape.url}/widget/loader.js") as answer:
            return answer.status, await answer.text()

    answers = await asyncio.gather(*(ask() for _ in range(400)))
    refused = [json.loads(text) for status, text in answers if status == 429]
    assert refused
    assert {body["error"] for body in refused} == {"too_many"}
    # As fast as they leave the bucket again: the tests after this one are not refused.
    await _eventually(lambda: _status(http, f"{shape.url}/widget/loader.js", 200), at_least=20)


@pytest.mark.parametrize("name", ["rasa-1", "Action server", "nginx", "redis", "postgresql"])
async def test_a_killed_process_is_back(shape: Shape, http: ClientSession, name: str) -> None:
    before = _killed(shape, name)
    await _eventually(lambda: _is_another(shape, name, before))
    await _eventually(lambda: _all_answer(shape))
    await _eventually(lambda: _status(http, f"{shape.url}/ready", 200), at_least=production.RASA_PROCESSES * 2)
    assert f"{name}: started again." in shape.said


async def test_a_message_survives_the_death_of_a_process(visitor: Visitor, shape: Shape, http: ClientSession) -> None:
    before = _killed(shape, "rasa-2")
    for number in range(4):
        [reply] = await visitor.say("What is IORT?", f"m{number}")
        assert reply["answer"] == "what_is_iort"
    await _eventually(lambda: _is_another(shape, "rasa-2", before))
    await _eventually(lambda: _all_answer(shape))


async def test_no_log_of_nginx_names_an_address(shape: Shape) -> None:
    lines = [line for line in shape.log("nginx").splitlines() if re.match(r"\d{4}-\d\d-\d\dT", line)]
    assert lines
    assert not [line for line in lines if "127.0.0.1" in line]


async def _all_answer(shape: Shape) -> bool:
    # Each asked itself: nginx would hide one that is still starting behind the other.
    return all(await asyncio.gather(*(asyncio.to_thread(each.answers) for each in shape.supervisor.processes)))


def _killed(shape: Shape, name: str) -> int:
    """Kill that one process, which leaves its children, and give its id."""
    pid = shape.process(name).pid
    os.kill(pid, signal.SIGKILL)
    return pid


async def _is_another(shape: Shape, name: str, before: int) -> bool:
    return shape.process(name).pid != before


async def _status(http: ClientSession, address: str, wanted: int) -> bool:
    try:
        async with http.get(address) as answer:
            return answer.status == wanted
    except (OSError, ClientError):
        return False


async def _eventually(holds: Callable[[], Any], at_least: int = 1) -> None:
    """Wait until it holds so many times in a row."""
    deadline = time.monotonic() + _BACK_SECONDS
    held = 0
    while held < at_least:
        assert time.monotonic() < deadline, "it did not come about"
        held = held + 1 if await holds() else 0
        await asyncio.sleep(0.2)  # far below the rate that nginx lets through


def _database(shape: Shape) -> str:
    password = production.kept_secrets(shape.folder / "secrets")["POSTGRES_PASSWORD"]
    return f"postgresql://postgres:{password}@127.0.0.1:{shape.argument('postgresql', '-p')}/iort"


def _redis(shape: Shape) -> Any:
    password = production.kept_secrets(shape.folder / "secrets")["REDIS_PASSWORD"]
    [port] = re.findall(r"^port (\d+)$", (shape.folder / "redis" / "redis.conf").read_text(), re.MULTILINE)
    return redis.Redis(port=int(port), password=password)
