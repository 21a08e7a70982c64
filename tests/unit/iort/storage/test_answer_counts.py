"""Counts of answers: right when many are given at once, and without a word of anybody's."""

from __future__ import annotations

import asyncio
import time

from iort.storage.answer_counts import AnswerCount, answer_counts_since, count_answers, day_of
from iort.storage.database import Database
from iort.storage.tracker_store import ConversationTrackerStore
from tests.support.turns import one_turn, say


async def test_answers_given_at_once_are_all_counted(store: ConversationTrackerStore, database: Database) -> None:
    await asyncio.gather(*(say(store, f"visitor {number}", "hello") for number in range(30)))
    today = day_of(time.time())
    assert await answer_counts_since(database, today) == [AnswerCount(today, "what_is_iort", 30)]


async def test_answers_are_counted_by_day_and_kind(store: ConversationTrackerStore, database: Database) -> None:
    noon = 1767268800.0  # 2026-01-01 12:00 UTC
    given = [(noon, "insurance"), (noon, "insurance"), (noon, "referral"), (noon + 13 * 3600, "insurance")]
    await database.run(lambda connection: count_answers(connection, given))
    await database.run(lambda connection: count_answers(connection, given))
    assert await answer_counts_since(database, "2026-01-01") == [
        AnswerCount("2026-01-01", "insurance", 4),
        AnswerCount("2026-01-01", "referral", 2),
        AnswerCount("2026-01-02", "insurance", 2),
    ]
    assert await answer_counts_since(database, "2026-01-02") == [AnswerCount("2026-01-02", "insurance", 2)]


async def test_reply_without_an_answer_id_is_not_counted(store: ConversationTrackerStore, database: Database) -> None:
    tracker = store.init_tracker("somebody")
    for event in one_turn("hello", answer=""):
        tracker.update(event)
    await store.save(tracker)
    assert await answer_counts_since(database, "2000-01-01") == []
