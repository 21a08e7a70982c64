"""A person to talk to: which office is open now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import time_machine

from actions.human_handoff import ActionHumanHandoff


@pytest.mark.parametrize(
    "now, open_",
    [
        ("2026-11-20 13:30:00+00:00", (False, True)),
        ("2026-11-20 16:00:00+00:00", (True, True)),
        ("2026-11-21 00:00:00+00:00", (False, False)),
        ("2026-07-01 23:30:00+00:00", (True, False)),
        ("2026-11-21 18:00:00+00:00", (False, False)),
    ],
    ids=[
        "Minnesota alone in the morning",
        "both",
        "both closed at night",
        "Arizona alone on a summer evening",
        "Saturday",
    ],
)
def test_each_office_says_whether_it_is_open(
    run: Callable[..., list[dict[str, Any]]], now: str, open_: tuple[bool, bool]
) -> None:
    with time_machine.travel(now, tick=False):
        (message,) = run(ActionHumanHandoff(), "can I talk to a person?")
    assert tuple("is open now" in message[f"{key}_status"] for key in ("arizona", "minnesota")) == open_


@pytest.mark.parametrize("key, phone", [("arizona", "800-446-2279"), ("minnesota", "507-538-3270")])
def test_each_office_comes_with_its_number(run: Callable[..., list[dict[str, Any]]], key: str, phone: str) -> None:
    (message,) = run(ActionHumanHandoff(), "agent please")
    assert message["response"] == "utter_human_handoff" and f"Call {phone}" in message[f"{key}_status"]
