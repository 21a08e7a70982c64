"""Phone numbers and hours of the appointment offices: open now, on a day, at a time; when it next opens."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from actions.answering import Answer, Reply
from actions.buttons import office_buttons
from actions.moments import Asked
from actions.office_phrases import holiday_note, hours_of, open_offices, phone_of, status_now, status_then
from actions.turn import Turn
from content import content


def contact_hours_reply(key: str, asked: Asked, now: datetime, zone: ZoneInfo | None) -> Reply:
    """The reply for the campus with that id; `asked` is in the visitor's zone where known, otherwise in the office's."""
    campus = content().campuses[key]
    office = campus.office
    if office is None:
        return Reply("utter_contact_no_office", {"campus_place": campus.place})
    fields = {"phone": phone_of(office), "hours": hours_of(office), "note": holiday_note(office, asked, now, zone)}
    # 'Is it too late to call today?' wants to hear whether the office is open, not the hours of the day.
    today = asked.at is None and asked.day == now.astimezone(zone or office.zone).date()
    if asked.day and not today:
        return Reply("utter_office_then", {**fields, "status": status_then(office, asked, now, zone)})
    told = {**fields, "status": status_now(office, now, zone)}
    return Reply("utter_office_now", told, offices=open_offices([key], now))


def contact_hours_replies(turn: Turn) -> list[Reply]:
    """One reply for each campus meant, or for each office, with a button for an office that was left out."""
    replies = []
    for key in turn.campuses or content().offices:
        campus = content().campuses[key]
        reading_zone = turn.zone or (campus.office.zone if campus.office else ZoneInfo("UTC"))
        replies.append(contact_hours_reply(key, turn.moment_asked(reading_zone), turn.now, turn.zone))
    # A campus that was only remembered may not be the one in mind, and one without an office is of no use:
    # the other offices are a button away.
    if not turn.entities("campus") or not set(turn.campuses) <= content().offices.keys():
        others = [key for key in content().offices if key not in turn.campuses]
        replies[-1] = replace(replies[-1], buttons=office_buttons(others if turn.campuses else list(content().offices)))
    return replies


class ActionContactHours(Answer):
    def name(self) -> str:
        return "action_contact_hours"

    def replies(self, turn: Turn) -> list[Reply]:
        return contact_hours_replies(turn)
