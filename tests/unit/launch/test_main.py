"""The launcher's commands: what is wrong with a port is one sentence."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from tests.support import ROOT

FreePort = Callable[[], int]


@pytest.fixture
def listener() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield int(taken.getsockname()[1])


def launch(*command: str, module: str = "launch", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", module, *command],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_port_in_use_is_one_sentence_and_an_exit_code(listener: int) -> None:
    finished = launch("run", PORT=str(listener))
    assert finished.returncode == 1
    assert finished.stderr.strip() == (
        f"Error: Port {listener} is in use: stop what listens there, or choose another with PORT=…"
    )


@pytest.mark.parametrize("value", ["http", "0", "70000", "-1"])
def test_a_port_that_is_none_is_one_sentence(value: str) -> None:
    finished = launch("shell", ACTION_PORT=value)
    assert finished.returncode == 1
    assert finished.stderr.strip() == f"Error: ACTION_PORT is '{value}', which is no port number (1 to 65535)."


def test_a_port_of_the_production_shape_that_is_none_is_one_sentence() -> None:
    finished = launch(module="launch.production", PORT="http")
    assert finished.returncode == 1
    assert finished.stderr.strip() == "Error: PORT is 'http', which is no port number (1 to 65535)."


@pytest.mark.parametrize("command", ["run", "shell"])
def test_one_port_for_two_servers_is_one_sentence(command: str, free_port: FreePort) -> None:
    port = str(free_port())
    finished = launch(command, PORT=port, ACTION_PORT=port)
    assert finished.returncode == 1
    assert finished.stderr.strip() == f"Error: PORT and ACTION_PORT are both {port}: two servers need two ports."
