"""Whether a message names a campus, a cancer, a day or the like and says nothing else: 'and in Minnesota?', 'stomach?'."""

from __future__ import annotations

import re
from collections.abc import Iterable

from iort.understanding.names.extraction import Entity

_NAMING = {"campus", "cancer", "kind", "code", "day", "time"}
# Words that say nothing of a topic beside a name.
_FILLERS = set(
    """and or also but so then ok okay yes no well oh um hi hello please pls thanks now what about how bout for of in
    at on the a an it its that this to same one ones question too there with if by from my our your his her mom mum
    moms dad dads mother father wife husband wifes husbands sister brother son daughter friend has have had got hers
    mine i we she he they me us cancer cancers cancr canser tumor tumour tumors tumours carcinoma campus side
    hospital site place location kind type version sort thing just only instead again maybe whats s m re around
    after before until till part state arizona minnesota florida clinic mayo sorry equivalent great nice cool
    perfect right
    do does did you u guys have mean back as well those these they them be would either over early late tonight open
    closed still so if was were done used n s""".split()
)
_SAME = {"same", "equivalent", "likewise"}
_SHORT = 8  # words beside the name: 'is it the same process at the Arizona campus'
_WORD = re.compile(r"[a-z]+|\d+")


def is_elliptical(text: str, entities: Iterable[Entity]) -> bool:
    """True where at least one name was found and nothing but small words stands beside the names."""
    # IOERT is a topic of its own as much as a kind of IORT.
    spans = [
        (item.start, item.end)
        for item in entities
        if item.label in _NAMING and text[item.start : item.end].lower() != "ioert"
    ]
    if not spans:
        return False
    rest = list(text.lower())
    for start, end in spans:
        rest[start:end] = " " * (end - start)
    words = _WORD.findall("".join(rest).replace("'", ""))
    if len(words) <= _SHORT and not _SAME.isdisjoint(words):
        return True
    return all(word in _FILLERS for word in words)
