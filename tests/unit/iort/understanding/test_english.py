"""Which words a text has."""

from __future__ import annotations

import pytest

from iort.understanding.english import words_of


@pytest.mark.parametrize(
    "text, words",
    [
        ("What IS it?", ["what", "is", "it"]),
        ("don't, O'Brien's", ["don't", "o'brien", "s"]),
        ("x-ray a/b", ["x", "ray", "a", "b"]),
        ("call 911 or 1st", ["call", "or", "st"]),
        ("\u00bfcu\u00e1nto ni\u00f1o", ["cu\u00e1nto", "ni\u00f1o"]),
        ("a_b", ["a", "b"]),
        ("\u653e\u7597", ["\u653e\u7597"]),
        ("12 ?!", []),
        ("", []),
    ],
    ids=["capitals and marks", "apostrophes", "hyphen and slash", "numbers", "accents", "underscore", "another script", "no words", "nothing"],
)  # fmt: skip
def test_the_words_of_a_text(text: str, words: list[str]) -> None:
    assert words_of(text) == words
