"""The two shapes that visitors meet, started on 127.0.0.1: one process with SQLite, and two behind nginx."""

from __future__ import annotations

import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ruamel.yaml import YAML

from launch.nginx import Limits
from launch.servers import HOST, action_server, endpoints_file, free_ports, rasa_command
from launch.training import rasa_environment
from tests.services import Nginx, PostgreSQL, RedisServer

ONE, SEVERAL = "one", "several"
_START_SECONDS = 300.0
_STOP_SECONDS = 30.0
_PROCESSES = 2
_UNLIMITED = "1000000 per second"  # all visitors of a load run come from one address
_NO_LIMITS = Limits(rate="1000000r/s", connections=60_000)


@contextmanager
def running(shape: str, model: Path, folder: Path) -> Iterator[str]:
    """The address of the shape, ready for visitors; logs and data go into the folder.

    Raises:
        RuntimeError: a server did not start.
    """
    with ExitStack() as servers:
        (action_port,) = free_ports(1)
        servers.enter_context(action_server(action_port))
        environment = {**rasa_environment(), "IORT_SESSION_SECRET": "a secret of the load runs, 32+ characters"}
        ports = free_ports(_PROCESSES if shape == SEVERAL else 1)
        address_port = ports[0]
        if shape == SEVERAL:
            postgresql_port, redis_port, nginx_port = free_ports(3)
            database = servers.enter_context(PostgreSQL(postgresql_port))
            redis = servers.enter_context(RedisServer(redis_port))
            assert isinstance(database, PostgreSQL) and isinstance(redis, RedisServer)
            environment |= {"IORT_DATABASE_URL": database.new_database(), "IORT_REDIS_URL": redis.url}
            address_port = servers.enter_context(Nginx(nginx_port, ports, _NO_LIMITS)).port
        else:
            environment["IORT_DATABASE_URL"] = f"sqlite:///{(folder / 'conversations.sqlite').resolve()}"
        credentials = _credentials(folder)
        started = [
            servers.enter_context(_rasa(port, model, endpoints_file(action_port), credentials, environment, folder))
            for port in ports
        ]
        for port, process in zip(ports, started):
            _wait(process, f"http://{HOST}:{port}/webhooks/website/ready", folder)
        yield f"http://{HOST}:{address_port}"


def _credentials(folder: Path) -> Path:
    yaml = YAML()
    credentials = yaml.load(Path("credentials.yml"))
    credentials["iort.channel.website.WebsiteChannel"]["requests_per_address"] = _UNLIMITED
    written = folder / "credentials.yml"
    yaml.dump(credentials, written)
    return written


@contextmanager
def _rasa(
    port: int, model: Path, endpoints: Path, credentials: Path, environment: dict[str, str], folder: Path
) -> Iterator[subprocess.Popen[bytes]]:
    command = rasa_command(port, model, endpoints, credentials)
    with (folder / f"rasa-{port}.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], address: str, folder: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise RuntimeError(f"Rasa did not start; see {folder}{os.sep}rasa-*.log.")
