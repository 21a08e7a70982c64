"""Starts the action server and Rasa, proves that a visitor gets the right answer, and stops what was started."""

from __future__ import annotations

import json
import os
import socket
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import urlsplit

from ruamel.yaml import YAML

from actions.token import TOKEN_HEADER, TOKEN_VARIABLE
from content import content
from iort.production import SECRETS
from launch.failure import LaunchError
from launch.processes import Process, answers_at
from launch.training import rasa_environment

HOST = "127.0.0.1"
_SESSION_SECRET, _ = SECRETS
_LOGS = Path("build/logs")


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


def action_process(
    port: int, token: str, log: Path, python: str = sys.executable, folder: Path | None = None
) -> Process:
    """The action server that `python` runs from `folder`, this one where none is given; asks callers for the token."""
    return Process(
        "Action server",
        [python, "-m", "actions", "--host", HOST, "--port", str(port)],
        log,
        answers_at(f"http://{HOST}:{port}/health"),
        popen_arguments={"env": {**rasa_environment(), TOKEN_VARIABLE: token}, "cwd": folder},
    )


def rasa_process(name: str, command: list[str], port: int, log: Path, variables: Mapping[str, str]) -> Process:
    """A Rasa process with the website channel; answers once it is ready for visitors."""
    environment = {**rasa_environment(), **variables}
    return Process(name, command, log, answers_at(f"{site(port)}/ready"), popen_arguments={"env": environment})


@contextmanager
def action_server(port: int) -> Iterator[Process]:
    """A running action server on the loopback interface, stopped on leaving. Raises LaunchError."""
    print(f"Action server: starting on port {port} ...", flush=True)
    with action_process(port, actions_token(), _log("actions", port)) as process:
        yield process


@contextmanager
def rasa_server(port: int, action_port: int, model: Path) -> Iterator[Process]:
    """A running Rasa server with the website channel, ready for visitors, stopped on leaving. Raises LaunchError."""
    print(f"Rasa: starting on port {port}; loading takes about ten seconds ...", flush=True)
    with endpoints_file(action_port) as endpoints:
        command = rasa_command(port, model, endpoints, Path("credentials.yml"))
        with rasa_process("Rasa", command, port, _log("rasa", port), {_SESSION_SECRET: session_secret()}) as process:
            yield process


def rasa_command(
    port: int, model: Path, endpoints: Path, credentials: Path, interface: str = HOST, python: str = sys.executable
) -> list[str]:
    """`rasa run` of that Python without its HTTP API."""
    base = [python, "-m", "rasa", "run", "--interface", interface, "--port", str(port), "--model", str(model)]
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
        raise LaunchError(
            f"The assistant does not answer ({type(error).__name__}); see {_LOGS}/rasa-{port}.log."
        ) from None
    said = " ".join(reply["text"] for reply in replies)
    missing = [office.phone for office in content().offices.values() if office.phone not in said]
    if missing:
        raise LaunchError(f"The assistant's answer lacks {missing[0]}: '{said}'; see {_LOGS}.")
    print(f"Readiness: answered right: {said}", flush=True)


@lru_cache(maxsize=1)
def session_secret() -> str:
    """What signs the sessions of this run, so that they outlive a Rasa process that is started again."""
    return os.environ.get(_SESSION_SECRET) or token_hex(32)


@lru_cache(maxsize=1)
def actions_token() -> str:
    """What this launcher's action server and Rasa share: that of the environment, or a random one for this run."""
    return os.environ.get(TOKEN_VARIABLE) or token_hex(32)


def action_endpoint(port: int) -> dict[str, Any]:
    """Where and with which header Rasa calls the action server; the arguments of its `EndpointConfig`."""
    return {"url": f"http://{HOST}:{port}/webhook", "headers": {TOKEN_HEADER: actions_token()}}


@contextmanager
def endpoints_file(action_port: int) -> Iterator[Path]:
    """The project's endpoints with the action server's port and token put in; for this user and this run alone."""
    yaml = YAML()
    endpoints = yaml.load(Path("endpoints.yml"))
    endpoints["action_endpoint"] = action_endpoint(action_port)
    with NamedTemporaryFile("w", prefix="iort-endpoints-", suffix=".yml") as file:
        yaml.dump(endpoints, file)
        file.flush()
        yield Path(file.name)


def _log(name: str, port: int) -> Path:
    """An empty log for a server of this run; its port tells it from those of other runs."""
    log = _LOGS / f"{name}-{port}.log"
    log.unlink(missing_ok=True)
    return log


def _post(address: str, body: dict[str, Any], token: str) -> dict[str, Any]:
    own = "{0.scheme}://{0.netloc}".format(urlsplit(address))
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}", "Origin": own}
    request = urllib.request.Request(address, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=15) as answer:
        return dict(json.load(answer))
