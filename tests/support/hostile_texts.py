"""Texts that make a backtracking regular expression suffer, grown out of the words of our own patterns.

`python -m tests.support.hostile_texts WHAT` gives them to the functions of WHAT and names each on standard error before it begins, so
that whoever ends the process knows where it hung.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

LONGEST = 2000  # characters
_BETWEEN = (
    *(",", " ", ", and ", ", ", ". ", "-", " - ", ",,", "  ", "\n", "'", "@", ".", "/", "?"),
    *("1", " 1", "12 ", "A ", "a", "a1"),
)
# What is no word in a pattern: escapes such as \b, groups' heads, counts, classes.
_NO_WORDS = re.compile(r"\\[a-zA-Z]|\(\?[a-zA-Z<!=:-]*|\{[\d,]*\}|\[[^\]]*\]")
_WORDS = re.compile(r"[a-z0-9][a-z0-9']*(?: [a-z0-9']+)*")


def words_of(pattern: str) -> list[str]:
    """The words that stand in a regular expression, in its order."""
    return list(dict.fromkeys(_WORDS.findall(_NO_WORDS.sub("|", pattern.replace(r"\s+", " ")).lower())))


def hostile_texts(patterns: Sequence[str], each: int) -> Iterator[str]:
    """For each pattern so many texts of its words and of what may stand between them, repeated and mixed.

    They are the same in every run. Every other one has a single sign again and again, which is how one comma too many in a
    pattern took hours.
    """
    for pattern in patterns:
        chance = random.Random(pattern)
        words = words_of(pattern) or ["a"]
        signs = chance.sample(_BETWEEN, len(_BETWEEN))
        for number in range(each):
            head = chance.choice(["", chance.choice(words)]) + chance.choice(["", chance.choice(_BETWEEN)])
            mixed = [chance.choice(chance.choice((words, _BETWEEN))) for _ in range(chance.randint(1, 4))]
            unit = "".join(mixed) if number % 2 else signs[number // 2 % len(signs)]
            tail = chance.choice(["", " x", "!", chance.choice(words)])
            yield head + unit * ((LONGEST - len(head) - len(tail)) // len(unit)) + tail


def patterns_of(*modules: Any) -> list[str]:
    """The regular expressions among the modules' constants: compiled ones, and texts in dicts and tuples."""

    def within(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            value = tuple(value.values())
        if isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, str))
        else:
            yield from filter(None, [getattr(value, "expression", None) or getattr(value, "pattern", None)])

    constants = (value for module in modules for name, value in vars(module).items() if name.isupper())
    return list(dict.fromkeys(text for value in constants for text in within(value)))


def _understanding() -> tuple[list[str], list[Callable[[str], Any]]]:
    from iort.understanding import ellipsis, english, orders, question_forms, questions, spelling
    from iort.understanding import text as message_text
    from iort.understanding.clauses import parts_of
    from iort.understanding.names.extraction import Entity
    from iort.understanding.safety.rules import safety_rules

    rules = safety_rules()
    modules = (question_forms, questions, orders, message_text, ellipsis, english, spelling)
    of_rules = [rule.pattern.expression for rule in (*rules.exclusions, *rules.alarms)]
    of_rules += [rule.unless.expression for rule in (*rules.exclusions, *rules.alarms) if rule.unless]
    speller = spelling.Speller({"and"}, {"referral": -12.0, "radiation": -12.0})

    def normalize(text: str) -> None:
        message_text.readable(text)
        message_text.is_command(text)

    def safety(text: str) -> None:
        rules.alarm(rules.remaining(text))
        rules.alarm(text)

    def merging(text: str) -> None:
        question_forms.is_verbless(text)
        questions._HAS_VERB.found_in(text)
        ellipsis.is_elliptical(text, [Entity("campus", "arizona", 0, 1)])

    return patterns_of(*modules) + of_rules, [
        normalize,
        speller.correct,
        english.words_of,
        parts_of,
        safety,
        orders.is_injection,
        merging,
    ]


def _privacy() -> tuple[list[str], list[Callable[[str], Any]]]:
    from iort.privacy import addresses, dates, log_filter, names, numbers, public, redaction

    redaction.load()
    return patterns_of(addresses, dates, names, numbers, public), [redaction.redact, log_filter.without_details]


def _actions() -> tuple[list[str], list[Callable[[str], Any]]]:
    from datetime import datetime, timezone

    from actions import cpt_codes, eligible_cancers, locations, moments, yes_or_no
    from actions.turn import Turn

    now = datetime(2026, 11, 23, 12, tzinfo=timezone.utc)

    def answers(text: str) -> None:
        turn = Turn(text=text, found=[(label, text) for label in ("cancer", "campus", "code")])
        moments.asked_moment([text[:60]], [text], now)  # a day that the pipeline finds is a few words
        for replies in (
            cpt_codes.code_replies,
            eligible_cancers.cancer_replies,
            locations.location_replies,
            yes_or_no.yes_replies,
        ):
            replies(turn)

    return patterns_of(cpt_codes, eligible_cancers, locations, moments, yes_or_no), [answers]


# Texts for each pattern; checking one of 2,000 characters for private details takes fifty times what it takes to understand.
EACH = {"understanding": 12, "privacy": 3, "actions": 12}
OF = {"understanding": _understanding, "privacy": _privacy, "actions": _actions}


def main(what: str) -> None:
    """Give every text to every function of a part."""
    patterns, functions = OF[what]()
    texts = list(hostile_texts(patterns, EACH[what]))
    for function in functions:
        print(f"{function.__name__}: {len(texts)} texts", file=sys.stderr, flush=True)
        for text in texts:
            function(text)


if __name__ == "__main__":
    main(sys.argv[1])
