"""What `redact` promises of any text."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from presidio_analyzer import AnalyzerEngine

from content import content
from iort.channel import sentences
from iort.privacy import redaction
from iort.privacy.numbers import has_figures
from iort.privacy.redaction import WITHHELD, redact

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("call 507-555-0143", "call [phone]"),
        ("my email is jane@example.com.", "my email is [email]."),
        ("SSN 000-12-3456", "SSN [ssn]"),
        ("MRN 7-443-019", "MRN [record number]"),
        ("member id XJK908814423", "member id [policy number]"),
        ("visa 4111 1111 1111 1111", "visa [card]"),
        ("born 3/14/1951", "born [date of birth]"),
        ("I live at 88 Orchard Street, Apt 4C", "I live at [address]"),
        ("my name is jane", "my name is [name]"),
        ("my password is hunter2", "my password is [number]"),
    ],
)
def test_placeholder_says_what_was_there(text: str, expected: str) -> None:
    assert redact(text).text == expected


def test_found_gives_places_in_the_text_as_it_came() -> None:
    text = "I'm Dr. Kessler, 507-555-0143"
    assert [(text[found.start : found.end], found.kind) for found in redact(text).found] == [
        ("Kessler", "name"),
        ("507-555-0143", "phone"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "507\u2011555\u20110143",
        "507\u00a0555\u00a00143",
        "507\u200b-555-0143",
        "\uff15\uff10\uff17-\uff15\uff15\uff15-\uff10\uff11\uff14\uff13",
    ],
    ids=["hyphens that do not break", "spaces that do not break", "invisible characters", "full-width figures"],
)
def test_characters_that_look_alike_hide_nothing(text: str) -> None:
    assert redact(f"call {text}").text == "call [phone]"


@pytest.mark.parametrize("office", content().offices.values(), ids=lambda office: office.name)
@pytest.mark.parametrize(
    "shape", ["{}-{}-{}", "({}) {}-{}", "{}.{}.{}", "{} {} {}", "{}{}{}", "1-{}-{}-{}", "+1 {} {} {}"]
)
def test_phone_numbers_of_the_hospital_stay(office: object, shape: str) -> None:
    number = shape.format(*office.phone.split("-"))  # type: ignore[attr-defined]
    assert redact(f"is {number} right?").text == f"is {number} right?"
    assert redact(f"is {number} right? mine is 612-555-0109").text == f"is {number} right? mine is [phone]"


def test_what_the_assistant_asks_and_says_itself_stays() -> None:
    own = [*(topic.asks for topic in content().topics.values()), sentences.apology().text, sentences.too_long(500).text]
    assert [redact(text).text for text in own] == own


@pytest.mark.parametrize("name", ["Will", "May", "Mark", "Hope"])
def test_word_is_a_name_only_where_it_is_given_as_one(name: str) -> None:
    assert redact(f"My name is {name}").text == "My name is [name]"
    assert redact(f"{name} it hurt").text == f"{name} it hurt"


def test_code_is_public_until_a_label_makes_it_somebodys_number() -> None:
    assert redact("what is 77424").found == ()
    assert redact("my MRN is 77424").text == "my MRN is [record number]"


def test_date_of_birth_goes_and_date_of_a_visit_stays() -> None:
    assert redact("Jane Doe, 3/14/1951, surgery on 3/14/2024").text == "[name], [date of birth], surgery on 3/14/2024"


@given(
    st.text(max_size=600)
    | st.text(alphabet="0123456789-. ()@/", max_size=600)
    | st.text(alphabet="aA. ,'-\n", max_size=600)
)
def test_any_text_is_taken(text: str) -> None:
    redacted = redact(text)
    assert redacted.text != WITHHELD or text == WITHHELD  # which Hypothesis finds in the code and tries
    for before, after in zip(redacted.found, redacted.found[1:]):
        assert before.end <= after.start


@pytest.mark.parametrize("at", [0, 1, 99, 700, 880, 890, 895, 899, 900, 905, 1000, 1790, 2300])
def test_place_in_a_long_text_makes_no_difference(at: int) -> None:
    text = ("well " * 500)[:at] + " call 612-555-0109 or 800-446-2279, my name is Jane Roe. " + "well " * 500
    redacted = redact(text).text
    assert "call [phone] or 800-446-2279, my name is [name]. " in redacted
    assert len(redact(text).found) == 2


def test_text_of_any_length_is_taken() -> None:
    assert redact("1-" * 5_000 + " my name is Jane Roe").text.endswith("my name is [name]")


@given(
    st.lists(
        st.sampled_from(
            [
                "my name is Jane Sample",
                "507-555-0143",
                "jane@example.com",
                "born 3/14/1951",
                "what is IORT?",
                "12 Oak Street",
                "MRN 7443019",
            ]
        ),
        min_size=1,
        max_size=5,
    ).map(", ".join)
)
def test_redacting_again_changes_nothing(text: str) -> None:
    once = redact(text).text
    assert redact(once).text == once


def test_text_that_cannot_be_checked_is_withheld(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise ValueError("my name is Zebedea")

    monkeypatch.setattr(AnalyzerEngine, "analyze", fail)
    assert redact("my name is Zebedea").text == WITHHELD
    assert "failed with ValueError" in caplog.text
    assert "Zebedea" not in caplog.text


def test_nothing_is_fetched(tmp_path: Path) -> None:
    """In a process that cannot open a connection, with no cache of an earlier one: Presidio's own e-mail recogniser would."""
    script = """
import socket
def refuse(*args, **kwargs):
    raise AssertionError('a connection was asked for')
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refuse
from iort.privacy.redaction import redact
print(redact('mail jane@example.co.uk or see www.example.com').text)
"""
    environment = {**os.environ, "HOME": str(tmp_path), "TLDEXTRACT_CACHE": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "mail [email] or see www.example.com", done.stderr
    assert not re.search("connection|suffix", done.stderr)
    assert not [*tmp_path.iterdir()]


def test_what_is_remembered_is_only_what_has_nothing_private() -> None:
    redaction._check.cache_clear()
    for _ in range(2):
        assert redact("what are your hours").text == "what are your hours"
        assert redact("my name is Zebedea").text == "my name is [name]"
    remembered = redaction._check.cache_info()
    assert (remembered.currsize, remembered.hits) == (1, 1)


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("room 5", True),
        ("five oh seven", True),
        ("is this one covered", False),
        ("the boneyard of tenses", False),
        ("", False),
    ],
    ids=["a figure", "figures in words", "one alone", "within words", "nothing"],
)
def test_numbers_are_looked_for_where_there_are_figures(text: str, has: bool) -> None:
    assert has_figures(text) == has


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("my password is Sunflower", "my password is [number]"),
        ("send it to po box lakeview", "send it to [address]"),
        ("rx grp ABCDEF please", "rx grp [policy number] please"),
    ],
    ids=["a password", "a post box", "a group's name"],
)
def test_what_needs_no_figure_is_found_without_one(text: str, clean: str) -> None:
    assert redact(text).text == clean
