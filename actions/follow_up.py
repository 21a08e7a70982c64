"""A message that makes sense only after the last answer: 'and in Minnesota?', 'what about stomach?', 'tell me more'."""

from __future__ import annotations

from dataclasses import replace

from actions.answering import Answer, Reply, unless_after_danger
from actions.buttons import campus_buttons, topic_buttons
from actions.topics import replies_on
from actions.turn import Turn
from content import content

# A campus named after one of these goes on with it; after any other topic it is read as 'is it done there'.
_GOES_ON = content().topics_with("by_campus") | content().topics_with("same_everywhere")
_BY_ITSELF = 0.5  # confidence at which a message that names something is understood without anything before it


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
        return before if before in _GOES_ON else "locations_technology"
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
    likeliest, confidence = turn.likeliest
    if not turn.context.topic and likeliest in content().topics_of("answer") and confidence >= _BY_ITSELF:
        return replies_on(replace(turn, topic=likeliest))
    campuses = turn.entities("campus")
    if campuses:
        return [Reply("utter_did_you_mean", buttons=campus_buttons(campuses[0]))]
    before = content().topics.get(turn.context.topic or "")
    if before and before.related:
        return [Reply("utter_more", buttons=topic_buttons(before.related))]
    return [Reply("utter_help")]


class ActionFollowUp(Answer):
    def name(self) -> str:
        return "action_follow_up"

    def replies(self, turn: Turn) -> list[Reply]:
        return follow_up_replies(turn)
