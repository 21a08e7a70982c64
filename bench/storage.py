"""What a message costs early and late in a conversation, beside Rasa's own SQL store: `python -m bench.storage`.

One loaded model, one action server; an early and a late message, and the stores, take turns, so that whatever else the
machine does meets them alike. IORT_BENCH_DATABASE_URL names a PostgreSQL to measure as well. Writes no file.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from sqlalchemy.engine import URL

from bench.agent import loaded_agent
from content import content
from iort.storage import settings
from iort.storage.database import Database
from iort.storage.tracker_store import ConversationTrackerStore

EARLY = 10
LATE = 200
_PAIRS = 20  # messages a figure is the median of
_DATABASE_VARIABLE = "IORT_BENCH_DATABASE_URL"


def stores(folder: Path) -> dict[str, TrackerStore]:
    """The stores to compare, by name; the first is the one the others are held against."""
    own = Database(URL.create("sqlite", database=str(folder / "own.sqlite")))
    made: dict[str, TrackerStore] = {
        "Rasa's SQLTrackerStore, SQLite": SQLTrackerStore(db=str(folder / "stock.sqlite")),
        "this project's, SQLite": ConversationTrackerStore(database=own),
    }
    if url := os.environ.get(_DATABASE_VARIABLE):
        made["this project's, PostgreSQL"] = ConversationTrackerStore(database=Database(settings.checked_url(url)))
    return made


async def durations(agent: Agent, compared: dict[str, TrackerStore]) -> dict[str, tuple[float, float]]:
    """Milliseconds that an early and a late message take, by store: medians of pairs measured one after the other."""
    assert agent.processor is not None
    early: dict[str, list[float]] = {name: [] for name in compared}
    late: dict[str, list[float]] = {name: [] for name in compared}
    for number in range(LATE - _PAIRS):
        for store in compared.values():
            await _milliseconds(agent, store, "long", number)
    for pair in range(_PAIRS):
        # The same questions lead to the same point in both, so that only what came before differs.
        number = LATE - _PAIRS + pair
        for name, store in compared.items():
            for before in range(number - EARLY + 1, number):
                await _milliseconds(agent, store, f"short {pair}", before)
            early[name].append(await _milliseconds(agent, store, f"short {pair}", number))
            late[name].append(await _milliseconds(agent, store, "long", number))
    return {name: (statistics.median(early[name]), statistics.median(late[name])) for name in compared}


async def _milliseconds(agent: Agent, store: TrackerStore, conversation: str, number: int) -> float:
    assert agent.processor is not None
    agent.processor.tracker_store = store
    questions = [button.asks for button in content().buttons.values()]
    message = UserMessage(questions[number % len(questions)], CollectingOutputChannel(), conversation)
    began = time.perf_counter()
    await agent.handle_message(message)
    return (time.perf_counter() - began) * 1000


def table(took: dict[str, tuple[float, float]]) -> str:
    """The figures as a Markdown table."""
    _, reference = next(iter(took.values()))
    head = f"| store | message {EARLY} | message {LATE} | growth | message {LATE} against Rasa's |"
    lines = [head, "| --- |" + " ---: |" * 4]
    for name, (first, last) in took.items():
        lines.append(f"| {name} | {first:.0f} ms | {last:.0f} ms | x{last / first:.2f} | x{last / reference:.2f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, loaded_agent() as agent:
        compared = stores(Path(folder))
        for store in compared.values():
            store.domain = agent.domain
        print(table(asyncio.run(durations(agent, compared))))


if __name__ == "__main__":
    main()
