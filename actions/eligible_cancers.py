"""Whether a cancer the visitor names is on the published list; without a name, the list."""

from __future__ import annotations

import re

from actions.answering import Answer, Reply
from actions.turn import Turn
from content import content

# 'Is it on the list?' means the cancer named before; 'which cancers does it treat?' means IORT.
_MEANS_THE_LAST = re.compile(r"\b(it|that|this|hers|his|mine|theirs|ours)\b", re.I)
_MEANS_THE_LIST = re.compile(
    r"\b(what|which|list (of|all)|all|every|any|other|others|else|kinds?|types?|many|most|how)\b", re.I
)


def cancer_replies(turn: Turn) -> list[Reply]:
    """One reply a cancer named, in that order; the whole list where none is named or known."""
    facts = content().cancers
    replies = []
    for cancer in turn.entities("cancer") or _referred_to(turn):
        if cancer in facts.listed:
            replies.append(Reply("utter_cancer_listed", {"cancer": facts.name_of(cancer)}))
        elif cancer in facts.not_listed:
            replies.append(Reply("utter_cancer_not_listed", {"cancer": facts.name_of(cancer)}))
    return replies or [Reply("utter_eligible_cancers")]


def _referred_to(turn: Turn) -> list[str]:
    refers = _MEANS_THE_LAST.search(turn.text) and not _MEANS_THE_LIST.search(turn.text)
    return [turn.context.cancer] if turn.context.cancer and refers else []


class ActionEligibleCancers(Answer):
    def name(self) -> str:
        return "action_eligible_cancers"

    def replies(self, turn: Turn) -> list[Reply]:
        return cancer_replies(turn)
