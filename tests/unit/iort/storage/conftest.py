"""A database of each kind for each test, real servers for the whole run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from sqlalchemy.engine import make_url

from iort.storage.database import Database
from iort.storage.tracker_store import ConversationTrackerStore
from tests.support.services import PostgreSQL, RedisServer


@pytest.fixture(scope="session")
def postgresql(free_port: Callable[[], int]) -> Iterator[PostgreSQL]:
    with PostgreSQL(free_port()) as server:
        yield server


@pytest.fixture
def redis_server(free_port: Callable[[], int]) -> Iterator[RedisServer]:
    with RedisServer(free_port()) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'conversations.sqlite'}"
    return request.getfixturevalue("postgresql").new_database()


@pytest.fixture
def open_database() -> Iterator[Callable[[str], Database]]:
    """Opens a database as a process of its own would: with an engine of its own."""
    opened: list[Database] = []

    def open_(url: str) -> Database:
        opened.append(Database(make_url(url)))
        return opened[-1]

    yield open_
    for database in opened:
        database.close()


@pytest.fixture
def database(database_url: str, open_database: Callable[[str], Database]) -> Database:
    return open_database(database_url)


@pytest.fixture
def store(database: Database) -> ConversationTrackerStore:
    return ConversationTrackerStore(Domain.empty(), database=database)
