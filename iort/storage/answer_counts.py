"""How often each answer was given on each day: numbers that stay when the conversations are deleted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone

from sqlalchemy import select
from sqlalchemy.engine import Connection

from iort.storage.database import Database
from iort.storage.schema import answer_counts
from iort.storage.upsert import insert_or_update


@dataclass(frozen=True)
class AnswerCount:
    """`count` times the answer `answer` on `day`, an ISO date in UTC."""

    day: str
    answer: str
    count: int


def count_answers(connection: Connection, given: Iterable[tuple[float, str]]) -> None:
    """Add (seconds since 1970, answer's id) of answers given, inside a transaction of the caller's."""
    counted = Counter((day_of(moment), answer) for moment, answer in given)
    # Always in the same order: two processes that update the same rows in opposite order would wait for each other.
    for (day, answer), count in sorted(counted.items()):
        statement = insert_or_update(
            connection,
            answer_counts,
            {"day": day, "answer": answer, "count": count},
            lambda old, new: {"count": old["count"] + new["count"]},
        )
        connection.execute(statement)


async def answer_counts_since(database: Database, day: str) -> list[AnswerCount]:
    """The counts of `day` (ISO, UTC) and later, by day and answer. Raises StorageUnavailable."""
    table = answer_counts.c
    query = select(table.day, table.answer, table["count"]).where(table.day >= day).order_by(table.day, table.answer)
    return await database.run(lambda connection: [AnswerCount(*row) for row in connection.execute(query)])


def day_of(moment: float) -> str:
    """The ISO date, in UTC, of a moment in seconds since 1970."""
    return datetime.fromtimestamp(moment, timezone.utc).date().isoformat()
