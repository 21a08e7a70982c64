"""Turns of a conversation as Rasa's processor makes them, without a model."""

from __future__ import annotations

from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import update

from iort.storage.database import Database
from iort.storage.schema import events
from iort.storage.tracker_store import ConversationTrackerStore

RANKING = [{"name": f"intent_{place}", "confidence": 0.1} for place in range(30)]


def message(text: str, message_id: str | None = None, **fields: object) -> UserUttered:
    """What a visitor sent, and what was understood of it."""
    parsed = {
        "intent": {"name": "what_is_iort", "confidence": 0.9},
        "entities": [{"entity": "campus", "value": "arizona", "start": 0, "end": 7, "extractor": "x"}],
        "intent_ranking": RANKING,
        "text": text,
        **fields,
    }
    return UserUttered(
        text, parsed["intent"], parsed["entities"], parsed, message_id=message_id, input_channel="website"
    )


def reply(text: str, answer: str = "what_is_iort") -> BotUttered:
    """What the assistant said."""
    return BotUttered(text, {"buttons": []}, {"metadata": {"answer": answer, "sources": ["mayo"]}})


def session_start() -> list[Event]:
    return [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]


def one_turn(text: str, message_id: str | None = None, answer: str = "what_is_iort") -> list[Event]:
    return [
        message(text, message_id),
        ActionExecuted("utter_what_is_iort", policy="RulePolicy", confidence=1.0),
        reply(f"About {text}", answer),
        ActionExecuted("action_listen", policy="RulePolicy", confidence=1.0),
    ]


async def say(store: ConversationTrackerStore, conversation: str, text: str, message_id: str | None = None) -> None:
    """One message as Rasa handles it: retrieve, go on, save."""
    tracker = await store.get_or_create_tracker(conversation, append_action_listen=False)
    for event in [*([] if tracker.events else session_start()), *one_turn(text, message_id)]:
        tracker.update(event)
    await store.save(tracker)


def texts(tracker: DialogueStateTracker | None) -> list[str | None]:
    """What the visitor said, oldest first."""
    return [event.text for event in tracker.events if isinstance(event, UserUttered)] if tracker else []


async def age(database: Database, conversation: str, days: float) -> None:
    """Make what was said in a conversation that much older."""
    aged = (
        update(events)
        .where(events.c.conversation == conversation)
        .values(timestamp=events.c.timestamp - days * 24 * 3600)
    )
    await database.run(lambda connection: connection.execute(aged))
