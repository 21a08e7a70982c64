"""English words: which there are, how common they are, and the words of a text."""

from __future__ import annotations

import re

import spacy_lookups_data
import srsly

# Natural log of the relative frequency in spaCy's English table: the 20,000 or so commonest words.
_COMMON_WORD = -14.0
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, without numbers."""
    return [word.lower() for word in _WORD.findall(text)]


def common_words() -> list[str]:
    """The commonest English words in lower case, 20,000 or so."""
    return [word for word, value in word_frequencies().items() if value > _COMMON_WORD and word.isalpha()]


def word_frequencies() -> dict[str, float]:
    """Natural log of the relative frequency of English words in lower case, from spaCy's table of a million."""
    # read as plain JSON: spaCy's own table of it keeps only the hashes of the words
    log_prob = srsly.read_gzip_json(spacy_lookups_data.en["lexeme_prob"].with_suffix(".json.gz"))
    return {word: value for word, value in log_prob.items() if word.islower()}
