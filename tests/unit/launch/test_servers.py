"""The launcher's servers: they run inside and are gone after, and one that ends says why."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from launch import servers
from launch.failure import LaunchError

FreePort = Callable[[], int]


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


def test_two_runs_have_endpoints_of_their_own_for_one_user_alone_that_are_gone_after() -> None:
    with servers.endpoints_file(5055) as first, servers.endpoints_file(5056) as second:
        for file, port in ((first, 5055), (second, 5056)):
            assert YAML(typ="safe").load(file)["action_endpoint"]["url"] == f"http://127.0.0.1:{port}/webhook"
            assert file.stat().st_mode & 0o077 == 0
    assert not first.exists() and not second.exists()
