"""The machine's clock is wrong or set: the time of day of the Rasa process goes through Debian's libfaketime."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from tests.support.assistant import COMPUTED, PHONES, PLAIN, Assistant, until

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_clock_that_is_set_loses_no_conversation(assistant: Assistant, tmp_path: Path) -> None:
    before, earlier = await assistant.visitor(), uuid4().hex
    await before.say(PLAIN, earlier)
    offset = tmp_path / "offset"
    offset.write_text("-400d")
    assistant.rasa.kill()
    right = assistant.rasa.popen_arguments
    assistant.rasa.popen_arguments = {**right, "env": {**right["env"], **_clock(offset)}}
    try:
        assistant.rasa.start()
        await until(assistant.ready)
        # What was said 'in the future' is neither refused nor deleted at the start.
        assert await before.sent() == [earlier]
        assert await before.answers(COMPUTED) == ["contact_hours"]

        visitor, first, second, third = await assistant.visitor(), *(uuid4().hex for _ in range(3))
        [reply] = await visitor.say(PLAIN, first)

        offset.write_text("-399d")  # tokens live half a day
        status, body = await visitor.send(PLAIN)
        assert (status, body["error"]) == (401, "unauthorized")
        assert all(phone in body["message"] for phone in PHONES)
        other = await assistant.visitor()
        assert await other.answers(PLAIN, second) == ["what_is_iort"]

        offset.write_text("-401d")  # set back by days: earlier than all that was said under this clock
        assert await visitor.say(PLAIN, first) == [reply]
        assert await visitor.answers(COMPUTED, third) == ["contact_hours"]
        assert await visitor.sent() == [first, third]
        assert await other.sent() == [second]
        assert await assistant.ready()
    finally:
        assistant.rasa.kill()
        assistant.rasa.popen_arguments = right


def _clock(offset: Path) -> dict[str, str]:
    [library] = Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")
    # Setting a clock leaves the monotonic one alone.
    return {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(offset),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
