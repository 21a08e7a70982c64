"""What a message costs in processor time, part by part: `python -m bench.message`. Writes no file.

Each conversation of tests/conversations/ is held once with the real bot, its action server and a SQLite file, under cProfile,
which makes all of it a fifth dearer. The last column says how many runs of the sentence encoder on a message a part is worth:
that number, unlike the milliseconds, can be compared from day to day.
"""

from __future__ import annotations

import asyncio
import cProfile
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.processor import MessageProcessor
from sqlalchemy.engine import URL

from bench.agent import loaded_agent
from bench.load import conversations
from content import content
from iort.adapters.lean_agent import make_lean
from iort.channel.exchange import answer
from iort.channel.incoming import Message
from iort.privacy.messages import redact_messages
from iort.privacy.redaction import redact
from iort.storage.database import Database
from iort.storage.tracker_store import ConversationTrackerStore
from iort.understanding.encoder.model import SentenceEncoder, sentence_encoder
from iort.understanding.safety.detector import DangerDetector
from iort.understanding.topics import TopicClassifier

_TIME_LIMIT = 30.0
# Each holds the indented ones below it.
_PARTS: dict[str, Callable[..., Any]] = {
    "looking for private details": redact,
    "understanding": MessageProcessor.parse_message,
    "- sentence encoder": SentenceEncoder.encode,
    "- topic": TopicClassifier.rank,
    "- danger": DangerDetector.signs,
    "choosing the action": MessageProcessor.predict_next_with_tracker_if_should,
    "running it": MessageProcessor._run_action,
    "reading what was said": ConversationTrackerStore._load,
    "keeping it": ConversationTrackerStore.save,
}


async def hold(agent: Agent, held: list[list[str]]) -> int:
    """Say every turn of every conversation, each in one of its own; how many messages that were."""
    for texts in held:
        conversation = uuid.uuid4().hex
        for text in texts:
            await answer(agent, conversation, Message(text=text, message_id=uuid.uuid4().hex), _TIME_LIMIT)
    return sum(map(len, held))


def table(profile: cProfile.Profile, messages: int, encoder_run: float) -> str:
    """The parts as a Markdown table, each with all that it calls; `encoder_run` is in seconds."""
    entries = profile.getstats()
    seconds = {entry.code: entry.totaltime for entry in entries}
    rows = {"all of it": sum(entry.inlinetime for entry in entries)}
    rows |= {name: seconds.get(part.__code__, 0.0) for name, part in _PARTS.items()}
    lines = ["| part | ms a message | runs of the encoder |", "| --- | ---: | ---: |"]
    for name, spent in rows.items():
        lines.append(f"| {name} | {1000 * spent / messages:.1f} | {spent / messages / encoder_run:.1f} |")
    return "\n".join(lines)


def encoder_seconds(texts: list[str]) -> float:
    """Processor time of one run of the sentence encoder on one of the texts, on average."""
    began = time.process_time()
    for text in texts:
        sentence_encoder().encode([text])
    return (time.process_time() - began) / len(texts)


async def measure(agent: Agent) -> str:
    """The table."""
    held = [
        [turn.text for turn in turns]
        for turns in [*([one] for one in conversations.questions()), *conversations.follow_ups()]
    ]
    # So that nothing is loaded while measuring.
    await hold(agent, [[button.asks] for button in content().buttons.values()])
    profile = cProfile.Profile()
    profile.enable()
    messages = await hold(agent, held)
    profile.disable()
    return table(profile, messages, encoder_seconds([text for texts in held for text in texts]))


def main() -> None:
    """Measure and print."""
    redact_messages()
    with tempfile.TemporaryDirectory() as folder, loaded_agent() as agent:
        database = Database(URL.create("sqlite", database=str(Path(folder) / "bench.sqlite")))
        assert agent.processor is not None
        agent.tracker_store = agent.processor.tracker_store = ConversationTrackerStore(agent.domain, database=database)
        make_lean(agent)
        print(asyncio.run(measure(agent)))


if __name__ == "__main__":
    main()
