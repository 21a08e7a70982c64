"""A request whose length is no plain number is refused before its body is read; a real server, over a plain socket."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.raw_http import exchange

ROOT = Path(__file__).parents[3]

# A process of its own: a server that lets such a length in never answers again.
_SERVER = """
import socket, sys
from sanic import Blueprint, Sanic, response
from serving.content_length import refuse_odd_lengths

app = Sanic("odd_lengths", configure_logging=False)
guarded = app if sys.argv[1] == "application" else Blueprint("guarded")
refuse_odd_lengths(guarded, lambda: response.json({"error": "bad_request"}, 400))
if guarded is not app:
    app.blueprint(guarded)

@app.post("/echo")
async def echo(request):
    return response.json({"read": request.body.decode()})

listening = socket.create_server(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
app.run(sock=listening, access_log=False, motd=False)
"""

ODD = {
    "below nothing": ("-5",),
    "with a sign": ("+5",),
    "as Python writes numbers": ("1_0",),
    "blank behind": ("5 ",),
    "other figures": ("\u0665",),
    "two in one": ("5, 5",),
    "two headers": ("2", "4"),
    "the same twice": ("2", "2"),
    "over-long": ("0" * 50 + "2",),
    "empty": ("",),
    "hexadecimal": ("0x2",),
    "with a point": ("2.0",),
}


@pytest.fixture(scope="module", params=["application", "blueprint"])
def port(request: pytest.FixtureRequest) -> Iterator[int]:
    """Where a server listens whose application, or one of its blueprints, refuses odd lengths."""
    server = subprocess.Popen(
        [sys.executable, "-c", _SERVER, request.param], cwd=ROOT, text=True, stdout=subprocess.PIPE
    )
    assert server.stdout
    yield int(server.stdout.readline())
    server.kill()
    server.wait()


@pytest.mark.parametrize("lengths", ODD.values(), ids=ODD)
async def test_an_odd_length_is_refused_and_its_connection_closed(port: int, lengths: tuple[str, ...]) -> None:
    answer = await exchange(port, "/echo", [f"Content-Length: {length}" for length in lengths], b"{}")
    assert (answer.status, json.loads(answer.body), answer.closed) == (400, {"error": "bad_request"}, True)


@pytest.mark.parametrize(
    ("headers", "body"),
    [(["Content-Length: 2"], b"{}"), (["content-length:   2"], b"{}"), (["Content-Length: 0"], b""), ([], b"")],
    ids=["plain", "blanks before", "nothing", "none"],
)
async def test_a_plain_length_is_read(port: int, headers: list[str], body: bytes) -> None:
    answer = await exchange(port, "/echo", headers, body)
    assert (answer.status, json.loads(answer.body)) == (200, {"read": body.decode()})


async def test_the_server_answers_others_afterwards(port: int) -> None:
    await exchange(port, "/echo", ["Content-Length: -5"], b"{}")
    answer = await exchange(port, "/echo", ["Content-Length: 2"], b"{}")
    assert answer.status == 200
