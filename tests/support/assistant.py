"""The assistant as visitors meet it, in processes that a test may kill, freeze, end and start again, and a visitor."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiohttp import ClientError, ClientSession, ClientTimeout

from content import content
from launch.processes import Process

PHONES = [office.phone for office in content().offices.values()]
PATIENCE = 10.0  # seconds a test waits for a reply: the eight that a visitor is promised, and two for a busy machine
COMPUTED = "When can I call the Arizona office?"  # answered by the action server
PLAIN = "What is IORT?"  # answered by Rasa alone
_START_SECONDS = 240.0
_STOP_SECONDS = 60.0


def logged(process: Process, since: int = 0) -> str:
    """What it wrote into its log from a place on; `log.stat().st_size` is such a place."""
    return process.log.read_bytes()[since:].decode(errors="replace")


async def ended(process: Process) -> int:
    """Its exit code, once it has ended by itself."""
    return await asyncio.to_thread(process.wait, _STOP_SECONDS)


class Gate:
    """A door between Rasa and the action server: shut, it lets calls wait, which is a slow action server."""

    def __init__(self, port: int, behind: int) -> None:
        self.port = port
        self.waiting = 0
        self._behind = behind
        self._open = asyncio.Event()
        self._open.set()
        self._server: asyncio.AbstractServer | None = None

    async def __aenter__(self) -> Gate:
        self._server = await asyncio.start_server(self._pass, "127.0.0.1", self.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._open.set()
        self._server.close()

    def shut(self) -> None:
        """Let everything wait from now on."""
        self._open.clear()

    def open(self) -> None:
        """Let everything through."""
        self._open.set()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            behind_reader, behind_writer = await asyncio.open_connection("127.0.0.1", self._behind)
            await asyncio.gather(self._pour(reader, behind_writer), _pour(behind_reader, writer))
        writer.close()

    async def _pour(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Connections stay open from one call to the next, so it is the call that waits.
        with suppress(OSError):
            while data := await reader.read(65536):
                self.waiting += 1
                await self._open.wait()
                self.waiting -= 1
                writer.write(data)
                await writer.drain()
        writer.close()


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


@dataclass
class Visitor:
    """A browser with a session, which waits for a reply no longer than a visitor is promised to have to."""

    url: str
    http: ClientSession
    token: str

    @classmethod
    async def arrives(cls, url: str, http: ClientSession) -> Visitor:
        """Open a session."""
        async with http.post(f"{url}/session", json={}, headers=_origin(url)) as answer:
            assert answer.status == 200, await answer.text()
            return cls(url, http, (await answer.json())["token"])

    async def send(self, text: str, message_id: str | None = None) -> tuple[int, dict[str, Any]]:
        """Status and body. Raises TimeoutError past PATIENCE and ClientError where the connection breaks."""
        body = {"text": text, "message_id": message_id or uuid4().hex}
        timeout = ClientTimeout(total=PATIENCE)
        async with self.http.post(f"{self.url}/messages", json=body, headers=self._headers, timeout=timeout) as answer:
            return answer.status, await answer.json()

    async def say(self, text: str, message_id: str | None = None) -> list[dict[str, Any]]:
        """The replies."""
        status, body = await self.send(text, message_id)
        assert status == 200, body
        return list(body["replies"])

    async def answers(self, text: str, message_id: str | None = None) -> list[str]:
        """The ids of the answers."""
        return [reply["answer"] for reply in await self.say(text, message_id)]

    async def history(self) -> list[dict[str, Any]]:
        """All turns so far."""
        async with self.http.get(f"{self.url}/history", headers=self._headers) as answer:
            assert answer.status == 200, await answer.text()
            return list((await answer.json())["turns"])

    async def sent(self) -> list[str]:
        """The ids of the messages in the history."""
        return [turn["message_id"] for turn in await self.history() if turn["from"] == "visitor"]

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", **_origin(self.url)}


@dataclass
class Assistant:
    """What runs, and what a test does to it."""

    rasa: Process
    actions: Process
    gate: Gate
    disk: Path
    http: ClientSession
    url: str

    async def visitor(self) -> Visitor:
        return await Visitor.arrives(self.url, self.http)

    async def ready(self) -> bool:
        return await is_ready(self.url, self.http)


def is_apology(replies: list[dict[str, Any]]) -> bool:
    """Whether the visitor is told that it failed and whom to call."""
    [reply] = replies
    return reply["answer"] == "apology" and all(phone in reply["text"] for phone in [*PHONES, "911"])


async def is_ready(url: str, http: ClientSession) -> bool:
    """What a load balancer is told."""
    async with http.get(f"{url}/ready") as answer:
        return answer.status == 200


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait until it holds; fail where it does not come to."""
    deadline = time.monotonic() + _START_SECONDS
    while True:
        with suppress(ClientError):
            if await condition():
                return
        assert time.monotonic() < deadline, "it did not come to that"
        await asyncio.sleep(0.1)


def _origin(url: str) -> dict[str, str]:
    return {"Origin": url.removesuffix("/webhooks/website")}
