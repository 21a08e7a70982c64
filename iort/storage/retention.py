"""Deleting what was said: one conversation, all of them, or what is past its time."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Table, delete, distinct, func, select, text
from sqlalchemy.engine import Connection

from iort.storage.database import Database, StorageUnavailable
from iort.storage.event_rows import storable_id
from iort.storage.schema import answer_counts, events, feedback

logger = logging.getLogger(__name__)

_DAY = 24 * 3600
_PAUSE = 3600.0  # seconds between two looks of a running assistant
_BATCH = 2000  # rows; a delete of that many takes well under the statement's time limit
_LOCK_NUMBER = 77425  # PostgreSQL's advisory lock: one process deletes, the others need not


class Kept(NamedTuple):
    """How much the database holds: conversations, events of them, answers counted, verdicts, and the oldest event."""

    conversations: int
    events: int
    answers: int
    verdicts: int
    oldest: float | None


def delete_conversation(database: Database, conversation: str) -> int:
    """Delete all that was said in one conversation; gives the number of events. Raises StorageUnavailable."""
    return _delete(database, lambda rows: rows.where(events.c.conversation == storable_id(conversation)))


def delete_all(database: Database) -> int:
    """Delete all conversations; gives the number of events. Counts and feedback stay. Raises StorageUnavailable."""
    return _delete(database, lambda rows: rows)


def delete_expired(database: Database, days: int) -> int:
    """Delete everything said more than `days` days ago; gives the number of events. Raises StorageUnavailable."""
    oldest_kept = time.time() - days * _DAY
    return _delete(database, lambda rows: rows.where(events.c.timestamp < oldest_kept))


def kept(database: Database) -> Kept:
    """What the database holds now. Raises StorageUnavailable."""

    def count(connection: Connection) -> Kept:
        conversations, number, oldest = connection.execute(
            select(func.count(distinct(events.c.conversation)), func.count(), func.min(events.c.timestamp))
        ).one()
        answers = connection.execute(select(func.coalesce(func.sum(answer_counts.c["count"]), 0))).scalar_one()
        return Kept(conversations, number, answers, _rows_of(connection, feedback), oldest)

    return database.transact(count)


async def keep_deleting(database: Database, days: int, pause: float = _PAUSE) -> None:
    """Delete what is past its time, now and every `pause` seconds; a database that fails is tried again then."""
    while True:
        try:
            deleted = await asyncio.to_thread(delete_expired, database, days)
            if deleted:
                logger.info("Deleted %d events that were older than %d days.", deleted, days)
        except StorageUnavailable:
            logger.error("Expired conversations could not be deleted; the next try is in %.0f seconds.", pause)
        await asyncio.sleep(pause)


def _delete(database: Database, chosen: Callable) -> int:
    total = 0
    while deleted := database.transact(lambda connection: _delete_some(connection, chosen)):
        total += deleted
    if total:
        database.erase_traces()
    return total


def _delete_some(connection: Connection, chosen: Callable) -> int:
    if connection.dialect.name == "postgresql":
        # Waits for a process that deletes already, so that two do not lock the same rows in different order.
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK_NUMBER})
    ids = chosen(select(events.c.id)).order_by(events.c.id).limit(_BATCH)
    return int(connection.execute(delete(events).where(events.c.id.in_(ids.scalar_subquery()))).rowcount)


def _rows_of(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
