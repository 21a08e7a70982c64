"""English words: which there are, how common they are, and the words of a text."""

from __future__ import annotations

import gzip
import re

import spacy_lookups_data
import srsly

# Natural log of the relative frequency in spaCy's English table: the 20,000 or so commonest words.
_COMMON_WORD = -14.0
RAREST_WORD = -16.2  # the table goes on for 900,000 more, many of them typing errors
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, without numbers."""
    return [word.lower() for word in WORD.findall(text)]


def looks_like_a_name(word: re.Match[str]) -> bool:
    """Whether a word has a capital within a text that is not all capitals."""
    text = word.string
    return word.group()[0].isupper() and word.start() > 0 and text.upper() != text


def common_words() -> list[str]:
    """The commonest English words in lower case, 20,000 or so."""
    return [word for word, value in word_frequencies().items() if value > _COMMON_WORD and word.isalpha()]


def word_frequencies() -> dict[str, float]:
    """Natural log of the relative frequency of the 58,000 commonest English words in lower case."""
    return {word: value for word, value in frequencies_above(RAREST_WORD).items() if word.islower()}


def frequencies_above(rarest: float) -> dict[str, float]:
    """Natural log of the relative frequency of words as written, capitals kept, that are commoner than `rarest`.

    spaCy's table names a million words, one a line, the commonest first; read whole it takes 4 s and 220 MB.
    """
    table = spacy_lookups_data.en["lexeme_prob"].with_suffix(".json.gz")
    frequencies = {}
    with gzip.open(table, "rt", encoding="utf-8") as lines:
        for line in lines:
            quoted, _, value = line.strip(" ,\n").rpartition(":")
            if not quoted:  # the bracket that opens the table
                continue
            if float(value) <= rarest:
                break
            frequencies[str(srsly.json_loads(quoted))] = float(value)
    return frequencies
