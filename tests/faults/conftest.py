"""One assistant for all faults: Rasa and the action server as processes, its SQLite file on a disk of a few megabytes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from programs import ROOT, Assistant, Gate, Program, until
from ruamel.yaml import YAML

from actions.token import TOKEN_HEADER, TOKEN_VARIABLE
from launch.archive import newest
from launch.servers import rasa_command
from launch.training import rasa_environment
from tests.conftest import ACTIONS_HEADERS

_SECRET = "a secret of these tests alone, 32+"
_DISK = "16m"


@pytest.fixture(scope="session")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A file system of its own that is soon full: mounting asks for root, or for sudo without a password."""
    folder = tmp_path_factory.mktemp("disk")
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    options = f"size={_DISK},uid={os.geteuid()}"
    subprocess.run([*as_root, "mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True)
    yield folder
    subprocess.run([*as_root, "umount", "--lazy", str(folder)], check=True)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def running(
    small_disk: Path, free_port: Callable[[], int], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Assistant]:
    folder = tmp_path_factory.mktemp("assistant")
    action_port, rasa_port = free_port(), free_port()
    actions = Program(
        [sys.executable, "-m", "actions", "--port", str(action_port)],
        {**rasa_environment(), TOKEN_VARIABLE: ACTIONS_HEADERS[TOKEN_HEADER]},
        f"http://127.0.0.1:{action_port}/health",
        folder / "actions.log",
    )
    yaml = YAML()
    credentials = yaml.load(ROOT / "credentials.yml")
    credentials["iort.channel.website.WebsiteChannel"]["requests_per_address"] = "1000000 per second"
    yaml.dump(credentials, folder / "credentials.yml")
    url = f"http://127.0.0.1:{rasa_port}/webhooks/website"
    async with Gate(free_port(), action_port) as gate, ClientSession() as http:
        endpoints = yaml.load(ROOT / "endpoints.yml")
        endpoints["action_endpoint"] = {"url": f"http://127.0.0.1:{gate.port}/webhook", "headers": ACTIONS_HEADERS}
        yaml.dump(endpoints, folder / "endpoints.yml")
        database = f"sqlite:///{small_disk / 'conversations.sqlite'}"
        rasa = Program(
            rasa_command(rasa_port, newest(ROOT / "models"), folder / "endpoints.yml", folder / "credentials.yml"),
            {**rasa_environment(), "IORT_SESSION_SECRET": _SECRET, "IORT_DATABASE_URL": database},
            f"{url}/alive",
            folder / "rasa.log",
        )
        try:
            yield Assistant(rasa, actions, gate, small_disk, http, url)
        finally:
            rasa.kill()
            actions.kill()


@pytest_asyncio.fixture(loop_scope="session")
async def assistant(running: Assistant) -> AsyncIterator[Assistant]:
    """The assistant whole and ready, whatever the test before did to it."""
    running.actions.start()
    running.rasa.start()
    await until(running.ready)
    yield running
    running.gate.open()
    if running.actions.process is not None:
        running.actions.signal(signal.SIGCONT)
