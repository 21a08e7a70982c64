"""What the two kinds of visitors send, against a small server of this test."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
import requests

from bench.side_by_side.visitors import RestVisitor, WebsiteVisitor

_REPLIES: dict[str, Any] = {
    "/webhooks/website/session": {"token": "a token"},
    "/webhooks/website/messages": {"replies": [{"text": "one"}, {"text": "two"}]},
    "/webhooks/rest/webhook": [{"text": "one"}, {"image": "a picture"}, {"text": "two"}],
}


class Server(ThreadingHTTPServer):
    """Gives a fixed reply for each path and keeps what was asked: path, headers, body."""

    daemon_threads = True
    status = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, dict[str, str], dict[str, str]]] = []


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Server)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(json.dumps(_REPLIES[self.path]).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


def test_the_website_is_asked_with_a_session_and_an_id_for_each_message(server: Server) -> None:
    visitor = WebsiteVisitor(server.server_port)
    assert [visitor.say("hello"), visitor.say("hello")] == ["one two", "one two"]
    session, first, second = server.asked
    assert session[0] == "/webhooks/website/session"
    assert first[1]["Authorization"] == "Bearer a token"
    assert first[2]["text"] == "hello"
    assert first[2]["message_id"] != second[2]["message_id"]


def test_the_rest_channel_is_asked_by_one_sender(server: Server) -> None:
    visitor = RestVisitor(server.server_port)
    assert [visitor.say("hello"), visitor.say("again")] == ["one  two", "one  two"]
    (_, _, first), (_, _, second) = server.asked
    assert (first["message"], second["message"]) == ("hello", "again")
    assert first["sender"] == second["sender"]


def test_an_error_of_the_server_is_no_answer(server: Server) -> None:
    server.status = 503
    with pytest.raises(requests.HTTPError):
        RestVisitor(server.server_port).say("hello")
