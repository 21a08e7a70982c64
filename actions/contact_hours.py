"""Phone numbers and hours of the appointment offices: open now, on a day, at a time; when it next opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from rasa_sdk import Tracker

from actions.answering import Answer, Button, Reply, entities
from actions.moments import Asked
from actions.office_phrases import holiday_note, hours_of, phone_of, status_now, status_then
from actions.visitor import campuses_meant, current_moment, moment_asked, visitor_zone
from content import Campus, content


def contact_hours_reply(campus: Campus, asked: Asked, now: datetime, zone: ZoneInfo | None) -> Reply:
    """The reply for one campus; `asked` is in the visitor's zone where known, otherwise in the office's."""
    office = campus.office
    if office is None:
        return Reply("utter_contact_no_office", {"campus_place": campus.place})
    fields = {"phone": phone_of(office), "hours": hours_of(office), "note": holiday_note(office, asked, now, zone)}
    # 'Is it too late to call today?' wants to hear whether the office is open, not the hours of the day.
    today = asked.at is None and asked.day == now.astimezone(zone or office.zone).date()
    if asked.day and not today:
        return Reply("utter_office_then", {**fields, "status": status_then(office, asked, now, zone)})
    return Reply("utter_office_now", {**fields, "status": status_now(office, now, zone)})


def office_buttons(campus_ids: Sequence[str]) -> list[Button]:
    """One button for each office in `campus_ids`; what it sends is understood as this topic and that campus."""
    names = [content().campuses[key].name for key in campus_ids]
    return [{"title": name, "payload": f"When can I call the {name} office?"} for name in names]


class ActionContactHours(Answer):
    def name(self) -> str:
        return "action_contact_hours"

    def replies(self, tracker: Tracker) -> list[Reply]:
        now, zone = current_moment(), visitor_zone(tracker)
        meant = campuses_meant(tracker)
        asked_for = meant or list(content().offices)
        replies = []
        for key in asked_for:
            campus = content().campuses[key]
            reading_zone = zone or (campus.office.zone if campus.office else ZoneInfo("UTC"))
            replies.append(contact_hours_reply(campus, moment_asked(tracker, now, reading_zone), now, zone))
        # A campus that was only remembered may not be the one in mind, and one without an office is of no use:
        # the other offices are a button away.
        if not entities(tracker, "campus") or not set(meant) <= content().offices.keys():
            others = [key for key in content().offices if key not in meant]
            replies[-1] = replace(replies[-1], buttons=office_buttons(others))
        return replies
