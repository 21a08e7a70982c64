"""Codes for delivering IORT: the two the sources give, and plain words for any other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rasa_sdk import Tracker

from actions.answering import Answer, Reply, entities
from content import content


def code_reply(codes: Sequence[str], kinds: Sequence[str]) -> Reply:
    """The reply for the codes, or else the kinds of IORT, found in the message.

    Args:
        codes: texts such as '77424', 'CPT77424', 'g6003' or 'modifier 59'.
        kinds: ids of kinds, 'electron' or 'xray'.
    """
    facts = content()
    codes = [re.sub(r"^cpt\W?", "", code, flags=re.I) for code in codes]
    if any(code not in facts.codes for code in codes):
        return Reply("utter_cpt_code_unknown")
    named = list(dict.fromkeys([*(facts.codes[code] for code in codes), *kinds]))
    if len(named) != 1:
        return Reply("utter_cpt_codes")
    kind = facts.kinds[named[0]]
    other = next(item for key, item in facts.kinds.items() if key != named[0])
    return Reply(
        "utter_cpt_code_known",
        {"code": kind.code, "kind": kind.name, "other_code": other.code, "other_kind": other.name},
    )


class ActionCptCodes(Answer):
    def name(self) -> str:
        return "action_cpt_codes"

    def replies(self, tracker: Tracker) -> list[Reply]:
        return [code_reply(entities(tracker, "code"), entities(tracker, "kind"))]
