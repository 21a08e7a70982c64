"""Starts the action server and Rasa, proves that a visitor gets the right answer, and stops what was started."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit

from ruamel.yaml import YAML

from actions.token import TOKEN_HEADER, TOKEN_VARIABLE
from content import content
from launch.failure import LaunchError
from launch.training import rasa_environment

HOST = "127.0.0.1"
_LOGS = Path("build/logs")
_ENDPOINTS = Path("build/endpoints.yml")
_ACTIONS_START = 30.0
_RASA_START = 120.0
_STOP = 15.0  # Rasa finishes the request in hand


def port_of(variable: str, default: int) -> int:
    """The port that a variable of the environment names. Raises LaunchError."""
    value = os.environ.get(variable) or str(default)
    if not (value.isdecimal() and 0 < int(value) < 65536):
        raise LaunchError(f"{variable} is '{value}', which is no port number (1 to 65535).")
    return int(value)


def check_port(port: int, variable: str) -> None:
    """Raise LaunchError where something listens on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise LaunchError(
                f"Port {port} is in use: stop what listens there, or choose another with {variable}=…"
            ) from None


def free_ports(count: int) -> list[int]:
    """So many ports of 127.0.0.1 that nothing listens on."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind((HOST, 0))
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()


@contextmanager
def action_server(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A running action server on the loopback interface, stopped on leaving. Raises LaunchError."""
    print(f"Action server: starting on port {port} ...", flush=True)
    environment = {**rasa_environment(), TOKEN_VARIABLE: actions_token()}
    command = [sys.executable, "-m", "actions", "--host", HOST, "--port", str(port)]
    with _process("actions", command, environment) as process:
        _wait(process, f"http://{HOST}:{port}/health", _ACTIONS_START, "The action server")
        yield process


@contextmanager
def rasa_server(port: int, action_port: int, model: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A running Rasa server with the website channel, ready for visitors, stopped on leaving. Raises LaunchError."""
    print(f"Rasa: starting on port {port}; loading takes about 20 seconds ...", flush=True)
    command = rasa_command(port, model, endpoints_file(action_port), Path("credentials.yml"))
    with _process("rasa", command, rasa_environment()) as process:
        _wait(process, f"{site(port)}/ready", _RASA_START, "Rasa")
        yield process


def rasa_command(port: int, model: Path, endpoints: Path, credentials: Path, interface: str = HOST) -> list[str]:
    """`rasa run` without its HTTP API."""
    base = [sys.executable, "-m", "rasa", "run", "--interface", interface, "--port", str(port), "--model", str(model)]
    return [*base, "--endpoints", str(endpoints), "--credentials", str(credentials)]


def site(port: int) -> str:
    """Base address of the website channel."""
    return f"http://{HOST}:{port}/webhooks/website"


def prove(port: int) -> None:
    """Ask a real question as a visitor would and check the answer. Raises LaunchError."""
    question = content().buttons["contact_hours"].asks
    print(f"Readiness: asking '{question}' ...", flush=True)
    try:
        token = _post(f"{site(port)}/session", {}, "")["token"]
        message = {"text": question, "message_id": token_hex(16)}
        replies = _post(f"{site(port)}/messages", message, token)["replies"]
    except (OSError, ValueError, KeyError) as error:
        raise LaunchError(f"The assistant does not answer ({type(error).__name__}); see {_LOGS}/rasa.log.") from None
    said = " ".join(reply["text"] for reply in replies)
    missing = [office.phone for office in content().offices.values() if office.phone not in said]
    if missing:
        raise LaunchError(f"The assistant's answer lacks {missing[0]}: '{said}'; see {_LOGS}/actions.log.")
    print(f"Readiness: answered right: {said}", flush=True)


@lru_cache(maxsize=1)
def actions_token() -> str:
    """What this launcher's action server and Rasa share: that of the environment, or a random one for this run."""
    return os.environ.get(TOKEN_VARIABLE) or token_hex(32)


def action_endpoint(port: int) -> dict[str, Any]:
    """Where and with which header Rasa calls the action server; the arguments of its `EndpointConfig`."""
    return {"url": f"http://{HOST}:{port}/webhook", "headers": {TOKEN_HEADER: actions_token()}}


def endpoints_file(action_port: int) -> Path:
    """The project's endpoints with the action server's port and token put in, for this user's eyes alone."""
    yaml = YAML()
    endpoints = yaml.load(Path("endpoints.yml"))
    endpoints["action_endpoint"] = action_endpoint(action_port)
    _ENDPOINTS.parent.mkdir(exist_ok=True)
    _ENDPOINTS.touch(0o600)
    yaml.dump(endpoints, _ENDPOINTS)
    return _ENDPOINTS


def watch(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    """Wait until one of the processes ends by itself. Raises LaunchError naming it."""
    while True:
        for name, process in processes.items():
            try:
                code = process.wait(timeout=0.5)
            except subprocess.TimeoutExpired:
                continue
            raise LaunchError(f"{name} stopped by itself (exit code {code}); see {_LOGS}. Everything was stopped.")


@contextmanager
def _process(name: str, command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    _LOGS.mkdir(parents=True, exist_ok=True)
    with (_LOGS / f"{name}.log").open("wb") as log:
        # A session of its own: Ctrl-C reaches the launcher only, which then stops each in turn and waits for it.
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield process
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(_STOP)
    except ProcessLookupError:
        process.wait()
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(process: subprocess.Popen[bytes], address: str, seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise LaunchError(f"{what} ended while starting (exit code {process.returncode}); see {_LOGS}.")
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise LaunchError(f"{what} was not ready after {seconds:.0f} seconds; see {_LOGS}.")


def _post(address: str, body: dict[str, Any], token: str) -> dict[str, Any]:
    own = "{0.scheme}://{0.netloc}".format(urlsplit(address))
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}", "Origin": own}
    request = urllib.request.Request(address, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=15) as answer:
        return dict(json.load(answer))
