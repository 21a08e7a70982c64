"""Conversations in SQLite and in PostgreSQL: kept whole, read at a flat cost, safe from what stands in a row."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import psycopg2
import pytest
from rasa.core.agent import Agent
from rasa.core.tracker_store import FailSafeTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import read_endpoint_config
from sqlalchemy import insert, select, text
from sqlalchemy.engine import make_url

from iort.storage import database as database_module
from iort.storage.database import Database, StorageUnavailable
from iort.storage.schema import events
from iort.storage.tracker_store import REMEMBERED_MESSAGES, ConversationTrackerStore, without_fallback
from tests.support import ROOT
from tests.support.services import PostgreSQL
from tests.support.turns import message, one_turn, say, session_start, texts

OpenDatabase = Callable[[str], Database]


def store_on(database: Database, **options: object) -> ConversationTrackerStore:
    return ConversationTrackerStore(Domain.empty(), database=database, **options)  # type: ignore[arg-type]


# --- what is kept ---


async def test_conversation_that_nobody_began_is_none(store: ConversationTrackerStore) -> None:
    assert await store.retrieve("somebody") is None
    assert await store.retrieve_full_tracker("somebody") is None
    assert not await store.exists("somebody")


async def test_what_was_said_survives_the_process(database_url: str, open_database: OpenDatabase) -> None:
    before = store_on(open_database(database_url))
    await say(before, "somebody", "What is IORT?", "m1")
    after = store_on(open_database(database_url))
    tracker = await after.retrieve("somebody")
    assert tracker is not None
    assert texts(tracker) == ["What is IORT?"]
    [visitor] = [event for event in tracker.events if isinstance(event, UserUttered)]
    [assistant] = [event for event in tracker.events if isinstance(event, BotUttered)]
    assert (visitor.message_id, visitor.input_channel, visitor.intent_name) == ("m1", "website", "what_is_iort")
    assert visitor.entities == [{"entity": "campus", "value": "arizona"}]
    assert assistant.message()["metadata"] == {"answer": "what_is_iort", "sources": ["mayo"]}
    assert await after.exists("somebody")
    assert await after.keys() == ["somebody"]


async def test_events_are_appended_once(store: ConversationTrackerStore, database: Database) -> None:
    tracker = await store.get_or_create_tracker("somebody", append_action_listen=False)
    for turn in range(3):
        for event in one_turn(f"question {turn}"):
            tracker.update(event)
        await store.save(tracker)
        await store.save(tracker)
    rows = await database.run(lambda connection: connection.execute(select(events.c.id)).all())
    assert len(rows) == 3 * len(one_turn(""))


async def test_ranking_of_intents_is_not_kept(store: ConversationTrackerStore, database: Database) -> None:
    await say(store, "somebody", "What is IORT?")
    rows = await database.run(lambda connection: connection.execute(select(events.c.data)).scalars().all())
    assert not [row for row in rows if "intent_7" in row]


async def test_visitors_words_pass_through_the_redaction_and_the_assistants_do_not(database: Database) -> None:
    store = store_on(database, redact=lambda words: words.replace("Zebedea", "[name]"))
    tracker = await store.get_or_create_tracker("somebody", append_action_listen=False)
    entities = [{"entity": "subject", "value": "aunt Zebedea"}]
    tracker.update(message("Does it hurt Zebedea?", entities=entities))
    await store.save(tracker)
    rows = await database.run(lambda connection: connection.execute(select(events.c.data)).scalars().all())
    assert "Zebedea" not in "".join(rows)
    assert texts(await store.retrieve("somebody")) == ["Does it hurt [name]?"]


async def test_proof_that_a_row_can_be_written_leaves_none(store: ConversationTrackerStore) -> None:
    await store.prove_writable("readiness")
    assert await store.keys() == []


async def test_conversations_are_apart(store: ConversationTrackerStore) -> None:
    await asyncio.gather(*(say(store, f"visitor {number}", f"question {number}") for number in range(20)))
    for number in range(20):
        assert texts(await store.retrieve(f"visitor {number}")) == [f"question {number}"]


# --- a session, and what came before it ---


async def test_expired_session_is_no_context_and_still_history(store: ConversationTrackerStore) -> None:
    await say(store, "somebody", "before")
    tracker = await store.retrieve("somebody")
    assert tracker is not None
    for event in [*session_start(), *one_turn("after the pause")]:
        tracker.update(event)
    await store.save(tracker)
    now = await store.retrieve("somebody")
    assert now is not None
    assert texts(now) == ["after the pause"]
    assert isinstance(now.events[0], SessionStarted)
    assert texts(await store.retrieve_full_tracker("somebody")) == ["before", "after the pause"]


async def test_two_hundred_messages_are_kept_and_the_last_ones_read(
    database_url: str, open_database: OpenDatabase
) -> None:
    said = [f"question {number}" for number in range(200)]
    store = store_on(open_database(database_url))
    for number, question in enumerate(said):
        await say(store, "somebody", question, f"m{number}")
    restarted = store_on(open_database(database_url))
    before, after = [await each.retrieve_full_tracker("somebody") for each in (store, restarted)]
    assert before is not None and after is not None
    assert texts(before) == texts(after) == said
    assert [event.as_dict() for event in before.events] == [event.as_dict() for event in after.events]
    assert texts(await restarted.retrieve("somebody")) == said[-REMEMBERED_MESSAGES:]


async def test_message_is_found_by_its_id_with_its_replies(store: ConversationTrackerStore) -> None:
    for number in range(3):
        await say(store, "somebody", f"question {number}", f"m{number}")
    await say(store, "somebody else", "another's", "m1")
    for number in range(3):
        found = await store.events_of_message("somebody", f"m{number}")
        assert [event.text for event in found if isinstance(event, (UserUttered, BotUttered))] == [
            f"question {number}",
            f"About question {number}",
        ]
    assert await store.events_of_message("somebody", "m9") == []
    await say(store, "somebody", "again", "m0")
    assert (await store.events_of_message("somebody", "m0"))[0].text == "again"  # type: ignore[attr-defined]


# --- whatever stands in a text, an id or a row ---


@pytest.mark.parametrize(
    "odd", ["nul \x00 in it", "half a pair \udc80", "\ud83d", "😀", "'; DROP TABLE events; --", "\x1b[2J"]
)
async def test_no_character_breaks_the_store(store: ConversationTrackerStore, odd: str) -> None:
    store._redact = str  # redaction withholds a text that cannot be read; here it is the store's turn
    await say(store, odd, odd, odd)
    await say(store, "x" * 5000, odd, "y" * 5000)
    await say(store, odd, "and on")
    assert texts(await store.retrieve(odd)) == [odd, "and on"]
    assert texts(await store.retrieve("x" * 5000)) == [odd]
    assert await store.events_of_message(odd, odd)
    assert await store.retrieve("nul   in it") is None


BAD_ROWS = {
    "cut short": '{"event": "user", "text": "secr',
    "no JSON": "secret",
    "empty": "",
    "a number": "7",
    "a list": "[]",
    "an unknown event": '{"event": "secret"}',
    "no event": "{}",
    "no parse_data": '{"event": "user", "text": "secret", "parse_data": 7}',
    "text of a wrong type": '{"event": "user", "text": {"secret": 1}, "parse_data": {}}',
    "entities of a wrong type": '{"event": "user", "text": "a", "parse_data": {"entities": ["secret"]}}',
    "data of a wrong type": '{"event": "bot", "text": "a", "data": "secret"}',
    "metadata of a wrong type": '{"event": "bot", "text": "a", "metadata": "secret"}',
    "nested too deeply": "[" * 100_000,
}


@pytest.mark.parametrize("bad", BAD_ROWS.values(), ids=BAD_ROWS)
async def test_row_that_cannot_be_read_is_left_out(
    store: ConversationTrackerStore, database: Database, caplog: pytest.LogCaptureFixture, bad: str
) -> None:
    await say(store, "somebody", "before")
    row = {"conversation": "somebody", "kind": "user", "timestamp": time.time(), "data": bad}
    await database.run(lambda connection: connection.execute(insert(events), [row]))
    with caplog.at_level(logging.DEBUG):
        await say(store, "somebody", "after")
    assert texts(await store.retrieve("somebody")) == ["before", "after"]
    assert "cannot be read" in caplog.text
    assert "secr" not in caplog.text


async def test_broken_bytes_in_a_file_spoil_their_row_only(tmp_path: Path, open_database: OpenDatabase) -> None:
    file = tmp_path / "c.sqlite"
    store = store_on(open_database(f"sqlite:///{file}"))
    for question in ("one", "two", "three"):
        await say(store, "somebody", question)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE conversation_events SET data = CAST(x'ff00fe' AS TEXT) WHERE data LIKE '%\"two\"%'")
    assert texts(await store.retrieve("somebody")) == ["one", "three"]


# --- a database that fails ---


async def test_killed_postgresql_raises_and_is_used_again_when_back(
    postgresql: PostgreSQL, open_database: OpenDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    store = store_on(open_database(postgresql.new_database()))
    await say(store, "somebody", "before")
    tracker = await store.retrieve("somebody")
    assert tracker is not None
    for event in one_turn("while it was down"):
        tracker.update(event)
    postgresql.kill()
    try:
        with pytest.raises(StorageUnavailable):
            await store.save(tracker)
        with pytest.raises(StorageUnavailable):
            await store.retrieve("somebody")
    finally:
        postgresql.start()
    await say(store, "somebody", "after")
    assert texts(await store.retrieve("somebody")) == ["before", "after"]
    await store.save(tracker)  # the same turn tried again
    assert texts(await store.retrieve("somebody")) == ["before", "after", "while it was down"]
    assert "while it was down" not in caplog.text


async def test_postgresql_restarted_between_two_messages_costs_neither(
    postgresql: PostgreSQL, open_database: OpenDatabase
) -> None:
    store = store_on(open_database(postgresql.new_database()))
    await say(store, "somebody", "before")
    postgresql.kill()
    postgresql.start()
    await say(store, "somebody", "after")
    assert texts(await store.retrieve("somebody")) == ["before", "after"]


async def test_database_that_is_down_at_the_start_is_used_when_it_comes_up(
    postgresql: PostgreSQL, open_database: OpenDatabase
) -> None:
    url = postgresql.new_database()
    postgresql.kill()
    try:
        store = store_on(open_database(url))
        with pytest.raises(StorageUnavailable):
            await store.retrieve("somebody")
    finally:
        postgresql.start()
    await say(store, "somebody", "hello")
    assert texts(await store.retrieve("somebody")) == ["hello"]


async def test_database_that_comes_back_empty_is_filled_anew(database_url: str, open_database: OpenDatabase) -> None:
    database = open_database(database_url)
    store = store_on(database)
    await say(store, "somebody", "before")
    await database.run(lambda connection: connection.execute(text("DROP TABLE conversation_events")))
    with pytest.raises(StorageUnavailable):
        await store.retrieve("somebody")
    await say(store, "somebody", "after")
    assert texts(await store.retrieve("somebody")) == ["after"]


async def test_frozen_postgresql_times_out(postgresql: PostgreSQL, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "_CONNECT", 2)
    database = Database(make_url(postgresql.new_database()), time_limit=0.5)
    postgresql.freeze()
    try:
        with pytest.raises(StorageUnavailable, match="too long"):
            await store_on(database).retrieve("somebody")
    finally:
        postgresql.thaw()
    assert await store_on(database).retrieve("somebody") is None
    database.close()


def lock_tables(url: str) -> Callable[[], None]:
    """Take a lock that every write has to wait for; gives what releases it."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(str(make_url(url).database), check_same_thread=False)
        connection.execute("BEGIN EXCLUSIVE")
    else:
        connection = psycopg2.connect(url)
        connection.cursor().execute("LOCK TABLE conversation_events")
    return connection.close


