"""Every channel's messages are redacted as they enter Rasa."""

from __future__ import annotations

import copy
import pickle

import pytest
from rasa.core.channels.channel import UserMessage

from iort.privacy.messages import redact_messages


@pytest.fixture(autouse=True)
def guarded() -> None:
    redact_messages()


def test_text_and_metadata_of_a_message_hold_nothing_private() -> None:
    message = UserMessage(
        " my name is Jane Roe ", metadata={"caller": ["507-555-0143"], "timezone": "America/Phoenix", "age": 66}
    )
    assert message.text == "my name is [name]"
    assert message.metadata == {"caller": ["[phone]"], "timezone": "America/Phoenix", "age": 66}


def test_nor_does_a_text_that_is_set_later() -> None:
    message = UserMessage("hi")
    message.text = "SSN 000-12-3456"
    assert "000" not in str(vars(message))


def test_message_without_a_text_stays_one() -> None:
    assert UserMessage(None).text is None
    assert UserMessage("").text == ""


def test_message_can_be_copied_and_pickled() -> None:
    message = UserMessage("call 507-555-0143")
    assert copy.deepcopy(message).text == pickle.loads(pickle.dumps(message)).text == "call [phone]"


def test_second_call_changes_nothing() -> None:
    before = vars(UserMessage)["text"]
    redact_messages()
    assert vars(UserMessage)["text"] is before
