"""Deleting what was said, on both databases: what goes, what stays, and that nothing of it is left in the file."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain

from iort.storage import retention
from iort.storage.answer_counts import AnswerCount, answer_counts_since, day_of
from iort.storage.database import Database
from iort.storage.feedback import FeedbackStore
from iort.storage.tracker_store import ConversationTrackerStore
from tests.support.turns import age, one_turn, say, texts

DAY = 24 * 3600


async def test_one_conversation_is_deleted(store: ConversationTrackerStore, database: Database) -> None:
    for conversation in ("somebody", "\x00odd", "somebody else"):
        await say(store, conversation, "hello")
    assert retention.delete_conversation(database, "somebody") > 0
    assert retention.delete_conversation(database, "\x00odd") > 0
    assert retention.delete_conversation(database, "nobody") == 0
    assert await store.retrieve_full_tracker("somebody") is None
    assert texts(await store.retrieve("somebody else")) == ["hello"]


async def test_what_is_past_its_time_is_deleted(store: ConversationTrackerStore, database: Database) -> None:
    for conversation, days in (("old", 30.1), ("young", 29.9), ("new", 0)):
        await say(store, conversation, "hello")
        await age(database, conversation, days)
    assert retention.delete_expired(database, 30) > 0
    assert [texts(await store.retrieve_full_tracker(name)) for name in ("old", "young", "new")] == [
        [],
        ["hello"],
        ["hello"],
    ]


async def test_counts_and_feedback_outlive_the_conversations(
    store: ConversationTrackerStore, database: Database
) -> None:
    for question in ("one", "two"):
        await say(store, "somebody", question, "m1")
    await FeedbackStore(database).keep("somebody", "m1", "what_is_iort", helpful=True)
    assert retention.delete_all(database) > 0
    today = day_of(time.time())
    assert await answer_counts_since(database, today) == [AnswerCount(today, "what_is_iort", 2)]
    assert await FeedbackStore(database).verdicts() == {"what_is_iort": (1, 0)}
    assert retention.kept(database) == retention.Kept(0, 0, 2, 1, None)


async def test_conversation_goes_on_after_it_was_deleted(store: ConversationTrackerStore, database: Database) -> None:
    await say(store, "somebody", "before")
    tracker = await store.retrieve("somebody")
    assert tracker is not None
    retention.delete_all(database)
    for event in one_turn("while it was deleted"):
        tracker.update(event)
    await store.save(tracker)
    assert texts(await store.retrieve("somebody")) == ["while it was deleted"]


async def test_more_than_one_batch_is_deleted_by_several_at_once(
    store: ConversationTrackerStore, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "_BATCH", 7)
    for number in range(10):
        await say(store, f"visitor {number}", "hello")
    held = retention.kept(database).events
    deleted = await asyncio.gather(*(asyncio.to_thread(retention.delete_all, database) for _ in range(4)))
    assert sum(deleted) == held
    assert retention.kept(database).events == 0


async def test_running_assistant_deletes_by_itself_and_outlives_a_failure(
    store: ConversationTrackerStore, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await say(store, "old", "hello")
    await age(database, "old", 31)
    real, calls = retention.delete_expired, 0

    def fails_once(database: Database, days: int) -> int:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise retention.StorageUnavailable("down")
        return real(database, days)

    monkeypatch.setattr(retention, "delete_expired", fails_once)
    running = asyncio.create_task(retention.keep_deleting(database, 30, pause=0.05))
    while retention.kept(database).events:
        await asyncio.sleep(0.02)
    running.cancel()
    assert calls >= 2


async def test_nothing_of_a_deleted_text_is_left_in_the_file(
    tmp_path: Path, open_database: Callable[[str], Database]
) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'c.sqlite'}")
    store = ConversationTrackerStore(Domain.empty(), database=database)
    for number in range(30):
        await say(store, f"visitor {number}", "my aunt Zebedea")

    def on_disk() -> bytes:
        return b"".join(file.read_bytes() for file in tmp_path.iterdir())

    # Another process has the file open, so that SQLite does not empty its log by itself.
    with closing(sqlite3.connect(tmp_path / "c.sqlite")) as other:
        other.execute("SELECT count(*) FROM conversation_events").fetchone()
        await say(store, "one more", "my aunt Zebedea")
        assert b"Zebedea" in on_disk()
        retention.delete_all(database)
        assert b"Zebedea" not in on_disk()


# --- the command ---
