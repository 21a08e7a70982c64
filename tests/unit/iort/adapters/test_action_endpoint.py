"""Calls to the action server over connections that stay open, to a server of the test's own."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from iort.adapters.action_endpoint import OpenEndpoint


class Server:
    """Answers with who called; every connection has a number."""

    def __init__(self) -> None:
        self.connections: set[int] = set()

    async def answer(self, request: web.Request) -> web.Response:
        self.connections.add(id(request.transport))
        if (await request.json()) == "fail":
            raise web.HTTPBadRequest
        return web.json_response({"token": request.headers["token"]})


@pytest.fixture
async def server() -> AsyncIterator[tuple[Server, TestServer]]:
    mine = Server()
    app = web.Application()
    app.router.add_post("/webhook", mine.answer)
    async with TestServer(app) as running:
        yield mine, running


@pytest.fixture
async def endpoint(server: tuple[Server, TestServer]) -> AsyncIterator[OpenEndpoint]:
    rasa = EndpointConfig(str(server[1].make_url("/webhook")), headers={"token": "secret"})
    kept = OpenEndpoint.instead_of(rasa)
    yield kept
    await kept.close()


async def test_many_calls_are_one_connection(endpoint: OpenEndpoint, server: tuple[Server, TestServer]) -> None:
    for _ in range(5):
        assert await endpoint.request(json="hello") == {"token": "secret"}
    assert len(server[0].connections) == 1


async def test_a_refusal_is_the_error_that_rasa_knows(endpoint: OpenEndpoint) -> None:
    with pytest.raises(ClientResponseError):
        await endpoint.request(json="fail")
    assert await endpoint.request(json="hello") == {"token": "secret"}


async def test_a_server_that_was_restarted_is_found_again(
    endpoint: OpenEndpoint, server: tuple[Server, TestServer]
) -> None:
    await endpoint.request(json="hello")
    port = server[1].port
    await server[1].close()
    app = web.Application()
    app.router.add_post("/webhook", server[0].answer)
    async with TestServer(app, port=port):
        assert await endpoint.request(json="hello") == {"token": "secret"}


async def test_closed_it_opens_again(endpoint: OpenEndpoint) -> None:
    await endpoint.request(json="hello")
    await endpoint.close()
    assert await endpoint.request(json="hello") == {"token": "secret"}
