"""Regular expressions that take linear time on any text: what reads a visitor's words is compiled here, by RE2.

RE2 has no look-around and no back references, and refuses a pattern that asks for one. What must stand beside a match is said
by `cuts`, or in code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import re2

Span = tuple[int, int]

_OPTIONS = re2.Options()
_OPTIONS.case_sensitive = False
_OPTIONS.encoding = re2.Options.Encoding.LATIN1
_OPTIONS.log_errors = False  # what is wrong with a pattern is in the exception
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


class Pattern:
    """A regular expression in RE2's syntax, whatever the case of the letters.

    Raises:
        re2.error: it is none, or not one of linear time.
    """

    def __init__(self, expression: str) -> None:
        self.expression = expression
        self._compiled = re2.compile(expression.encode("ascii"), _OPTIONS)

    def found_in(self, text: str) -> bool:
        """Whether it matches anywhere."""
        return self._compiled.search(_one_byte_a_character(text)) is not None

    def begins(self, text: str) -> bool:
        """Whether it matches from the first character on."""
        return self._compiled.match(_one_byte_a_character(text)) is not None

    def fills(self, text: str) -> bool:
        """Whether it matches the text as a whole."""
        return self._compiled.fullmatch(_one_byte_a_character(text)) is not None

    def first(self, text: str, at: int = 0) -> Span | None:
        """Start and end of the first match that begins at `at` or later."""
        match = self._compiled.search(_one_byte_a_character(text), at)
        return match.span() if match else None

    def spans(self, text: str) -> Iterator[Span]:
        """Start and end of each match; none overlaps another."""
        return (match.span() for match in self._compiled.finditer(_one_byte_a_character(text)))

    def cuts(self, text: str) -> Iterator[Span]:
        """Start and end of the group in each match, which is never empty; what follows it may belong to the next match."""
        characters, at = _one_byte_a_character(text), 0
        while match := self._compiled.search(characters, at):
            start, at = match.span(match.lastindex)
            yield start, at

    def split(self, text: str) -> list[str]:
        """What stands between the matches."""
        edges = [0, *(edge for span in self.spans(text) for edge in span), len(text)]
        return [text[start:end] for start, end in zip(edges[::2], edges[1::2])]


def _one_byte_a_character(text: str) -> bytes:
    """What RE2 reads, so that places in it are places in the text: a letter that is not ASCII is an underscore there."""
    if not text.isascii():
        text = _NOT_ASCII.sub(_ascii, text)
    return text.encode()


def _ascii(match: re.Match[str]) -> str:
    character = match.group()
    if character.isalnum():
        return "_"
    if character.isspace():
        return " "
    return "-" if character in "\u2013\u2014" else "\x7f"
