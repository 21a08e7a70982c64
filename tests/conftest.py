"""What tests of the running assistant share: one loaded model and one real action server for the whole run.

Which lane a test is in follows from what it uses: with the fixture `trained_model` it needs a trained model, with a server of
Debian's packages it needs those. Nobody keeps a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from launch.servers import action_process, free_ports
from tests.support import ROOT
from tests.support.actions import ACTIONS_HEADERS, TOKEN

if TYPE_CHECKING:
    from rasa.core.agent import Agent

    from tests.support.bot import Bot

_SERVICES = {"postgresql", "redis_server", "nginx", "small_disk", "chromium"}

# These machines are shared: how long an example takes says nothing of the code.
settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test with what it needs."""
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        if "trained_model" in used:
            item.add_marker("needs_model")
            if ROOT / "tests" / "unit" in item.path.parents:
                raise pytest.UsageError(f"{item.nodeid} needs a trained model: move it to tests/integration")
        if used & _SERVICES:
            item.add_marker("needs_services")


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    """Gives a port of 127.0.0.1 that nothing listens on at this moment, another one each time."""

    return lambda: free_ports(1)[0]


@pytest.fixture(scope="session")
def action_server(free_port: Callable[[], int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the project's action server, a process of its own; it answers callers with `ACTIONS_HEADERS`."""
    port = free_port()
    with action_process(port, TOKEN, tmp_path_factory.mktemp("actions") / "log.txt", folder=ROOT):
        yield f"http://127.0.0.1:{port}/webhook"


@pytest.fixture(scope="session")
def trained_model() -> Path:
    """The newest trained model."""
    from launch.archive import newest

    return newest(ROOT / "models")


@pytest.fixture(scope="session")
def agent(trained_model: Path, action_server: str, tmp_path_factory: pytest.TempPathFactory) -> Agent:
    """The newest model with the project's texts, a store of this run and the action server."""
    # Imported here, since Rasa takes seconds that other tests need not spend.
    from rasa.core.agent import Agent
    from rasa.utils.endpoints import EndpointConfig
    from sqlalchemy.engine import URL

    from iort.storage.database import Database
    from iort.storage.lock_store import MessageOrder
    from iort.storage.tracker_store import ConversationTrackerStore, without_fallback

    file = tmp_path_factory.mktemp("store") / "conversations.sqlite"
    loaded = Agent.load(
        trained_model,
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
    trained_model: Path,
    action_server: str,
    free_port: Callable[[], int],
    host_port: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Bot]:
    """The assistant as a process of its own, with a store of its own and limits that a test run does not reach."""
    from launch.widget import ensure_widget
    from tests.support.bot import Bot, rasa

    ensure_widget()
    folder = tmp_path_factory.mktemp("rasa")
    port, host_site = free_port(), f"http://127.0.0.1:{host_port}"
    database = f"sqlite:///{folder / 'conversations.sqlite'}"
    # The page of another site may show the panel; a whole test run comes from one address.
    process = rasa(
        trained_model,
        port,
        folder,
        action_server,
        database,
        origins=[f"http://127.0.0.1:{port}", host_site],
        messages_per_session="30 per minute",
        requests_per_address="100000 per minute",
    )
    with process:
        yield Bot(port, host_site, folder, process)
