"""What tests of the running assistant share: one loaded model and one real action server for the whole run."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from actions.token import TOKEN_HEADER, TOKEN_VARIABLE
from launch.servers import free_ports

if TYPE_CHECKING:
    from rasa.core.agent import Agent

    from tests.bot_process import Bot

ROOT = Path(__file__).parents[1]
ACTIONS_HEADERS = {TOKEN_HEADER: "a token of these tests alone, with 32 or more"}  # the action server asks for them
_START_SECONDS = 60

# These machines are shared: how long an example takes says nothing of the code.
settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    """Gives a port of 127.0.0.1 that nothing listens on at this moment, another one each time."""

    return lambda: free_ports(1)[0]


@pytest.fixture(scope="session")
def action_server(free_port: Callable[[], int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the project's action server, a process of its own; it answers callers with `ACTIONS_HEADERS`."""
    log_path = tmp_path_factory.mktemp("actions") / "log.txt"
    with started_actions(Path(sys.executable), ROOT, free_port(), log_path) as url:
        yield url


@contextmanager
def started_actions(python: Path, folder: Path, port: int, log_path: Path) -> Iterator[str]:
    """Address of an action server that `python` runs from `folder`, ended on leaving."""
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            [python, "-m", "actions", "--port", str(port)],
            cwd=folder,
            env={**os.environ, TOKEN_VARIABLE: ACTIONS_HEADERS[TOKEN_HEADER]},
            stdout=log,
            stderr=log,
        )
    try:
        _wait_until_healthy(process, f"http://127.0.0.1:{port}/health", log_path)
        yield f"http://127.0.0.1:{port}/webhook"
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def agent(action_server: str, tmp_path_factory: pytest.TempPathFactory) -> Agent:
    """The newest model in models/ with the project's texts, a store of this run and the action server."""
    # Imported here, since Rasa takes seconds that other tests need not spend.
    from rasa.core.agent import Agent
    from rasa.model import get_latest_model
    from rasa.utils.endpoints import EndpointConfig
    from sqlalchemy.engine import URL

    from iort.storage.database import Database
    from iort.storage.lock_store import MessageOrder
    from iort.storage.tracker_store import ConversationTrackerStore, without_fallback

    model = get_latest_model(ROOT / "models")
    assert model, "models/ holds no model: run 'rasa train' first"
    file = tmp_path_factory.mktemp("store") / "conversations.sqlite"
    loaded = Agent.load(
        model,
        generator=EndpointConfig(type="iort.nlg.ContentNLG"),
        tracker_store=ConversationTrackerStore(database=Database(URL.create("sqlite", database=str(file)))),
        lock_store=MessageOrder(),
        action_endpoint=EndpointConfig(action_server, headers=ACTIONS_HEADERS),
    )
    without_fallback(loaded)
    return loaded


@pytest.fixture(scope="session")
def host_port(free_port: Callable[[], int]) -> int:
    """Where the page of another site is served that may show the panel."""
    return free_port()


@pytest.fixture(scope="session")
def bot(
    action_server: str, free_port: Callable[[], int], host_port: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Bot]:
    """The assistant as a process of its own, with a store of its own and limits that a test run does not reach."""
    from ruamel.yaml import YAML

    from launch.widget import ensure_widget
    from tests.bot_process import Bot

    ensure_widget()
    folder = tmp_path_factory.mktemp("rasa")
    yaml = YAML()
    endpoints = yaml.load(ROOT / "endpoints.yml")
    endpoints["action_endpoint"] = {"url": action_server, "headers": ACTIONS_HEADERS}
    yaml.dump(endpoints, folder / "endpoints.yml")
    running = Bot(free_port(), f"http://127.0.0.1:{host_port}", folder)
    # The page of another site may show the panel; a whole test run comes from one address.
    channel = {
        "origins": [running.origin, running.host_site],
        "messages_per_session": "30 per minute",
        "requests_per_address": "100000 per minute",
    }
    yaml.dump({"iort.channel.website.WebsiteChannel": channel}, folder / "credentials.yml")
    running.start()
    yield running
    running.stop()


def _wait_until_healthy(process: subprocess.Popen[bytes], url: str, log_path: Path) -> None:
    """Poll until the server answers; fail with its log where it ended or does not come up."""
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    pytest.fail(f"the action server did not start:\n{log_path.read_text(errors='replace')}")
