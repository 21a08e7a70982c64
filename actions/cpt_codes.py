"""Codes for delivering IORT: the two the sources give, and plain words for any other."""

from __future__ import annotations

import re

from actions.answering import Answer, Reply
from actions.turn import Turn
from content import content


def code_replies(turn: Turn) -> list[Reply]:
    """The reply for the codes ('77424', 'CPT77424', 'g6003', 'modifier 59') or else the kinds of IORT in the question."""
    facts = content()
    codes = [re.sub(r"^cpt\W?", "", code, flags=re.I) for code in turn.entities("code")]
    if any(code not in facts.codes for code in codes):
        return [Reply("utter_cpt_code_unknown")]
    named = list(dict.fromkeys([*(facts.codes[code] for code in codes), *turn.entities("kind")]))
    if len(named) != 1:
        return [Reply("utter_cpt_codes")]
    kind = facts.kinds[named[0]]
    other = next(item for key, item in facts.kinds.items() if key != named[0])
    fields = {"code": kind.code, "kind": kind.name, "other_code": other.code, "other_kind": other.name}
    return [Reply("utter_cpt_code_known", fields)]


class ActionCptCodes(Answer):
    def name(self) -> str:
        return "action_cpt_codes"

    def replies(self, turn: Turn) -> list[Reply]:
        return code_replies(turn)
