"""How to book, move or cancel a visit, by campus where one was named."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from rasa_sdk import Tracker

from actions.answering import Answer, Reply
from actions.office_phrases import call_now, phone_of, status_now
from actions.visitor import campuses_meant, current_moment, visitor_zone
from content import Campus, content


def booking_reply(campus: Campus | None, now: datetime, zone: ZoneInfo | None) -> Reply:
    """The reply for one campus, or for both offices where `campus` is None."""
    if campus is None:
        offices = content().offices
        return Reply(
            "utter_book_appointment", {f"{key}_status": call_now(office, now, zone) for key, office in offices.items()}
        )
    if campus.office is None:
        return Reply("utter_book_appointment_no_office", {"campus_place": campus.place})
    return Reply(
        "utter_book_appointment_campus",
        {
            "campus_name": campus.name,
            "phone": phone_of(campus.office),
            "status": status_now(campus.office, now, zone),
        },
    )


class ActionBookAppointment(Answer):
    def name(self) -> str:
        return "action_book_appointment"

    def replies(self, tracker: Tracker) -> list[Reply]:
        now, zone = current_moment(), visitor_zone(tracker)
        meant = campuses_meant(tracker)
        if len(meant) != 1:
            return [booking_reply(None, now, zone)]
        return [booking_reply(content().campuses[meant[0]], now, zone)]
