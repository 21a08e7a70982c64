"""The launcher's commands: what is wrong with a port is one sentence."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from launch.__main__ import run, shell
from launch.failure import LaunchError
from launch.servers import port_of
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
def test_a_port_that_is_none_is_one_sentence(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACTION_PORT", value)
    with pytest.raises(LaunchError) as refused:
        port_of("ACTION_PORT", 5055)
    assert str(refused.value) == f"ACTION_PORT is '{value}', which is no port number (1 to 65535)."


def test_a_port_of_the_production_shape_that_is_none_is_one_sentence() -> None:
    finished = launch(module="launch.production", PORT="http")
    assert finished.returncode == 1
    assert finished.stderr.strip() == "Error: PORT is 'http', which is no port number (1 to 65535)."


@pytest.mark.parametrize("command", [run, shell])
def test_one_port_for_two_servers_is_one_sentence(command: Callable[[int, int], None], free_port: FreePort) -> None:
    port = free_port()
    with pytest.raises(LaunchError) as refused:
        command(port, port)
    assert str(refused.value) == f"PORT and ACTION_PORT are both {port}: two servers need two ports."