async def test_locked_database_raises_and_lets_others_work(store: ConversationTrackerStore, database_url: str) -> None:
    await say(store, "somebody", "before")
    tracker = await store.retrieve("somebody")
    assert tracker is not None
    for event in one_turn("while it was locked"):
        tracker.update(event)
    unlock = lock_tables(database_url)
    steps = 0
    saving = asyncio.create_task(store.save(tracker))
    while not saving.done():
        await asyncio.sleep(0.01)
        steps += 1
    assert steps > 10, "the event loop stood still"
    with pytest.raises(StorageUnavailable):
        saving.result()
    unlock()
    await store.save(tracker)
    assert texts(await store.retrieve("somebody")) == ["before", "while it was locked"]


async def test_lock_that_is_let_go_in_time_is_waited_for(store: ConversationTrackerStore, database_url: str) -> None:
    await say(store, "somebody", "before")
    unlock = lock_tables(database_url)
    saying = asyncio.create_task(say(store, "somebody", "meanwhile"))
    asyncio.get_running_loop().call_later(0.3, unlock)
    await saying
    assert texts(await store.retrieve("somebody")) == ["before", "meanwhile"]


async def test_unfinished_save_leaves_nothing(store: ConversationTrackerStore, database: Database) -> None:
    await say(store, "somebody", "before")
    await database.run(lambda connection: connection.execute(text("ALTER TABLE answer_counts RENAME TO gone")))
    with pytest.raises(StorageUnavailable):
        await say(store, "somebody", "not counted")
    await database.run(lambda connection: connection.execute(text("DROP TABLE IF EXISTS answer_counts")))
    await database.run(lambda connection: connection.execute(text("ALTER TABLE gone RENAME TO answer_counts")))
    assert texts(await store.retrieve("somebody")) == ["before"]


