"""The last answer once more, in plainer words."""

from __future__ import annotations

from actions.answering import Answer, Reply, unless_after_danger
from actions.context import Said
from actions.office_phrases import call_now
from actions.turn import Turn
from content import content

# Answers that have a plainer version, utter_…_simple in domain.yml. The others are as plain as they can be.
SIMPLER = tuple(answer for topic in content().topics.values() for answer in topic.simpler)


@unless_after_danger
def simpler_replies(turn: Turn) -> list[Reply]:
    """The plainer version of each reply of the last turn; a word of help where there is none."""
    replies: list[Reply] = []
    for said in turn.context.last:
        replies += [reply for reply in _simpler(said, turn) if reply not in replies]
    return replies or [Reply("utter_no_simpler")]


def _simpler(said: Said, turn: Turn) -> list[Reply]:
    answer = said.answer.removesuffix("_simple")
    if answer not in SIMPLER:
        return []
    name = f"utter_{answer}_simple"
    if answer in ("cancer_listed", "cancer_not_listed"):
        cancers = content().cancers
        group = cancers.listed if answer == "cancer_listed" else cancers.not_listed
        return [Reply(name, {"cancer": cancers.name_of(key)}) for key in turn.context.cancers if key in group]
    if answer in ("contact_hours", "book_appointment"):
        offices = content().offices
        meant = [key for key in turn.context.campuses if key in offices] or list(offices)
        return [Reply(name, {"status": call_now(offices[key], turn.now, turn.zone)}) for key in meant]
    return [Reply(name)]


class ActionSimpler(Answer):
    def name(self) -> str:
        return "action_simpler"

    def replies(self, turn: Turn) -> list[Reply]:
        return simpler_replies(turn)
