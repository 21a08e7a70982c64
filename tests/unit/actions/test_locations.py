"""Where IORT is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from actions.locations import ActionLocations, location_replies


@pytest.mark.parametrize(
    "campuses, responses",
    [
        ([], ["utter_locations_technology"]),
        (["arizona"], ["utter_location_arizona"]),
        (["minnesota"], ["utter_location_minnesota"]),
        (["florida"], ["utter_location_florida"]),
        (["florida", "arizona"], ["utter_location_florida", "utter_location_arizona"]),
        (["atlantis"], ["utter_locations_technology"]),
        (["atlantis", "minnesota"], ["utter_location_minnesota"]),
    ],
    ids=["none", "Arizona", "Minnesota", "Florida", "two in order", "unknown", "unknown and known"],
)
def test_each_campus_named_has_its_own_reply(campuses: list[str], responses: list[str]) -> None:
    assert [reply.response for reply in location_replies(campuses)] == responses


def test_the_campus_comes_from_the_message(run: Callable[..., list[dict[str, Any]]]) -> None:
    assert [message["response"] for message in run(ActionLocations(), entities=[("campus", "florida")])] == [
        "utter_location_florida"
    ]


def test_a_campus_of_an_earlier_turn_does_not_narrow_the_overview(run: Callable[..., list[dict[str, Any]]]) -> None:
    assert [message["response"] for message in run(ActionLocations(), slots={"campus": "arizona"})] == [
        "utter_locations_technology"
    ]
