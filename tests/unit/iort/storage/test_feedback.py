"""Verdicts: one of each visitor on each answer, when many write at once, and without a word of anybody's."""

from __future__ import annotations

import asyncio

from sqlalchemy import text

from iort.storage.database import Database
from iort.storage.feedback import FeedbackStore


async def test_second_verdict_replaces_the_first(database: Database) -> None:
    store = FeedbackStore(database)
    await store.keep("somebody", "m1", "insurance", helpful=True)
    await store.keep("somebody", "m1", "insurance", helpful=False)
    await store.keep("somebody", "m1", "referral", helpful=True)
    await store.keep("somebody", "m2", "insurance", helpful=True)
    await store.keep("somebody else", "m1", "insurance", helpful=True)
    assert await store.verdicts() == {"insurance": (2, 1), "referral": (1, 0)}


async def test_many_verdicts_at_once_are_one_each(database: Database) -> None:
    store = FeedbackStore(database)
    await asyncio.gather(*(store.keep("somebody", f"m{number % 5}", "insurance", True) for number in range(40)))
    assert await store.verdicts() == {"insurance": (5, 0)}


async def test_verdict_holds_no_conversation(database: Database) -> None:
    await FeedbackStore(database).keep("somebody", "m1", "insurance", helpful=True)
    [row] = await database.run(lambda connection: connection.execute(text("SELECT * FROM feedback")).mappings().all())
    assert set(row) == {"key", "answer", "helpful", "day"}
    assert "somebody" not in str(row) and "m1" not in str(row)
