"""A message that makes sense only after the last answer: 'and in Minnesota?', 'what about stomach?', 'tell me more'."""

from __future__ import annotations

from dataclasses import replace

from actions.answering import Answer, Reply, unless_after_danger
from actions.buttons import campus_buttons, topic_buttons
from actions.topics import replies_on
from actions.turn import Turn

# Topics whose answer differs from campus to campus; a named campus after any other is read as 'is it done there'.
_BY_CAMPUS = {"contact_hours", "book_appointment", "locations_technology"}
_SAME_FOR_EVERY_CAMPUS = {"patient_services", "insurance", "referral", "unanswerable", "personal_medical_advice"}
_BY_ITSELF = 0.5  # confidence at which a message that names something is understood without anything before it
# What a visitor who wants to hear more may want next, by topic.
_RELATED = {
    "what_is_iort": ("procedure", "benefits_vs_conventional", "eligible_cancers"),
    "procedure": ("benefits_vs_conventional", "locations_technology", "care_team"),
    "benefits_vs_conventional": ("procedure", "ioert_vs_xray", "eligible_cancers"),
    "eligible_cancers": ("benefits_vs_conventional", "procedure", "book_appointment"),
    "ioert_vs_xray": ("procedure", "locations_technology", "cpt_codes"),
    "cpt_codes": ("ioert_vs_xray", "insurance", "contact_hours"),
    "insurance": ("referral", "book_appointment", "contact_hours"),
    "referral": ("insurance", "book_appointment", "contact_hours"),
    "book_appointment": ("contact_hours", "referral", "insurance"),
    "contact_hours": ("book_appointment", "referral", "insurance"),
    "locations_technology": ("procedure", "contact_hours", "patient_services"),
    "care_team": ("procedure", "why_mayo", "book_appointment"),
    "why_mayo": ("care_team", "research", "book_appointment"),
    "research": ("why_mayo", "eligible_cancers", "what_is_iort"),
    "patient_services": ("locations_technology", "contact_hours", "book_appointment"),
}  # fmt: skip


def topic_meant(turn: Turn) -> str | None:
    """The topic that a follow-up goes on with, from what it names and what went before; None where that is not clear."""
    before = turn.context.topic
    if turn.entities("code"):
        return "cpt_codes"
    if turn.entities("cancer"):
        return "eligible_cancers"
    if turn.entities("kind"):
        return "cpt_codes" if before == "cpt_codes" else "ioert_vs_xray"
    if (turn.entities("day") or turn.entities("time")) and before:
        return "contact_hours"
    if turn.entities("campus") and before:
        if before == "human_handoff":
            return "contact_hours"
        return before if before in _BY_CAMPUS | _SAME_FOR_EVERY_CAMPUS else "locations_technology"
    return None


@unless_after_danger
def follow_up_replies(turn: Turn) -> list[Reply]:
    """The answer to the topic meant, or the questions that the message may have stood for."""
    topic = topic_meant(turn)
    if topic:
        found = turn.found
        if topic == "unanswerable" and turn.context.subject:
            found = [*found, ("subject", turn.context.subject)]
        return replies_on(replace(turn, topic=topic, found=found))
    likeliest = turn.ranking[0] if turn.ranking else {"name": "", "confidence": 0.0}
    if not turn.context.topic and likeliest["name"] in _RELATED and likeliest["confidence"] >= _BY_ITSELF:
        return replies_on(replace(turn, topic=likeliest["name"]))
    campuses = turn.entities("campus")
    if campuses:
        return [Reply("utter_did_you_mean", buttons=campus_buttons(campuses[0]))]
    if turn.context.topic in _RELATED:
        return [Reply("utter_more", buttons=topic_buttons(_RELATED[turn.context.topic]))]
    return [Reply("utter_help")]


class ActionFollowUp(Answer):
    def name(self) -> str:
        return "action_follow_up"

    def replies(self, turn: Turn) -> list[Reply]:
        return follow_up_replies(turn)
