"""Cuts a message into the parts that may each be a question of their own.

It proposes generously; which parts stand is decided after they were understood (iort/understanding/questions.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from iort.understanding.question_forms import (
    ADDED_VERBLESS,
    ANNOUNCES,
    ASIDE,
    ASKS,
    ASKS_INDIRECTLY,
    BARE,
    ENDS_WITH_ALSO,
    ENUMERATED,
    FRAGMENT,
    IF,
    INDIRECT_IF,
    LEADING_IN,
    LINKED,
    LISTED,
    NOUN_LINK,
    OPEN_INSIDE,
    POINTS_BACK,
    SENTENCE_END,
    SPEAKS_OF,
    STARTS_ANEW,
    STRANDED,
)

Joint = Literal["sentence", "conjunction", "bare", "noun"]

NOUN: Joint = "noun"
_MOST_CLAUSES = 16  # each costs a run of the sentence encoder; the rest of a message is read as a whole only
_FEWEST_LETTERS = 3
_SHORT = 6  # words: 'too' or 'please' makes a question of it, 'side effects too pls'


@dataclass(frozen=True)
class Part:
    """A stretch of the message.

    Attributes:
        text: its words.
        asks: whether it has the form of a question or a request.
        joint: what parts it from the one before: the end of a sentence, a conjunction before a question, nothing at all
            ('do i need a referral whats the number'), or a conjunction between nouns ('insurance and parking').
        of: for a noun the number of the part that it is a piece of; that part stands before it.
        led: whether it asks only for what stands beside it, a question after it or an 'also' before it: 'hey, what code,
            and who pays', 'is it covered, also your phone'.
    """

    text: str
    asks: bool
    joint: Joint
    of: int | None = None
    led: bool = False


def parts_of(text: str) -> list[Part]:
    """The parts of a message in order; empty where it cannot be cut."""
    parts: list[Part] = []
    announced = False
    for sentence, mark in _sentences(text):
        clauses = _clauses(sentence)
        asking = [
            _asks(clause, ends_asking="?" in mark and number == len(clauses) - 1)
            for number, (clause, *_) in enumerate(clauses)
        ]
        asking[0] = asking[0] or announced
        announced = bool(ENUMERATED.search(mark) or (":" in mark and ANNOUNCES.search(sentence)))
        for number, (clause, joint, added) in enumerate(clauses):
            if parts and POINTS_BACK.match(clause):
                parts[-1] = replace(parts[-1], text=f"{parts[-1].text}, {clause}", asks=True)
                continue
            following = [text for (text, *_), asks in zip(clauses[number + 1 :], asking[number + 1 :]) if asks]
            before_a_question = _asks_beside_questions(clause, following)
            led = not asking[number] and (added or before_a_question)
            parts.append(Part(clause, asking[number] or led, joint, led=led))
    if len(parts) == 1 and LISTED.match(parts[0].text):
        parts = [replace(parts[0], asks=True)]
    with_nouns: list[Part] = []
    for part in parts[:_MOST_CLAUSES]:
        nouns = [piece for piece in NOUN_LINK.split(part.text) if _has_words(piece)] if part.asks else []
        at = len(with_nouns)
        with_nouns.append(part)
        if len(nouns) > 1:
            with_nouns += [Part(noun.strip(" ,"), part.asks, NOUN, of=at) for noun in nouns]
    return with_nouns if len(with_nouns) > 1 else []


def _asks_beside_questions(clause: str, following: Sequence[str]) -> bool:
    """Whether a clause asks where questions follow it in the sentence: 'hey, quick one: what code, and who …'.

    A fragment that the only question after it speaks of does not: '77424 and 77425, what are they'.
    """
    if not following:
        return False
    spoken_of = len(following) == 1 and SPEAKS_OF.search(following[0])
    return bool(OPEN_INSIDE.search(clause) or (FRAGMENT.match(clause) and not spoken_of))


def _asks(clause: str, *, ends_asking: bool) -> bool:
    short = len(clause.split()) <= _SHORT
    by_form = ASKS.match(clause) or ADDED_VERBLESS.match(clause) or (short and ASIDE.search(clause))
    return ends_asking or bool(by_form)


def _sentences(text: str) -> list[tuple[str, str]]:
    found, start = [], 0
    for end in SENTENCE_END.finditer(text):
        found.append((text[start : end.start()].strip(" ,"), end.group()))
        start = end.end()
    found.append((text[start:].strip(" ,"), ""))
    return [(sentence, mark) for sentence, mark in found if _has_words(sentence)]


def _clauses(sentence: str) -> list[tuple[str, Joint, bool]]:
    """The clauses, what parts each from the one before, and whether that is an 'also'."""
    cuts: list[tuple[int, int, Joint]] = [(cut.start(), cut.end(), "conjunction") for cut in LINKED.finditer(sentence)]
    for cut in INDIRECT_IF.finditer(sentence):
        if ASKS_INDIRECTLY.search(sentence[: cut.start()]):
            cuts.append((cut.start(), cut.end(), "conjunction"))
    for cut in BARE.finditer(sentence):
        before = sentence[: cut.start()]
        stranded = ASKS.match(before) and STRANDED.search(before) and STARTS_ANEW.match(sentence[cut.end() :])
        if stranded or not LEADING_IN.search(before):
            cuts.append((cut.start(), cut.end(), "bare"))
    clauses: list[tuple[str, Joint, bool]] = []
    start = 0
    joint: Joint = "sentence"
    added = False
    for cut_start, cut_end, next_joint in sorted(cuts):
        if cut_start < start:
            continue
        if _has_words(sentence[start:cut_start]):
            clauses.append((sentence[start:cut_start].strip(" ,"), joint, added))
        start, joint = cut_end, next_joint
        added = bool(ENDS_WITH_ALSO.search(sentence[:cut_end]) or IF.match(sentence[cut_end:]))
    if _has_words(sentence[start:]):
        clauses.append((sentence[start:].strip(" ,"), joint, added))
    return clauses


def _has_words(text: str) -> bool:
    return sum(map(str.isalnum, text)) >= _FEWEST_LETTERS
