"""Visitors for locust: each opens a session, holds a whole conversation at a person's pace and checks all it gets.

Run by `python -m bench.load`, or by hand: `locust -f bench/load/scenario.py --host http://127.0.0.1:5005`. The server
needs credentials without a limit on requests from one address. IORT_LOAD_RECORD names a file for one line a request.
"""

from __future__ import annotations

import os
import random
import uuid
from functools import partial
from typing import IO, Any

import gevent
from locust import FastHttpUser, between, events, task
from locust.env import Environment

from bench.load import conversations
from bench.load.histories import difference
from bench.load.pace import THINKING, rest_of_a_thought
from bench.load.record import RECORD_VARIABLE, line

_RETRY, _DOUBLE, _RECONNECT, _PRESS = 0.05, 0.05, 0.1, 0.3  # chances, a message or (the last one) a conversation
_LEAVING = 30.0  # seconds in which all of them read back what was said at the end
_GIVE_UP = 20.0  # seconds; no reply takes that long, so it counts as lost


class Visitor(FastHttpUser):
    """One person after the other with a phone: thinks, asks, loses the connection, presses a button, reads back."""

    wait_time = between(*THINKING)
    network_timeout = _GIVE_UP
    connection_timeout = _GIVE_UP

    _token: str | None
    _to_say: list[conversations.Turn]
    _said: dict[str, list[str] | None]  # message id: the replies' texts; None where they never came
    _buttons: list[dict[str, str]]

    def on_start(self) -> None:
        """Arrive in the middle of a thought, so that the visitors ask at the same rate early and late."""
        self._chance = random.Random()
        self._begin()
        gevent.sleep(rest_of_a_thought(self._chance))

    def on_stop(self) -> None:
        """Whatever is not read back yet is read back now, within half a minute.

        A thousand requests in one millisecond from one address are more than nginx's burst, whatever its rate.
        """
        gevent.sleep(self._chance.uniform(0, _LEAVING))
        self._read_back("history at the end")

    @task
    def go_on(self) -> None:
        """The next turn of the conversation; after the last one, read it back and begin another."""
        # A browser opens a new connection after a pause, and servers close idle ones at any moment.
        self.client.client.clientpool.close()
        if self._token is None:
            self._begin()
        elif self._to_say:
            if self._chance.random() < _RECONNECT:
                self._read_back("history")
            turn = self._to_say.pop(0)
            self._say(turn.answers, text=turn.text)
        elif self._buttons and self._chance.random() < _PRESS:
            button = self._chance.choice(self._buttons)
            self._buttons = []
            self._say(None, payload=button["payload"])
        else:
            self._read_back("history")
            self._begin()

    def _begin(self) -> None:
        self._token = None
        self._said = {}
        self._buttons = []
        self._to_say = conversations.conversation(self._chance)
        with self._ask("POST", "session", "session", {}) as answer:
            if answer.status_code == 200:
                self._token = answer.json()["token"]
            else:
                answer.failure(f"status {answer.status_code}")

    def _say(self, expected: tuple[str, ...] | None, **message: str) -> None:
        message_id = uuid.uuid4().hex
        self._said[message_id] = None
        send = partial(self._send, expected, {**message, "message_id": message_id})
        if self._chance.random() < _DOUBLE:
            # An impatient browser: the same message twice at once.
            both = [gevent.spawn(send, "message twice") for _ in range(2)]
            gevent.joinall(both)
        else:
            send("message")
        if self._chance.random() < _RETRY:
            send("message again")

    def _send(self, expected: tuple[str, ...] | None, message: dict[str, str], name: str) -> None:
        with self._ask("POST", "messages", name, message) as answer:
            if answer.status_code != 200:
                answer.failure(f"status {answer.status_code}")
                return
            replies = answer.json()["replies"]
            texts = [reply["text"] for reply in replies]
            got = tuple(reply["answer"] for reply in replies)
            before = self._said[message["message_id"]]
            if "apology" in got:
                answer.failure("the apology")
            elif expected is not None and got != expected:
                answer.failure(f"{got} instead of {expected}")
            elif before is not None and before != texts:
                answer.failure("another reply to the same message")
            else:
                self._said[message["message_id"]] = texts
                self._buttons = [button for reply in replies for button in reply["buttons"]]

    def _read_back(self, name: str) -> None:
        if self._token is None:
            return
        with self._ask("GET", "history", name, None) as answer:
            if answer.status_code != 200:
                answer.failure(f"status {answer.status_code}")
            elif wrong := difference(self._said, answer.json()["turns"]):
                answer.failure(wrong)

    def _ask(self, method: str, path: str, name: str, body: dict[str, Any] | None) -> Any:
        headers = {"Origin": self.host}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        return self.client.request(
            method, f"/webhooks/website/{path}", name=name, json=body, data="{}" if body == {} else None,
            headers=headers, catch_response=True,
        )  # fmt: skip


@events.init.add_listener
def record(environment: Environment, **_: Any) -> None:
    """Write a line for each request, where IORT_LOAD_RECORD names a file."""
    name = os.environ.get(RECORD_VARIABLE)
    if not name:
        return
    file: IO[str] = open(name, "w", encoding="utf-8", buffering=1)  # noqa: SIM115, PTH123 - open as long as locust runs

    @environment.events.request.add_listener
    def write(name: str, start_time: float, response_time: float, exception: Exception | None, **_: Any) -> None:
        file.write(line(name, start_time, response_time, exception))
