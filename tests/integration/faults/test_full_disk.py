"""The disk that holds the SQLite file is full: a real file system of a few megabytes without a byte left."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pytest

from tests.support.assistant import PLAIN, Assistant, is_apology, logged

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_full_disk_is_apologised_for_and_loses_nothing_acknowledged(assistant: Assistant) -> None:
    visitor = await assistant.visitor()
    acknowledged = []
    place = assistant.rasa.log.stat().st_size
    filler = assistant.disk / "filler"
    _fill(filler)
    try:
        # What SQLite has of the disk already may do for some messages more.
        for _ in range(2000):
            message_id = uuid4().hex
            replies = await visitor.say(PLAIN, message_id)
            if replies[0]["answer"] == "apology":
                break
            acknowledged.append(message_id)
        assert is_apology(replies)
        assert not await assistant.ready()
        assert "or the disk full?" in logged(assistant.rasa, place)
    finally:
        filler.unlink()
    assert await visitor.answers(PLAIN, message_id) == ["what_is_iort"]
    assert await assistant.ready()
    assert await visitor.sent() == [*acknowledged, message_id]


def _fill(file: Path) -> None:
    with suppress(OSError), file.open("wb", buffering=0) as filler:
        while True:
            filler.write(bytes(4096))
