"""The answer to a question whose topic is known, whichever module gives it."""

from __future__ import annotations

from collections.abc import Callable

from actions.answering import Reply
from actions.book_appointment import booking_replies
from actions.contact_hours import contact_hours_replies
from actions.cpt_codes import code_replies
from actions.eligible_cancers import cancer_replies
from actions.human_handoff import handoff_replies
from actions.locations import location_replies
from actions.source import source_replies
from actions.turn import Turn
from actions.unanswerable import unanswerable_replies

_COMPUTED: dict[str, Callable[[Turn], list[Reply]]] = {
    "book_appointment": booking_replies,
    "contact_hours": contact_hours_replies,
    "cpt_codes": code_replies,
    "eligible_cancers": cancer_replies,
    "human_handoff": handoff_replies,
    "locations_technology": location_replies,
    "source": source_replies,
    "unanswerable": unanswerable_replies,
}


def replies_on(turn: Turn) -> list[Reply]:
    """The replies to `turn.topic`; a topic that needs nothing computed has the response of its name."""
    compute = _COMPUTED.get(str(turn.topic))
    return compute(turn) if compute else [Reply(f"utter_{turn.topic}")]
