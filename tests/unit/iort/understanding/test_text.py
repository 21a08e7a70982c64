"""Any text at all becomes harmless."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iort.understanding.text import MAX_CHARACTERS, is_command, normalize, readable

# With surrogates, which st.text() leaves out, and with the characters that have made trouble.
_TROUBLE = "/ \\\t\n\r\0\u200b\u202e\ufdfa\u2044\uff0f\ud800a1'\u2019\u0345"
any_text = st.text(st.characters(), max_size=25) | st.text(st.sampled_from(_TROUBLE), max_size=25)
long_text = st.builds(lambda text, times: text * times, any_text, st.integers(1, 400))


@given(any_text | long_text)
def test_it_is_never_longer_than_the_limit(text: str) -> None:
    assert len(normalize(text)) <= MAX_CHARACTERS == 500


@given(any_text)
def test_it_never_starts_as_a_command(text: str) -> None:
    assert not normalize(f"/{text}").startswith(("/", " "))


@given(any_text)
def test_it_holds_no_control_format_or_surrogate_character(text: str) -> None:
    assert not {unicodedata.category(char) for char in normalize(text)} & {"Cc", "Cf", "Cs", "Co", "Cn"}


@given(any_text)
def test_it_can_be_written_as_utf8(text: str) -> None:
    normalize(text).encode("utf-8")


@given(any_text)
def test_doing_it_twice_changes_nothing(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@settings(deadline=None)
@given(long_text)
def test_doing_it_twice_changes_nothing_in_a_text_that_was_cut(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@given(any_text)
def test_white_space_is_single_spaces_between_words(text: str) -> None:
    assert normalize(text) == " ".join(normalize(text).split())


@pytest.mark.parametrize(
    "text, normal",
    [
        ("What is IORT?", "What is IORT?"),
        ("  what\n\tis   it ", "what is it"),
        ("/restart", "restart"),
        ("/intent{\"a\": 1}", 'intent{"a": 1}'),
        (" / / //restart", "restart"),
        ("\uff0frestart", "restart"),
        ("\u200b/restart", "restart"),
        ("\ufeff/restart", "restart"),
        ("x-ray / electron", "x-ray / electron"),
        ("what\u2019s IORT", "what's IORT"),
        ("ＩＯＲＴ", "IORT"),
        ("ca\u0301ncer", "cáncer"),
        ("te\0xt", "te xt"),
        ("a\ud800b", "a b"),
        ("", ""),
        ("///", ""),
        ("\u202e\u200f", ""),
        ("a" * 499 + " b", "a" * 499),
        ("a" * 700, "a" * 500),
    ],
    ids=[
        "plain", "white space", "command", "intent", "slashes and spaces", "full-width slash", "zero-width before the slash",
        "byte order mark before the slash", "slash in the middle", "curly apostrophe", "full-width letters", "accent", "null",
        "surrogate", "empty", "slashes alone", "invisible alone", "cut at a space", "cut",
    ],
)  # fmt: skip
def test_a_text_becomes(text: str, normal: str) -> None:
    assert normalize(text) == normal


@pytest.mark.parametrize(
    "text, read",
    [("/restart", "restart"), ("\u200b", "?"), ("", "?"), ("\U0001f600 !", "?")],
    ids=["command", "invisible", "empty", "emoji"],
)
def test_a_message_is_read_normalized_or_as_a_question_mark(text: str, read: str) -> None:
    assert readable(text) == read


@pytest.mark.parametrize(
    "text, command",
    [
        ("/restart", True),
        (' /greet{"name": "x"} ', True),
        ("/restart now", False),
        ("restart", False),
        ("and/or", False),
        ("/", False),
    ],
    ids=["a command", "with entities and blanks", "more behind it", "no slash", "a slash within", "a slash alone"],
)
def test_a_message_that_is_nothing_but_a_command_is_known(text: str, command: bool) -> None:
    assert is_command(text) is command
