"""Where IORT is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from actions.context import Context
from actions.locations import ActionLocations, location_replies
from actions.turn import Turn


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
    assert [
        reply.response for reply in location_replies(Turn(found=[("campus", key) for key in campuses]))
    ] == responses


def test_the_campus_comes_from_the_message(run: Callable[..., list[dict[str, Any]]]) -> None:
    assert [message["response"] for message in run(ActionLocations(), entities=[("campus", "florida")])] == [
        "utter_location_florida"
    ]


def test_a_campus_of_an_earlier_turn_does_not_narrow_the_overview(run: Callable[..., list[dict[str, Any]]]) -> None:
    assert [
        message["response"] for message in run(ActionLocations(), before=[[("campus", "arizona")], "utter_office_now"])
    ] == ["utter_locations_technology"]


@pytest.mark.parametrize(
    "text",
    [
        "is IORT done there",
        "do they do it at that campus",
        "is it at this hospital",
        "IORT there?",
        "do you do it at this one",
        "is it there",
        "There?",
        "is there IORT at that location",
    ],
)
def test_a_question_that_points_back_is_about_the_campus_named_before(text: str) -> None:
    turn = Turn(text=text, context=Context(campus="florida"))
    assert [reply.response for reply in location_replies(turn)] == ["utter_location_florida"]


@pytest.mark.parametrize(
    "text",
    [
        "are there any campuses",
        "is there a place",
        "Is there a hospital that does IORT",
        "are there places for it",
        "where is there IORT",
        "where is it done",
        "there are how many",
        "there's IORT where",
        "theres IORT where",
    ],
)
def test_a_there_that_points_nowhere_gets_the_overview(text: str) -> None:
    turn = Turn(text=text, context=Context(campus="florida"))
    assert [reply.response for reply in location_replies(turn)] == ["utter_locations_technology"]


def test_a_question_that_points_back_to_nothing_gets_the_overview() -> None:
    assert [reply.response for reply in location_replies(Turn(text="is it done there"))] == [
        "utter_locations_technology"
    ]


def test_the_campus_named_now_beats_the_one_pointed_back_to() -> None:
    turn = Turn(text="not there, Arizona", found=[("campus", "arizona")], context=Context(campus="florida"))
    assert [reply.response for reply in location_replies(turn)] == ["utter_location_arizona"]
