"""What buttons show and send, and the question that each one asks."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from actions.buttons import asked_by, campus_buttons, is_something_else, office_buttons, topic_buttons
from actions.context import Context
from actions.turn import Turn
from content import content

SOMETHING_ELSE = {"title": "Something else", "payload": "Something else"}
TOPICS = sorted(content().topics_of("answer"))
CAMPUSES = list(content().campuses)
OFFICES = list(content().offices)


def titles(buttons: list[dict[str, str]]) -> list[str]:
    return [button["title"] for button in buttons]


# --- topics ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("topic", list(content().buttons))
def test_a_button_shows_its_topic_and_sends_the_topics_question(topic: str) -> None:
    entry = content().buttons[topic]
    assert topic_buttons([topic]) == [{"title": entry.title, "payload": entry.asks}]


def test_buttons_stand_in_the_order_given_with_something_else_last() -> None:
    assert titles(topic_buttons(["referral", "insurance"], something_else=True)) == [
        "Referrals",
        "Insurance",
        "Something else",
    ]


@pytest.mark.parametrize(
    "something_else, buttons", [(True, [SOMETHING_ELSE]), (False, [])], ids=["asked for", "not asked for"]
)
def test_something_else_stands_only_where_asked_for(something_else: bool, buttons: list[dict[str, str]]) -> None:
    assert topic_buttons([], something_else=something_else) == buttons


# --- campuses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "campuses, expected",
    [
        (["minnesota", "arizona"], ["Minnesota", "Arizona"]),
        (["arizona"], ["Arizona"]),
        ([], []),
    ],
    ids=["two in order", "one", "none"],
)
def test_an_office_button_shows_the_name_of_its_campus(campuses: list[str], expected: list[str]) -> None:
    assert titles(office_buttons(campuses)) == expected


@pytest.mark.parametrize("key", OFFICES)
def test_an_office_button_sends_a_plain_question_that_names_its_campus(key: str) -> None:
    (button,) = office_buttons([key])
    assert button["payload"] == f"When can I call the {content().campuses[key].name} office?"


@pytest.mark.parametrize(
    "campus, expected",
    [
        ("arizona", ["IORT in Arizona", "Call the Arizona office", "Something else"]),
        ("minnesota", ["IORT in Minnesota", "Call the Minnesota office", "Something else"]),
        ("florida", ["IORT in Florida", "Something else"]),
    ],
    ids=["Arizona", "Minnesota", "Florida has no office to call"],
)
def test_a_campus_offers_its_place_and_a_call_only_where_there_is_an_office(campus: str, expected: list[str]) -> None:
    assert titles(campus_buttons(campus)) == expected


@pytest.mark.parametrize("campus", CAMPUSES)
def test_no_button_sends_a_command(campus: str) -> None:
    buttons = [*campus_buttons(campus), *topic_buttons(TOPICS, something_else=True)]
    assert [button for button in buttons if button["payload"].startswith("/")] == []


# --- something else -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "button, expected",
    [
        (SOMETHING_ELSE, True),
        ({"title": "None of these", "payload": "Something else"}, True),
        ({"title": "Something else", "payload": "Do I need a referral?"}, False),
        *(
            (button, False)
            for button in [*topic_buttons(TOPICS), *office_buttons(OFFICES), *campus_buttons("arizona")[:2]]
        ),
        ({"title": "Something else"}, False),
        ({}, False),
    ],
    ids=lambda value: value.get("title", "nothing") if isinstance(value, dict) else str(value),
)
def test_something_else_is_known_by_what_it_sends(button: dict[str, str], expected: bool) -> None:
    assert is_something_else(button) is expected


# --- the question asked ---------------------------------------------------------------------------------------------


def pressed(button: dict[str, str], **turn: Any) -> tuple[str | None, list[tuple[str, str]]] | None:
    asked = asked_by(button, Turn(**turn))
    return (asked.topic, list(asked.found)) if asked else None


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topics_button_asks_about_the_topic_and_names_nothing(topic: str) -> None:
    (button,) = topic_buttons([topic])
    assert pressed(button, topic="affirm", found=[("time", "2"), ("campus", "florida")]) == (topic, [])


@pytest.mark.parametrize("key", OFFICES)
def test_an_office_button_asks_about_the_hours_there(key: str) -> None:
    (button,) = office_buttons([key])
    assert pressed(button, found=[("time", "2")]) == ("contact_hours", [("campus", key)])


@pytest.mark.parametrize("key", CAMPUSES)
def test_a_campus_button_asks_whether_it_is_done_there(key: str) -> None:
    assert pressed(campus_buttons(key)[0], found=[("time", "1")]) == ("locations_technology", [("campus", key)])


@pytest.mark.parametrize("key", OFFICES)
def test_a_call_button_of_a_campus_asks_about_the_hours_there(key: str) -> None:
    assert pressed(campus_buttons(key)[1]) == ("contact_hours", [("campus", key)])


@pytest.mark.parametrize(
    "button",
    [
        SOMETHING_ELSE,
        {"title": "Arizona", "payload": "Is IORT done in Atlantis?"},
        {"title": "Arizona", "payload": "arizona"},
        {"title": "Arizona"},
        {},
    ],
    ids=["something else", "an unknown campus", "another text", "nothing to send", "nothing"],
)
def test_a_button_made_elsewhere_asks_nothing(button: dict[str, str]) -> None:
    assert asked_by(button, Turn(topic="affirm", found=[("campus", "arizona")])) is None


@pytest.mark.parametrize(
    "button", [*topic_buttons(["insurance"]), *office_buttons(["arizona"])], ids=["topic", "office"]
)
def test_the_question_of_a_button_keeps_moment_zone_and_what_was_said_before(button: dict[str, str]) -> None:
    turn = Turn(context=Context(campus="minnesota"), zone=ZoneInfo("Asia/Kolkata"))
    asked = asked_by(button, turn)
    assert asked is not None and (asked.now, asked.zone, asked.context) == (turn.now, turn.zone, turn.context)
