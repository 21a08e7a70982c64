"""Phone numbers and hours, asked at a frozen moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import pytest
import time_machine

from actions.contact_hours import ActionContactHours, contact_hours_reply
from actions.moments import Asked

FRIDAY_MORNING = "2026-11-20 16:00:00+00:00"  # 9 a.m. in Arizona, 10 a.m. in Minnesota
FRIDAY_EVENING = "2026-11-21 01:30:00+00:00"  # 6:30 p.m. in Arizona, 7:30 p.m. in Minnesota
IN_MINNESOTA = [[("campus", "minnesota")], "utter_location_minnesota"]

Run = Callable[..., list[dict[str, Any]]]


def ask(run: Run, *entities: tuple[str, str], **turn: Any) -> dict[str, Any]:
    messages = run(ActionContactHours(), entities=entities, **turn)
    assert len(messages) == 1
    return messages[0]


@time_machine.travel(FRIDAY_MORNING, tick=False)
def test_without_a_campus_both_offices_answer_in_the_order_of_the_file(run: Run) -> None:
    phones = [message["phone"] for message in run(ActionContactHours(), "when can I call?")]
    assert phones == ["800-446-2279 (toll-free)", "507-538-3270"]


@time_machine.travel(FRIDAY_MORNING, tick=False)
def test_without_a_campus_the_last_reply_has_a_button_for_each_office(run: Run) -> None:
    buttons = [message["buttons"] for message in run(ActionContactHours(), "when can I call?")]
    assert buttons == [
        [],
        [
            {"title": "Arizona", "payload": "When can I call the Arizona office?"},
            {"title": "Minnesota", "payload": "When can I call the Minnesota office?"},
        ],
    ]


@time_machine.travel(FRIDAY_MORNING, tick=False)
def test_a_named_campus_answers_alone_and_without_buttons(run: Run) -> None:
    message = ask(run, ("campus", "minnesota"))
    assert (message["response"], message["phone"], message["buttons"]) == ("utter_office_now", "507-538-3270", [])


@time_machine.travel(FRIDAY_MORNING, tick=False)
def test_the_campus_of_an_earlier_turn_is_remembered(run: Run) -> None:
    assert ask(run, before=IN_MINNESOTA)["phone"] == "507-538-3270"


@time_machine.travel(FRIDAY_MORNING, tick=False)
def test_the_campus_named_now_beats_the_remembered_one(run: Run) -> None:
    assert ask(run, ("campus", "arizona"), before=IN_MINNESOTA)["phone"] == "800-446-2279 (toll-free)"


@time_machine.travel(FRIDAY_MORNING, tick=False)
def test_an_unknown_campus_named_before_counts_as_none(run: Run) -> None:
    assert len(run(ActionContactHours(), before=[[("campus", "atlantis")], "utter_locations_technology"])) == 2


@time_machine.travel(FRIDAY_MORNING, tick=False)
def test_two_named_campuses_get_two_replies(run: Run) -> None:
    messages = run(ActionContactHours(), entities=[("campus", "minnesota"), ("campus", "arizona")])
    assert [message["phone"] for message in messages] == ["507-538-3270", "800-446-2279 (toll-free)"]


@time_machine.travel(FRIDAY_MORNING, tick=False)
@pytest.mark.parametrize("entities", [[], [("day", "saturday")], [("time", "at 5")]], ids=["now", "a day", "a time"])
def test_florida_has_no_phone_and_says_so(run: Run, entities: list[tuple[str, str]]) -> None:
    message = ask(run, ("campus", "florida"), *entities)
    assert (message["response"], message["campus_place"]) == ("utter_contact_no_office", "Jacksonville, Florida")


def test_florida_gives_no_number_of_another_office() -> None:
    reply = contact_hours_reply("florida", Asked(), datetime(2026, 11, 20, 16, tzinfo=timezone.utc), None)
    assert reply.fields == {"campus_place": "Jacksonville, Florida"}


@time_machine.travel(FRIDAY_MORNING, tick=False)
def test_a_reply_carries_the_hours_of_the_week(run: Run) -> None:
    assert ask(run, ("campus", "minnesota"))["hours"] == "Monday to Friday, 7 a.m. to 6 p.m. Central time"


@time_machine.travel(FRIDAY_MORNING, tick=False)
@pytest.mark.parametrize(
    "zone, until",
    [
        ("America/New_York", "5 p.m. Mountain Standard Time (7 p.m. your time)"),
        ("Europe/London", "5 p.m. Mountain Standard Time (Saturday midnight your time)"),
        ("Asia/Kolkata", "5 p.m. Mountain Standard Time (Saturday 5:30 a.m. your time)"),
        ("America/Phoenix", "5 p.m. Mountain Standard Time"),
        ("Mars/Olympus", "5 p.m. Mountain Standard Time"),
        ("../../etc/passwd", "5 p.m. Mountain Standard Time"),
        ("", "5 p.m. Mountain Standard Time"),
        ("America", "5 p.m. Mountain Standard Time"),
        ("x" * 5000, "5 p.m. Mountain Standard Time"),
        (5, "5 p.m. Mountain Standard Time"),
        (None, "5 p.m. Mountain Standard Time"),
    ],
    ids=["New York", "London", "Kolkata", "same", "unknown", "path", "empty", "folder", "long", "number", "none"],
)
def test_the_visitors_zone_comes_from_the_channel_or_is_left_out(run: Run, zone: object, until: str) -> None:
    message = ask(run, ("campus", "arizona"), metadata={"timezone": zone})
    assert message["status"] == f"The Arizona appointment office is open now, until {until}."


@pytest.mark.parametrize(
    "now, zone, status",
    [
        ("2026-11-20 14:00:00+00:00", "America/New_York",
         "is closed now. It opens today at 8 a.m. Mountain Standard Time (10 a.m. your time)."),
        (FRIDAY_EVENING, "America/New_York",
         "is closed now. It opens on Monday at 8 a.m. Mountain Standard Time (10 a.m. your time)."),
        (FRIDAY_EVENING, None, "is closed now. It opens on Monday at 8 a.m. Mountain Standard Time."),
        ("2026-11-23 06:59:00+00:00", None, "is closed now. It opens tomorrow at 8 a.m. Mountain Standard Time."),
        ("2026-11-23 07:00:00+00:00", None, "is closed now. It opens today at 8 a.m. Mountain Standard Time."),
    ],
    ids=["two hours early in New York", "Friday evening", "Friday evening, zone unknown", "before midnight", "at midnight"],
)  # fmt: skip
def test_a_closed_office_says_when_it_opens(run: Run, now: str, zone: str | None, status: str) -> None:
    with time_machine.travel(now, tick=False):
        message = ask(run, ("campus", "arizona"), metadata={"timezone": zone})
    assert message["status"] == f"The Arizona appointment office {status}"


@pytest.mark.parametrize(
    "now, open_",
    [
        ("2026-03-06 12:59:00+00:00", False),
        ("2026-03-06 13:00:00+00:00", True),
        ("2026-03-09 11:59:00+00:00", False),
        ("2026-03-09 12:00:00+00:00", True),
        ("2026-10-30 22:59:00+00:00", True),
        ("2026-10-30 23:00:00+00:00", False),
        ("2026-11-02 23:59:00+00:00", True),
        ("2026-11-03 00:00:00+00:00", False),
    ],
    ids=[
        "early before spring", "opens before spring", "early after spring", "opens after spring",
        "open before autumn", "closes before autumn", "open after autumn", "closes after autumn",
    ],
)  # fmt: skip
def test_minnesota_follows_both_clock_changes(run: Run, now: str, open_: bool) -> None:
    with time_machine.travel(now, tick=False):
        assert ("is open now" in ask(run, ("campus", "minnesota"))["status"]) is open_


@time_machine.travel(FRIDAY_MORNING, tick=False)
@pytest.mark.parametrize(
    "entities, status",
    [
        ([("day", "saturday")], "is closed tomorrow. It opens on Monday at 8 a.m. Mountain Standard Time."),
        ([("time", "5:30"), ("day", "tonight")],
         "is closed today at 5:30 p.m. Mountain Standard Time. It opens on Monday at 8 a.m. Mountain Standard Time."),
        ([("time", "at 4")], "takes calls today at 4 p.m. Mountain Standard Time, until 5 p.m. Mountain Standard Time."),
        ([("day", "december 24")], "takes calls on Thursday, December 24, 8 a.m. to 5 p.m. Mountain Standard Time."),
        ([("day", "12/25")], "takes calls on Friday, December 25, 8 a.m. to 5 p.m. Mountain Standard Time."),
        ([("day", "3rd of march")], "takes calls on Wednesday, March 3, 8 a.m. to 5 p.m. Mountain Standard Time."),
        ([("day", "monday"), ("time", "noon")],
         "takes calls on Monday at noon Mountain Standard Time, until 5 p.m. Mountain Standard Time."),
    ],
    ids=["Saturday?", "5:30 tonight", "at 4", "december 24", "12/25", "3rd of march", "Monday noon"],
)  # fmt: skip
def test_a_day_or_time_asked_about_is_answered(run: Run, entities: list[tuple[str, str]], status: str) -> None:
    message = ask(run, ("campus", "arizona"), *entities)
    assert (message["response"], message["status"]) == ("utter_office_then", f"The Arizona appointment office {status}")


@time_machine.travel(FRIDAY_MORNING, tick=False)
def test_half_past_five_tonight_is_meant_on_the_visitors_clock(run: Run) -> None:
    entities = [("time", "5:30"), ("day", "tonight")]
    message = ask(run, ("campus", "arizona"), *entities, metadata={"timezone": "America/New_York"})
    assert "takes calls today at 3:30 p.m. Mountain Standard Time (5:30 p.m. your time)" in message["status"]


@time_machine.travel(FRIDAY_MORNING, tick=False)
def test_a_time_without_a_zone_is_meant_on_each_offices_clock(run: Run) -> None:
    messages = run(ActionContactHours(), entities=[("time", "5:30 pm")])
    assert ["is closed" in message["status"] for message in messages] == [True, False]


@pytest.mark.parametrize(
    "now, entities, note",
    [
        ("2026-11-26 16:00:00+00:00", [], "Thursday, November 26 is Thanksgiving Day"),
        (FRIDAY_MORNING, [("day", "12/25")], "Friday, December 25 is Christmas Day"),
        (FRIDAY_MORNING, [("day", "thanksgiving")], "Thursday, November 26 is Thanksgiving Day"),
        ("2026-11-26 01:30:00+00:00", [], "Thursday, November 26 is Thanksgiving Day"),
    ],
    ids=["today", "by date", "by name", "the next opening"],
)
def test_on_a_federal_holiday_the_office_may_be_closed(
    run: Run, now: str, entities: list[tuple[str, str]], note: str
) -> None:
    with time_machine.travel(now, tick=False):
        message = ask(run, ("campus", "arizona"), *entities)
    assert message["note"] == f"{note}, a federal holiday, so the office may be closed."


@time_machine.travel(FRIDAY_MORNING, tick=False)
def test_on_another_day_there_is_no_note(run: Run) -> None:
    assert ask(run, ("campus", "arizona"))["note"] == ""


def titles(message: dict) -> list[str]:
    return [button["title"] for button in message["buttons"]]


@time_machine.travel(FRIDAY_MORNING, tick=False)
@pytest.mark.parametrize(
    "entities, before, expected",
    [
        ([], [], ["Arizona", "Minnesota"]),
        ([], IN_MINNESOTA, ["Arizona"]),
        ([("campus", "minnesota")], IN_MINNESOTA, []),
        ([("campus", "florida")], [], ["Arizona", "Minnesota"]),
        ([], [[("campus", "florida")], "utter_location_florida"], ["Arizona", "Minnesota"]),
    ],
    ids=["none known", "remembered only", "named now", "no office there", "no office, remembered"],
)
def test_the_offices_not_asked_for_are_a_button_away(
    run: Run, entities: list[tuple[str, str]], before: list[Any], expected: list[str]
) -> None:
    assert titles(run(ActionContactHours(), entities=entities, before=before)[-1]) == expected


@time_machine.travel(FRIDAY_MORNING, tick=False)
def test_today_asks_whether_the_office_is_open(run: Run) -> None:
    message = ask(run, ("campus", "arizona"), ("day", "today"))
    assert message["response"] == "utter_office_now"
    assert "open now, until 5 p.m." in message["status"]
