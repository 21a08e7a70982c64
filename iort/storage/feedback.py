"""Verdicts on answers, kept without a text and without whose they are."""

from __future__ import annotations

import hashlib
import json
import time

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from iort.storage.answer_counts import day_of
from iort.storage.database import Database
from iort.storage.schema import feedback
from iort.storage.upsert import insert_or_update


class FeedbackStore:
    """Keeps whether an answer helped. Whether the answer was ever given is for the caller to check.

    Args:
        database: where to.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, conversation: str, message_id: str, answer: str, helpful: bool) -> None:
        """Keep the verdict on one answer to one message; a second replaces the first. Raises StorageUnavailable."""
        row = {
            "key": _key(conversation, message_id, answer),
            "answer": answer,
            "helpful": helpful,
            "day": day_of(time.time()),
        }

        def write(connection: Connection) -> None:
            connection.execute(
                insert_or_update(connection, feedback, row, lambda _, new: {"helpful": new.helpful, "day": new.day})
            )

        await self._database.run(write)

    async def verdicts(self) -> dict[str, tuple[int, int]]:
        """How often each answer helped, and how often it did not. Raises StorageUnavailable."""
        query = select(feedback.c.answer, feedback.c.helpful, func.count()).group_by(
            feedback.c.answer, feedback.c.helpful
        )
        rows = await self._database.run(lambda connection: connection.execute(query).all())
        counted = {(answer, bool(helpful)): count for answer, helpful, count in rows}
        return {
            answer: (counted.get((answer, True), 0), counted.get((answer, False), 0))
            for answer in sorted({answer for answer, _ in counted})
        }


def _key(conversation: str, message_id: str, answer: str) -> str:
    # One-way: with the conversation gone, nothing leads from the verdict to it. JSON keeps the three apart.
    return hashlib.sha256(json.dumps([conversation, message_id, answer]).encode()).hexdigest()
