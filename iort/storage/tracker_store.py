"""Rasa's conversations in SQLite or PostgreSQL: at a cost that does not grow with them, and never lost in silence."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Sequence

from rasa.core.agent import Agent
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import FailSafeTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from iort.privacy.redaction import redacted_text
from iort.storage import retention
from iort.storage.answer_counts import count_answers
from iort.storage.database import Database, shared_database
from iort.storage.event_rows import Redact, answer_of, events_in, row_of, storable_id
from iort.storage.schema import events
from iort.storage.settings import retention_days

logger = logging.getLogger(__name__)

# Messages of a session that the next one is understood with. Rasa replays all it is given several times a message and
# sends it to the action server, so this bounds the cost of a message; a campus named longer ago is asked for again.
REMEMBERED_MESSAGES = 20


class StoredTracker(DialogueStateTracker):
    """A conversation that knows how many of its events, from the first on, are in the database already."""

    stored = 0


class ConversationTrackerStore(TrackerStore):
    """Tracker store for endpoints.yml (`type: iort.storage.tracker_store.ConversationTrackerStore`).

    Whatever the database refuses raises StorageUnavailable, and nothing else is tried: a conversation that went on
    without its past, or into memory, would be worse than an apology. `without_fallback` takes Rasa's own wrapper away.

    Args:
        domain: Rasa's domain; set again when the model is loaded.
        event_broker: Rasa's event broker, or None.
        host: ignored; Rasa passes the `url` of endpoints.yml, and the database is the environment's to say.
        delete_expired: whether this process, where it runs an event loop, deletes what is past the retention time.
        database: where to keep conversations; the environment's where None.
        redact: what a visitor's texts pass through on their way into the database.

    Raises:
        Misconfigured: a variable of the environment has no usable value.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        host: str | None = None,
        delete_expired: bool = False,
        database: Database | None = None,
        redact: Redact = redacted_text,
    ) -> None:
        super().__init__(domain, event_broker)
        self.database = database or shared_database()
        self._redact = redact
        self._deletion: asyncio.Task[None] | None = None
        days = retention_days()  # read in any case: a bad value is better found at the start
        if delete_expired and _event_loop_runs():
            # Kept, since a task that nobody holds may be collected before it is done.
            self._deletion = asyncio.create_task(retention.keep_deleting(self.database, days))

    def init_tracker(self, sender_id: str) -> StoredTracker:
        """An empty conversation, nothing of it stored."""
        return StoredTracker(sender_id, self.domain.slots)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append the events that are not stored yet, and count the answers among them. Raises StorageUnavailable."""
        if not isinstance(tracker, StoredTracker):
            # Rasa's own API can bring a tracker from elsewhere; it is taken to begin where the stored session does.
            known = await self._load(_LATEST_SESSION, tracker.sender_id)
            stored = len(known)
        else:
            stored = tracker.stored
        new = list(tracker.events)[stored:]
        if not new:
            return
        rows = [row_of(tracker.sender_id, event, self._redact) for event in new]
        answers = [(event.timestamp, answer) for event in new if (answer := answer_of(event))]

        def append(connection: Connection) -> None:
            connection.execute(insert(events), rows)
            count_answers(connection, answers)

        await self.database.run(append)
        if isinstance(tracker, StoredTracker):
            tracker.stored = stored + len(new)
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, new, tracker.sender_id)

    async def retrieve(self, sender_id: str) -> StoredTracker | None:
        """The latest session's last messages, as many as an answer is found with. Raises StorageUnavailable."""
        return self._tracker(sender_id, await self._load(_REMEMBERED, sender_id))

    async def retrieve_full_tracker(self, conversation_id: str) -> StoredTracker | None:
        """All of the conversation, every session of it. Raises StorageUnavailable."""
        return self._tracker(conversation_id, await self._load(_ALL, conversation_id))

    async def events_of_message(self, sender_id: str, message_id: str) -> list[Event]:
        """The visitor's message with this id and all up to the next one; empty where it is not stored.

        Where a message was sent again under the same id, the last time counts. Raises StorageUnavailable.
        """
        found = await self._load(_ONE_MESSAGE, sender_id, message=storable_id(message_id))
        following = [place for place, event in enumerate(found) if place and isinstance(event, UserUttered)]
        return found[: following[0]] if following else found

    async def prove_writable(self, sender_id: str) -> None:
        """Write a row of that conversation and take it away again; a full disk is read from as ever.

        Raises StorageUnavailable.
        """
        row = row_of(sender_id, SessionStarted(), self._redact)

        def write(connection: Connection) -> None:
            written = connection.execute(insert(events), row).inserted_primary_key
            connection.execute(delete(events).where(events.c.id == written[0]))

        await self.database.run(write)

    async def exists(self, conversation_id: str) -> bool:
        """Whether anything of the conversation is stored. Raises StorageUnavailable."""
        query = select(events.c.id).where(events.c.conversation == storable_id(conversation_id)).limit(1)
        return await self.database.run(lambda connection: connection.execute(query).first()) is not None

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations. Raises StorageUnavailable."""
        query = select(events.c.conversation).distinct()
        return await self.database.run(lambda connection: connection.execute(query).scalars().all())

    async def _load(self, query: Select, sender_id: str, **parameters: str) -> list[Event]:
        parameters["conversation"] = storable_id(sender_id)
        rows = await self.database.run(lambda connection: connection.execute(query, parameters).mappings().all())
        return events_in(rows)

    def _tracker(self, sender_id: str, found: Sequence[Event]) -> StoredTracker | None:
        if not found:
            return None
        tracker = self.init_tracker(sender_id)
        for event in found:
            tracker.update(event)
        tracker.stored = len(tracker.events)
        return tracker


def without_fallback(agent: Agent) -> None:
    """Have the agent's failing store raise, where Rasa would forget the conversation and save into memory in silence."""
    if isinstance(agent.tracker_store, FailSafeTrackerStore):
        agent.tracker_store = agent.tracker_store._tracker_store  # Rasa wraps every store, and gives no other way
    if agent.processor is not None:
        agent.processor.tracker_store = agent.tracker_store


