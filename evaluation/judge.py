"""Whether a reply is one that a careful reader would accept, and what kind of failure it is where not."""

from __future__ import annotations

from typing import Literal

from bench.metrics import DECLINING
from content import content
from evaluation.conversation import Observed
from evaluation.sets import SAFETY, Expected

ASKED_BACK = frozenset({"did_you_mean", "not_understood", "not_understood_again", "which_one"})
# Their answer depends on the conversation, so they are judged by how they were understood.
_UNDERSTOOD = content().topics_with("from_context")

Verdict = Literal["right", "asked back", "wrong", "alarm missed", "false alarm", "wrong words", "silence"]


def judge(expected: Expected, observed: Observed) -> Verdict:
    """The verdict on one turn.

    'asked back' is neither right nor wrong: a suggestion was made, or the visitor was asked to say it again.
    """
    if not observed.answers:
        return "silence"
    alarmed = any(topic in SAFETY for topic in observed.topics)
    if expected.safety:
        wanted = expected.safety != "neither"
        return "right" if alarmed == wanted else "alarm missed" if wanted else "false alarm"
    fit = _topics_fit if expected.in_order else _all_answered
    if expected.topics and not fit(expected, observed):
        wanted = any(topics[0] in SAFETY for topics in expected.topics)
        if wanted != alarmed:
            return "alarm missed" if wanted else "false alarm"
        if alarmed:
            return "right"
        return "asked back" if set(observed.topics) <= ASKED_BACK else "wrong"
    said = observed.said.lower()
    missing = [words for words in expected.says if not any(word in said for word in words.lower().split("|"))]
    unwanted = [words for words in expected.never if words.lower() in said]
    return "wrong words" if missing or unwanted or not _subjects_named(expected, observed) else "right"


def _topics_fit(expected: Expected, observed: Observed) -> bool:
    if len(expected.topics) == 1:
        (acceptable,) = expected.topics
        if observed.intent in acceptable and observed.intent in _UNDERSTOOD:
            return True
        return len(set(observed.topics)) == 1 and _fits(observed.topics[0], acceptable)
    return len(observed.topics) == len(expected.topics) and all(
        _fits(topic, acceptable) for topic, acceptable in zip(observed.topics, expected.topics)
    )


def _all_answered(expected: Expected, observed: Observed) -> bool:
    """Whether each question got an acceptable answer, in any order, and nothing else was said."""
    if len(expected.topics) == 1 and observed.intent in expected.topics[0] and observed.intent in _UNDERSTOOD:
        return True
    wanted = [{*topics, *(ASKED_BACK if DECLINING & set(topics) else ())} for topics in expected.topics]
    met = all(any(topic in acceptable for topic in observed.topics) for acceptable in wanted)
    return met and set(observed.topics) <= set().union(*wanted)


def _fits(topic: str, acceptable: tuple[str, ...]) -> bool:
    # Whatever is outside gets one and the same kind of answer.
    return topic in acceptable or (topic in DECLINING and acceptable[0] in DECLINING and acceptable[0] != "non_english")


def _subjects_named(expected: Expected, observed: Observed) -> bool:
    if "unanswerable" not in observed.topics:
        return True
    return all(content().subjects[subject].name in observed.said for subject in expected.subjects if subject)
