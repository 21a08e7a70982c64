"""Which messages only name something, so that their topic is that of the question before."""

from __future__ import annotations

import re

import pytest

from iort.understanding.ellipsis import is_elliptical
from iort.understanding.names.extraction import Entity

_MARKED = re.compile(r"\[(.+?)\]\((.+?)\)")


def read(marked: str) -> tuple[str, list[Entity]]:
    """Text and entities of a message with its names marked as in training data: 'and in [Minnesota](campus)?'."""
    text, entities, at = "", [], 0
    for found in _MARKED.finditer(marked):
        text += marked[at : found.start()]
        entities.append(Entity(found[2], found[1], len(text), len(text) + len(found[1])))
        text += found[1]
        at = found.end()
    return text + marked[at:], entities


@pytest.mark.parametrize(
    "marked",
    [
        "[Minnesota](campus)", "and in [Minnesota](campus)?", "What about [stomach](cancer) cancer?", "my mom's [breast](cancer) cancer",
        "ok thanks, and on [Sunday](day) at [9 am](time)?", "[Arizona](campus) or [Florida](campus)?", "[77424](code)?",
        "and [electron](kind) too pls", "is it the same process at [Arizona](campus)", "[Arizona](campus) equivalent number",
    ],
)  # fmt: skip
def test_names_with_nothing_but_small_words_are_elliptical(marked: str) -> None:
    assert is_elliptical(*read(marked))


@pytest.mark.parametrize(
    "marked",
    [
        "what is the phone number in [Minnesota](campus)?", "do you treat [stomach](cancer) cancer", "is [Sunday](day) parking free",
        "and in Minnesota?", "what about that one", "", "[how long does it take](subject)", "[yes](language)", "[ioert](kind)?", "[IOERT](kind)",
        "[77424](code) 12",
    ],
    ids=[
        "a topic beside the name", "a verb beside the name", "a noun beside the name", "no name was found", "small words alone", "nothing",
        "a subject is no name", "a language is no name", "IOERT is a topic", "IOERT in capitals", "a number beside the name",
    ],
)  # fmt: skip
def test_a_message_that_says_more_or_names_nothing_is_not(marked: str) -> None:
    assert not is_elliptical(*read(marked))


def test_another_name_beside_ioert_counts() -> None:
    assert is_elliptical(*read("and [ioert](kind) in [Arizona](campus)")) is False
    assert is_elliptical(*read("and [x-ray](kind) in [Arizona](campus)")) is True


@pytest.mark.parametrize(
    "words, elliptical",
    [
        ("is visitor parking organised exactly the same there", True),
        ("is the visitor parking organised exactly the same there", False),
    ],
    ids=["eight", "nine"],
)
def test_same_covers_other_words_in_a_short_message(words: str, elliptical: bool) -> None:
    assert is_elliptical(*read(f"{words} [Arizona](campus)")) is elliptical
