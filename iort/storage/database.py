"""The one way to a database: bounded in time and in connections, off the event loop, schema made where it is missing."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

from rasa.shared.exceptions import RasaException
from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError, SQLAlchemyError
from sqlalchemy.pool import NullPool, QueuePool

from iort.storage import schema
from iort.storage.settings import database_url

logger = logging.getLogger(__name__)

# Seconds. Reading and saving both have to fit into the 8 that a visitor is made to wait, the answer between them.
TIME_LIMIT = 3.0
_CONNECT = 2
_STATEMENT = 2.5
_LOCK = 2.0
_CONNECTIONS = 8

T = TypeVar("T")
Work = Callable[[Connection], T]


class StorageUnavailable(RasaException):
    """The database did not do what was asked, in time or at all; the message quotes no text and no parameter."""


class Database:
    """A SQLite file or a PostgreSQL database. Opens nothing before it is first used, so that a fork may come between.

    Args:
        url: where it is.
        time_limit: seconds that `run` waits at most, connecting and queueing included.
    """

    def __init__(self, url: URL, time_limit: float = TIME_LIMIT) -> None:
        self._engine = _postgresql(url) if url.get_backend_name() == "postgresql" else _sqlite(url)
        self._time_limit = time_limit
        self._threads = ThreadPoolExecutor(_CONNECTIONS, thread_name_prefix="storage")
        self._schema_known = False
        self._making_schema = threading.Lock()

    @property
    def dialect(self) -> str:
        """'sqlite' or 'postgresql'."""
        return self._engine.dialect.name

    async def run(self, work: Work[T]) -> T:
        """What `work` returns, done in one transaction in a thread. Raises StorageUnavailable."""
        loop = asyncio.get_running_loop()
        try:
            return await asyncio.wait_for(
                loop.run_in_executor(self._threads, partial(self.transact, work)), self._time_limit
            )
        except asyncio.TimeoutError:
            logger.error(
                "The database took longer than %.1f seconds: is it locked, overloaded, or its machine gone? The next message "
                "tries again.",
                self._time_limit,
            )
            raise StorageUnavailable("the database took too long") from None

    def transact(self, work: Work[T]) -> T:
        """What `work` returns, done in one transaction, here and now. Raises StorageUnavailable."""
        try:
            return self._transact(work)
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            # 'from None': the driver's message may quote the row, and Rasa logs an error with all that led to it.
            logger.error(
                "The database failed: %s. Is the server up, or the disk full? The next message tries again.",
                _described(error),
            )
            raise StorageUnavailable(f"the database failed ({type(error).__name__})") from None

    def erase_traces(self) -> None:
        """Let deleted text vanish from SQLite's write-ahead log too, where nobody reads at the moment."""
        if self.dialect == "sqlite":
            with closing(sqlite3.connect(str(self._engine.url.database), timeout=_LOCK)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of threads and connections."""
        self._threads.shutdown(wait=True)
        self._engine.dispose()

    def _transact(self, work: Work[T]) -> T:
        self._ensure_schema()
        try:
            with self._engine.begin() as connection:
                return work(connection)
        except (OperationalError, ProgrammingError):
            # The file or the server may have come back empty: the next one looks.
            self._schema_known = False
            raise

    def _ensure_schema(self) -> None:
        if self._schema_known:
            return
        with self._making_schema:
            if self._schema_known:
                return
            if self.dialect == "sqlite":
                _switch_to_wal(str(self._engine.url.database))
            with self._engine.begin() as connection:
                schema.create(connection)
            self._schema_known = True


@lru_cache(maxsize=1)
def shared_database() -> Database:
    """The database of the environment, one for all that stores in this process. Raises Misconfigured."""
    return Database(database_url())


def _postgresql(url: URL) -> Engine:
    milliseconds = {"statement_timeout": _STATEMENT, "lock_timeout": _LOCK, "idle_in_transaction_session_timeout": 60}
    settings = " ".join(f"-c {name}={int(seconds * 1000)}" for name, seconds in milliseconds.items())
    return create_engine(
        url,
        poolclass=QueuePool,
        pool_size=_CONNECTIONS,
        max_overflow=0,
        pool_timeout=TIME_LIMIT,
        pool_pre_ping=True,  # a server that was restarted is noticed before the statement, not by it
        hide_parameters=True,
        connect_args={
            "connect_timeout": _CONNECT,
            "options": settings,
            "application_name": "iort",
            # A server whose machine is gone answers nothing at all: give up on it in seconds, not in hours.
            "tcp_user_timeout": int(_STATEMENT * 1000),
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 2,
        },
    )


def _sqlite(url: URL) -> Engine:
    # No pool: opening takes a fraction of a millisecond, and a file that was put back is noticed at once.
    arguments = {"timeout": _LOCK, "check_same_thread": False}
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=arguments)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: Any) -> None:
        # One row with a broken byte must not make the others unreadable.
        connection.text_factory = lambda stored: stored.decode("utf-8", "replace")
        connection.execute("PRAGMA synchronous = NORMAL")  # with WAL: survives the process, and never corrupts
        connection.execute("PRAGMA secure_delete = ON")  # what was deleted is overwritten, not just forgotten

    return engine


def _switch_to_wal(file: str) -> None:
    """Let readers and a writer of the file work side by side; the file remembers it."""
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + _LOCK
    with closing(sqlite3.connect(file, timeout=_LOCK)) as connection:
        while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError:
                # SQLite does not wait here by itself while another process does the same.
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)


def _described(error: Exception) -> str:
    """The error's kind and the server's own code of it: all there is to know that quotes nobody."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "pgcode", None)
    if isinstance(cause, sqlite3.OperationalError):
        code = str(
            cause
        )  # 'database is locked', 'no such table'; it could quote a byte sequence only, which is replaced
    return f"{type(error).__name__}, {type(cause).__name__}{f' {code}' if code else ''}"
