"""How to book, move or cancel a visit, by campus where one was named."""

from __future__ import annotations

from actions.answering import Answer, Reply
from actions.office_phrases import call_now, open_offices, phone_of, status_now
from actions.turn import Turn
from content import content


def booking_replies(turn: Turn) -> list[Reply]:
    """The reply for the one campus meant, or for both offices."""
    if len(turn.campuses) != 1:
        offices = content().offices
        statuses = {f"{key}_status": call_now(office, turn.now, turn.zone) for key, office in offices.items()}
        return [Reply("utter_book_appointment", statuses, offices=open_offices(offices, turn.now))]
    key = turn.campuses[0]
    campus = content().campuses[key]
    if campus.office is None:
        return [Reply("utter_book_appointment_no_office", {"campus_place": campus.place})]
    fields = {
        "campus_name": campus.name,
        "phone": phone_of(campus.office),
        "status": status_now(campus.office, turn.now, turn.zone),
    }
    return [Reply("utter_book_appointment_campus", fields, offices=open_offices([key], turn.now))]


class ActionBookAppointment(Answer):
    def name(self) -> str:
        return "action_book_appointment"

    def replies(self, turn: Turn) -> list[Reply]:
        return booking_replies(turn)
