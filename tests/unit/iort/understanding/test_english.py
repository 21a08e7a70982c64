"""Which words there are, and which a text has."""

from __future__ import annotations

import pytest
import spacy_lookups_data
import srsly

from iort.understanding.english import RAREST_WORD, common_words, word_frequencies, words_of

FREQUENCIES = word_frequencies()


@pytest.mark.parametrize(
    "word, listed",
    [("the", True), ("tumor", True), ("'s", True), ("Monday", False), ("I", False), ("xylophagous", False)],
    ids=["commonest", "common", "a piece", "capital", "capital alone", "too rare"],
)  # fmt: skip
def test_the_table_lists_the_commoner_words_in_lower_case(word: str, listed: bool) -> None:
    assert (word in FREQUENCIES) is listed


def test_the_table_is_read_as_far_as_the_rarest_word_and_no_commoner_one_follows() -> None:
    table = srsly.read_gzip_json(spacy_lookups_data.en["lexeme_prob"].with_suffix(".json.gz"))
    assert pytest.approx(FREQUENCIES) == {
        word: value for word, value in table.items() if value > RAREST_WORD and word.islower()
    }


def test_common_words_are_whole_words() -> None:
    words = common_words()
    assert 19_000 < len(words) < 21_000
    assert all(map(str.isalpha, words))


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