def _event_loop_runs() -> bool:
    # Rasa's commands other than 'run' and 'shell' make the store outside of any.
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


# Built once: putting a statement together costs as much as running it.
_CONVERSATION = bindparam("conversation")
_MESSAGE = bindparam("message")


def _of_kind(kind: str) -> Select:
    return select(events.c.id).where(events.c.conversation == _CONVERSATION, events.c.kind == kind).correlate(None)


def _last_messages_of(session: Select) -> Select:
    messages = _of_kind(UserUttered.type_name).order_by(events.c.id.desc())
    oldest = messages.offset(REMEMBERED_MESSAGES - 1).limit(1).scalar_subquery()
    return session.where(events.c.id >= func.coalesce(oldest, 0))


def _latest_session_of(conversation: Select) -> Select:
    # By id and not by time: several processes have several clocks.
    start = _of_kind(SessionStarted.type_name).order_by(events.c.id.desc()).limit(1).scalar_subquery()
    return conversation.where(events.c.id >= func.coalesce(start, 0))


def _message_of(conversation: Select) -> Select:
    sent = _of_kind(UserUttered.type_name).where(events.c.message_id == _MESSAGE)
    start = sent.order_by(events.c.id.desc()).limit(1).scalar_subquery()
    following = _of_kind(UserUttered.type_name).where(events.c.id > start)
    end = following.order_by(events.c.id).limit(1).scalar_subquery()
    # Without such a message `start` is NULL, and nothing is equal or greater.
    return conversation.where(events.c.id >= start).where(func.coalesce(events.c.id < end, True))


_ALL = (
    select(events.c.id, events.c.kind, events.c.data)
    .where(events.c.conversation == _CONVERSATION)
    .order_by(events.c.id)
)
_LATEST_SESSION = _latest_session_of(_ALL)
_REMEMBERED = _last_messages_of(_LATEST_SESSION)
_ONE_MESSAGE = _message_of(_ALL)