# --- inside Rasa ---


async def test_rasas_wrapper_would_forget_and_is_taken_away(
    tmp_path: Path, open_database: OpenDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "folder"
    store = store_on(open_database(f"sqlite:///{folder}/c.sqlite"))
    agent = Agent(domain=Domain.empty(), tracker_store=store)
    assert isinstance(agent.tracker_store, FailSafeTrackerStore)
    folder.write_text("no folder, so no file can be opened in it")
    assert await agent.tracker_store.retrieve("somebody") is None  # silent amnesia
    without_fallback(agent)
    with pytest.raises(StorageUnavailable):
        await agent.tracker_store.retrieve("somebody")
    without_fallback(agent)
    assert agent.tracker_store is store


async def test_endpoints_of_the_project_make_this_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "iort.storage.tracker_store.shared_database", lambda: Database(make_url(f"sqlite:///{tmp_path}/c"))
    )
    endpoint = read_endpoint_config(str(ROOT / "endpoints.yml"), "tracker_store")
    store = TrackerStore.create(endpoint)
    assert isinstance(store, ConversationTrackerStore)  # no AwaitableTrackerStore around it either
    await say(store, "somebody", "hello")
    assert texts(await store.retrieve("somebody")) == ["hello"]
    assert store._deletion is not None and not store._deletion.done()
    store._deletion.cancel()


async def test_tracker_from_elsewhere_goes_on_after_the_stored_events(store: ConversationTrackerStore) -> None:
    await say(store, "somebody", "stored")
    stored = await store.retrieve("somebody")
    assert stored is not None
    foreign = DialogueStateTracker.from_events("somebody", [*stored.events, *one_turn("new")])
    await store.save(foreign)
    assert texts(await store.retrieve("somebody")) == ["stored", "new"]
