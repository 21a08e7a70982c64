"""The action server answers only who has the token, takes no more than it needs, and sends nothing back that it was sent."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import zlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from rasa_sdk.executor import ActionExecutor

from actions.server import MAX_BYTES, create_app
from actions.token import TOKEN_HEADER, TOKEN_VARIABLE, WeakToken
from tests.conftest import ACTIONS_HEADERS, ROOT
from tests.raw_http import exchange

SECRET_TEXT = "my name is Zebedea Quillfeather"


@pytest_asyncio.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


def call(action: str = "action_contact_hours", **tracker: object) -> dict[str, Any]:
    return {
        "next_action": action,
        "version": "3.6.21",
        "domain": {},
        "tracker": {"sender_id": "s", "slots": {}, **tracker},
    }


def question_for_hours() -> dict[str, Any]:
    message = {"text": "when is the Arizona office open?", "entities": [], "intent": {"name": "contact_hours"}}
    return call(latest_message=message, events=[], paused=False)


async def post(http: ClientSession, url: str, body: bytes, **headers: str) -> tuple[int, str]:
    async with http.post(url, data=body, headers={"Content-Type": "application/json", **headers}) as answer:
        return answer.status, await answer.text()


async def test_rasas_call_is_answered(http: ClientSession, action_server: str) -> None:
    body = json.dumps(question_for_hours()).encode()
    status, said = await post(http, action_server, body, **ACTIONS_HEADERS)
    assert status == 200
    assert json.loads(said)["responses"]


@pytest.mark.parametrize(
    "headers",
    [{}, {TOKEN_HEADER: ""}, {TOKEN_HEADER: ACTIONS_HEADERS[TOKEN_HEADER] + "x"}, {TOKEN_HEADER: "ü" * 40}],
    ids=["none", "empty", "one letter more", "not ASCII"],
)
async def test_nobody_else_is_answered(http: ClientSession, action_server: str, headers: dict[str, str]) -> None:
    assert await post(http, action_server, json.dumps(call()).encode(), **headers) == (401, '{"error":"unauthorized"}')


async def test_a_strangers_body_is_refused_unread(action_server: str) -> None:
    place = urlsplit(action_server)
    with socket.create_connection((place.hostname, place.port), timeout=10) as connection:
        # The body is announced and never sent.
        connection.sendall(b"POST /webhook HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n{")
        assert connection.recv(100).startswith(b"HTTP/1.1 401 ")


async def test_a_length_that_is_no_plain_number_is_refused(action_server: str) -> None:
    answer = await exchange(urlsplit(action_server).port or 0, "/webhook", ["Content-Length: -5"], b"{}")
    assert (answer.status, answer.body, answer.closed) == (400, b'{"error":"bad_request"}', True)


async def test_a_body_over_the_limit_is_refused(http: ClientSession, action_server: str) -> None:
    large = json.dumps(call(latest_message={"text": "a" * MAX_BYTES})).encode()
    assert await post(http, action_server, large, **ACTIONS_HEADERS) == (
        413,
        '{"error": "too_large"}'.replace(": ", ":"),
    )


async def test_a_compressed_body_is_refused(http: ClientSession, action_server: str) -> None:
    headers = {**ACTIONS_HEADERS, "Content-Encoding": "deflate"}
    status, _ = await post(http, action_server, zlib.compress(json.dumps(call()).encode()), **headers)
    assert status == 415


@pytest.mark.parametrize(
    "body",
    [
        SECRET_TEXT.encode(),
        json.dumps([SECRET_TEXT]).encode(),
        json.dumps(call(SECRET_TEXT)).encode(),
        json.dumps({"next_action": "action_contact_hours", "tracker": SECRET_TEXT}).encode(),
        json.dumps(call(latest_message=SECRET_TEXT)).encode(),
        b"[" * 100_000,
        SECRET_TEXT.encode("utf-16"),
    ],
    ids=["no JSON", "a list", "no such action", "no tracker", "no message", "nested without end", "no UTF-8"],
)
async def test_no_error_repeats_what_was_sent(http: ClientSession, action_server: str, body: bytes) -> None:
    status, said = await post(http, action_server, body, **ACTIONS_HEADERS)
    # An action that fails apologises itself, hence 200 for one that got as far.
    assert status in (200, 400, 404, 500)
    assert "Zebedea" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("path", ["", "actions", "webhook", "docs"])
async def test_nothing_else_is_served(http: ClientSession, action_server: str, path: str) -> None:
    async with http.get(action_server.replace("webhook", path)) as answer:
        assert answer.status in (404, 405)
        assert await answer.json() == {"error": "refused"}


@pytest.mark.parametrize("token", ["", "short"])
def test_a_weak_token_is_refused(token: str) -> None:
    with pytest.raises(WeakToken, match=f"^{TOKEN_VARIABLE} has {len(token)} characters"):
        create_app(ActionExecutor(), token)


def test_without_a_token_it_does_not_start() -> None:
    environment = {name: value for name, value in os.environ.items() if name != TOKEN_VARIABLE}
    finished = subprocess.run(
        [sys.executable, "-m", "actions"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert finished.returncode == 1
    assert finished.stderr.splitlines()[-1].startswith(f"Error: {TOKEN_VARIABLE} has 0 characters")


def test_it_listens_on_this_machine_alone(action_server: str) -> None:
    port = urlsplit(action_server).port
    listening = [
        line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines()[1:] if line.split()[3] == "0A"
    ]
    assert [address for address in listening if int(address.partition(":")[2], 16) == port] == [f"0100007F:{port:04X}"]
