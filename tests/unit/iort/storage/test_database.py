"""The way to the database itself: made by several processes at once, and errors that quote nobody."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys

import pytest
from sqlalchemy import text

from iort.storage.database import Database, StorageUnavailable
from tests.support import ROOT

FIRST_USE = """
import sys
from iort.storage.database import Database
from iort.storage.settings import checked_url
sys.stdin.readline()
Database(checked_url(sys.argv[1])).transact(lambda connection: None)
"""


def test_processes_that_start_at_once_all_find_their_tables(database_url: str) -> None:
    command = [sys.executable, "-c", FIRST_USE, database_url]
    starting = [subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(5)]
    for process in starting:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.flush()
    assert [process.communicate(timeout=60)[1].decode() for process in starting] == [""] * 5
    assert [process.returncode for process in starting] == [0] * 5


@pytest.mark.parametrize(
    "wrong", ["SELECT CAST(:said AS integer) / 0 FROM nowhere", "SELECT CAST(:said AS secret_type"]
)
async def test_errors_quote_no_parameter(database: Database, caplog: pytest.LogCaptureFixture, wrong: str) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(StorageUnavailable) as failed:
        await database.run(lambda connection: connection.execute(text(wrong), {"said": "my aunt Zebedea"}))
    chain: BaseException | None = failed.value
    while chain is not None:
        assert "Zebedea" not in str(chain)
        chain = chain.__cause__ or (None if chain.__suppress_context__ else chain.__context__)
    assert "Zebedea" not in caplog.text


async def test_work_beyond_the_threads_waits_its_turn(database: Database) -> None:
    results = await asyncio.gather(*(database.run(lambda connection, n=n: n) for n in range(100)))
    assert results == list(range(100))


async def test_failed_work_gives_its_connection_back(database: Database) -> None:
    for _ in range(20):
        with pytest.raises(StorageUnavailable):
            await database.run(lambda connection: connection.execute(text("SELECT * FROM nowhere")))
    assert await database.run(lambda connection: connection.execute(text("SELECT 1")).scalar_one()) == 1
