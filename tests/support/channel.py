"""A running website channel and the visitors of it, over HTTP, as the tests of this folder use them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import jwt
import pytest
from aiohttp import ClientSession, web
from rasa.core.agent import Agent
from rasa.core.run import configure_app
from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic

from content import content
from iort.adapters.lean_agent import make_lean
from iort.channel.website import WebsiteChannel

SECRET = "a secret of these tests alone, 32+"
PHONES = [office.phone for office in content().offices.values()]

FreePort = Callable[[], int]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
PutInPlace = Callable[[Handler], Awaitable[None]]


@dataclass
class Site:
    """A running server: its address and, where it runs in this process, its Sanic application and its channel."""

    url: str
    http: ClientSession
    app: Sanic | None = None
    channel: WebsiteChannel | None = None

    @property
    def origin(self) -> str:
        return self.url.removesuffix("/webhooks/website")

    async def new_token(self) -> str:
        async with self.http.post(f"{self.url}/session", headers={"Origin": self.origin}) as answer:
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

    async def post(
        self, body: bytes, content_type: str = "application/json", path: str = "messages"
    ) -> tuple[int, Any]:
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": content_type,
            "Origin": self.site.origin,
            **self.extra,
        }
        async with self.site.http.post(f"{self.site.url}/{path}", data=body, headers=headers) as answer:
            return answer.status, await answer.json()

    async def send(self, **fields: object) -> tuple[int, Any]:
        return await self.post(json.dumps({"message_id": uuid4().hex, **fields}).encode())

    async def say(self, text: str, **fields: object) -> list[dict[str, Any]]:
        status, body = await self.send(text=text, **fields)
        assert status == 200, body
        return list(body["replies"])

    async def rate(self, message_id: str, answer: str, helpful: object = True) -> tuple[int, Any]:
        fields = {"message_id": message_id, "answer": answer, "helpful": helpful}
        return await self.post(json.dumps(fields).encode(), path="feedback")

    async def history(self) -> list[dict[str, Any]]:
        status, body = await self.site.get("history", self.token)
        assert status == 200, body
        return list(body["turns"])


@asynccontextmanager
async def served(channel: WebsiteChannel, agent: Agent, port: int) -> AsyncIterator[Site]:
    """The channel on that port of 127.0.0.1, mounted by Rasa, answering with the agent."""
    Sanic.test_mode = True  # lets a process have several applications, all of the name that Rasa gives them
    app = configure_app([channel], enable_api=False)
    app.ctx.agent = agent
    make_lean(agent)  # as a server does that has started; a watchdog beside it would end the tests with it
    server = await app.create_server("127.0.0.1", port, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.before_start()
    async with ClientSession() as http:
        yield Site(f"http://127.0.0.1:{port}/webhooks/website", http, app, channel)
    await server.close()


def use_action_server(agent: Agent, monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    monkeypatch.setattr(agent.processor, "action_endpoint", EndpointConfig(f"http://127.0.0.1:{port}/webhook"))
