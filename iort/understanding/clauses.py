"""Cuts a message into the parts that may each be a question of their own.

It proposes generously; which parts stand is decided after they were understood (iort/understanding/questions.py).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from iort.understanding.question_forms import (
    ALSO_OR_PLEASE,
    ANNOUNCES,
    ASKS,
    ASKS_INDIRECTLY,
    BARE,
    CONDITION,
    ENDS_WITH_ALSO,
    ENUMERATED,
    IF,
    INDIRECT_IF,
    LEADS_IN,
    LINKED,
    NOUN_LINK,
    ONE_MATTER,
    OPEN_INSIDE,
    POINTS_BACK,
    QUESTION_WORD,
    SPEAKS_OF,
    STARTS_ANEW,
    STRANDED,
    VERB,
    adds_nouns,
    is_fragment,
    is_list,
    sentence_ends,
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
        implied: whether it asks only for what stands beside it, a question after it or an 'also' before it: 'hey, what code,
            and who pays', 'is it covered, also your phone'.
    """

    text: str
    asks: bool
    joint: Joint
    of: int | None = None
    implied: bool = False


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
        announced = ENUMERATED.found_in(mark) or (":" in mark and ANNOUNCES.found_in(sentence))
        for number, (clause, joint, added) in enumerate(clauses):
            if parts and POINTS_BACK.begins(clause):
                parts[-1] = replace(parts[-1], text=f"{parts[-1].text}, {clause}", asks=True)
                continue
            following = [text for (text, *_), asks in zip(clauses[number + 1 :], asking[number + 1 :]) if asks]
            before_a_question = _asks_beside_questions(clause, following)
            implied = not asking[number] and (added or before_a_question)
            parts.append(Part(clause, asking[number] or implied, joint, implied=implied))
    if len(parts) == 1 and is_list(parts[0].text):
        parts = [replace(parts[0], asks=True)]
    with_nouns: list[Part] = []
    for part in parts[:_MOST_CLAUSES]:
        divisible = part.asks and not ONE_MATTER.found_in(part.text)
        nouns = [piece for piece in NOUN_LINK.split(part.text) if _has_words(piece)] if divisible else []
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
    spoken_of = len(following) == 1 and SPEAKS_OF.found_in(following[0])
    return OPEN_INSIDE.found_in(clause) or (is_fragment(clause) and not spoken_of)


def _asks(clause: str, *, ends_asking: bool) -> bool:
    short = len(clause.split()) <= _SHORT
    return ends_asking or ASKS.begins(clause) or adds_nouns(clause) or (short and ALSO_OR_PLEASE.found_in(clause))


def _sentences(text: str) -> list[tuple[str, str]]:
    found, start = [], 0
    for mark_start, mark_end in sentence_ends(text):
        found.append((text[start:mark_start].strip(" ,"), text[mark_start:mark_end]))
        start = mark_end
    found.append((text[start:].strip(" ,"), ""))
    return [(sentence, mark) for sentence, mark in found if _has_words(sentence)]


def _clauses(sentence: str) -> list[tuple[str, Joint, bool]]:
    """The clauses, what parts each from the one before, and whether that is an 'also'."""
    cuts: list[tuple[int, int, Joint]] = [(start, end, "conjunction") for start, end in LINKED.cuts(sentence)]
    asked_before = ASKS_INDIRECTLY.first(sentence)
    for start, end in INDIRECT_IF.cuts(sentence):
        if asked_before and asked_before[1] <= start and not CONDITION.begins(sentence[end:]):
            cuts.append((start, end, "conjunction"))
    question_words = [start for start, _ in QUESTION_WORD.spans(sentence)]
    verbs = [start for start, _ in VERB.spans(sentence)]
    for start, end in BARE.cuts(sentence):
        before = sentence[:start]
        stranded = STRANDED.found_in(before) and STARTS_ANEW.begins(sentence[end:]) and ASKS.begins(before)
        waits_for_its_verb = _last(question_words, start) > _last(verbs, start)
        if stranded or not (waits_for_its_verb or LEADS_IN.found_in(before)):
            cuts.append((start, end, "bare"))
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
        added = ENDS_WITH_ALSO.found_in(sentence[:cut_end]) or IF.begins(sentence[cut_end:])
    if _has_words(sentence[start:]):
        clauses.append((sentence[start:].strip(" ,"), joint, added))
    return clauses


def _last(places: Sequence[int], at: int) -> int:
    """The last of the places, which are in order, before `at`; -1 where there is none."""
    number = bisect_left(places, at)
    return places[number - 1] if number else -1


def _has_words(text: str) -> bool:
    return sum(map(str.isalnum, text)) >= _FEWEST_LETTERS
