"""Booking, by campus where one was named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import time_machine

from actions.book_appointment import ActionBookAppointment

Run = Callable[..., list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def friday_half_past_four_in_arizona() -> Any:
    with time_machine.travel("2026-11-20 23:30:00+00:00", tick=False):
        yield


def test_without_a_campus_both_offices_are_given_with_their_state(run: Run) -> None:
    (message,) = run(ActionBookAppointment(), "I want to book")
    assert (message["response"], message["arizona_status"], message["minnesota_status"]) == (
        "utter_book_appointment",
        "The Arizona appointment office is open now, until 5 p.m. Mountain Standard Time. Call 800-446-2279 (toll-free).",
        "The Minnesota appointment office is open now, until 6 p.m. Central time. Call 507-538-3270.",
    )


@pytest.mark.parametrize(
    "turn",
    [{"entities": [("campus", "minnesota")]}, {"before": [[("campus", "minnesota")], "utter_location_minnesota"]}],
    ids=["named now", "named before"],
)
def test_a_campus_gets_its_own_office_alone(run: Run, turn: dict[str, Any]) -> None:
    (message,) = run(ActionBookAppointment(), **turn)
    assert {key: message[key] for key in ("response", "campus_name", "phone", "status")} == {
        "response": "utter_book_appointment_campus",
        "campus_name": "Minnesota",
        "phone": "507-538-3270",
        "status": "The Minnesota appointment office is open now, until 6 p.m. Central time.",
    }


def test_florida_has_no_office_to_book_with(run: Run) -> None:
    (message,) = run(ActionBookAppointment(), entities=[("campus", "florida")])
    assert (message["response"], message["campus_place"]) == (
        "utter_book_appointment_no_office",
        "Jacksonville, Florida",
    )


def test_two_campuses_named_get_the_reply_with_both_offices(run: Run) -> None:
    (message,) = run(ActionBookAppointment(), entities=[("campus", "arizona"), ("campus", "minnesota")])
    assert message["response"] == "utter_book_appointment"


def test_the_visitors_own_time_stands_beside_the_offices(run: Run) -> None:
    (message,) = run(
        ActionBookAppointment(), entities=[("campus", "arizona")], metadata={"timezone": "America/New_York"}
    )
    assert "5 p.m. Mountain Standard Time (7 p.m. your time)" in message["status"]


def test_a_closed_office_says_when_it_opens(run: Run) -> None:
    with time_machine.travel("2026-11-21 23:30:00+00:00", tick=False):
        (message,) = run(ActionBookAppointment(), entities=[("campus", "arizona")])
    assert message["status"].endswith("is closed now. It opens on Monday at 8 a.m. Mountain Standard Time.")
