"""One assistant for all faults: Rasa and the action server as processes, its SQLite file on a disk of a few megabytes."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import ClientSession

from launch.processes import answers_at
from launch.servers import action_process
from tests.support.actions import TOKEN
from tests.support.assistant import Assistant, Gate, until
from tests.support.bot import rasa

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
    trained_model: Path, small_disk: Path, free_port: Callable[[], int], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Assistant]:
    folder = tmp_path_factory.mktemp("assistant")
    action_port, rasa_port = free_port(), free_port()
    actions = action_process(action_port, TOKEN, folder / "actions.log")
    url = f"http://127.0.0.1:{rasa_port}/webhooks/website"
    async with Gate(free_port(), action_port) as gate, ClientSession() as http:
        gate_url = f"http://127.0.0.1:{gate.port}/webhook"
        database = f"sqlite:///{small_disk / 'conversations.sqlite'}"
        process = rasa(trained_model, rasa_port, folder, gate_url, database, requests_per_address="1000000 per second")
        process.answers = answers_at(f"{url}/alive")  # what it is ready for is the tests' matter
        try:
            yield Assistant(process, actions, gate, small_disk, http, url)
        finally:
            process.kill()
            actions.kill()


@pytest_asyncio.fixture(loop_scope="session")
async def assistant(running: Assistant) -> AsyncIterator[Assistant]:
    """The assistant whole and ready, whatever the test before did to it."""
    running.actions.start()
    running.rasa.start()
    await until(running.ready)
    yield running
    running.gate.open()
    if running.actions.runs:
        running.actions.signal(signal.SIGCONT)
