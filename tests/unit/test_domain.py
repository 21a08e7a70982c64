"""The texts of domain.yml: where their facts come from, how long and how plain they are, and that they are our own words."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import textstat
from ruamel.yaml import YAML

from actions.answering import Reply
from actions.book_appointment import booking_replies
from actions.contact_hours import contact_hours_reply
from actions.context import Context, Said
from actions.cpt_codes import code_replies
from actions.did_you_mean import unsure_reply
from actions.eligible_cancers import cancer_replies
from actions.follow_up import follow_up_replies
from actions.human_handoff import handoff_replies
from actions.locations import location_replies
from actions.moments import Asked
from actions.office_phrases import clock
from actions.simpler import SIMPLER, simpler_replies
from actions.source import source_reply
from actions.turn import Turn
from actions.unanswerable import unanswerable_replies
from actions.yes_or_no import no_replies, yes_replies
from content import content
from content.answers import response_variables
from tests.support import ROOT
from tests.support.source_word_runs import source_hashes, word_runs, write_hashes

DOMAIN = YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8"))
FACTS = content()
VARIABLES = response_variables(FACTS)
# An office day after both have closed: sentences are at their longest. A Friday and a Wednesday before a holiday.
NIGHTS = [datetime(2026, 11, 21, 2, tzinfo=timezone.utc), datetime(2026, 11, 26, 2, tzinfo=timezone.utc)]
NOONS = [datetime(2026, 11, 20, 18, tzinfo=timezone.utc), datetime(2026, 11, 26, 18, tzinfo=timezone.utc)]

MOST_WORDS = 90
MOST_GRADE = 8.0


def named(label: str, *values: str, **turn: Any) -> Turn:
    return Turn(found=[(label, value) for value in values], **turn)


def after(*answers: str, **context: Any) -> Context:
    return Context(last=tuple(Said(answer, answer) for answer in answers), **context)


def action_replies() -> list[Reply]:
    """Replies of every action, in each of the ways it can answer."""
    campuses = list(FACTS.campuses)
    cancers = [*FACTS.cancers.listed, *FACTS.cancers.not_listed]
    moments = [*NIGHTS, *NOONS]
    suggested = after("did_you_mean", offered=("insurance",))
    return [
        *(reply for now in moments for reply in booking_replies(Turn(now=now))),
        *(reply for key in campuses for now in moments for reply in booking_replies(named("campus", key, now=now))),
        *(contact_hours_reply(key, Asked(), now, None) for key in campuses for now in moments),
        *(contact_hours_reply(key, Asked(now.date()), now, None) for key in campuses for now in moments),
        *(reply for code in [*FACTS.codes, "other"] for reply in code_replies(named("code", code))),
        *code_replies(Turn()),
        *cancer_replies(named("cancer", *cancers)),
        *cancer_replies(Turn()),
        *(reply for now in moments for reply in handoff_replies(Turn(now=now))),
        *location_replies(named("campus", *campuses)),
        *location_replies(Turn()),
        source_reply(list(FACTS.sources)),
        source_reply([]),
        *(reply for subject in FACTS.subjects for reply in unanswerable_replies(named("subject", subject))),
        unsure_reply([], Context()),
        unsure_reply([{"name": "insurance", "confidence": 0.3}], Context()),
        unsure_reply([], suggested),
        *(reply for key in cancers for reply in simpler_replies(Turn(context=after(*SIMPLER, cancers=(key,))))),
        *(reply for now in moments for reply in simpler_replies(Turn(now=now, context=after("contact_hours")))),
        *simpler_replies(Turn()),
        *yes_replies(Turn()),
        *no_replies(Turn()),
        *follow_up_replies(Turn()),
        *follow_up_replies(Turn(context=after("what_is_iort", topic="what_is_iort"))),
        *follow_up_replies(Turn(context=Context(last=(Said("emergency", "emergency"),)))),
        *follow_up_replies(named("campus", "arizona")),
    ]


REPLIES = action_replies()
PASSED: dict[str, list[dict[str, str]]] = {}
for _reply in REPLIES:
    PASSED.setdefault(_reply.response, []).append(_reply.fields)


def variants() -> list[tuple[str, dict[str, Any]]]:
    return [(name, variant) for name, responses in DOMAIN["responses"].items() for variant in responses]


def filled() -> list[tuple[str, str]]:
    """Name and text of every response as a visitor may read it; several for those an action fills."""
    texts = []
    for name, variant in variants():
        for fields in PASSED.get(name, [{}]):
            text = " ".join(variant["text"].format_map({**VARIABLES, **fields}).split())
            if (name, text) not in texts:
                texts.append((name, text))
    return texts


def braces(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


VARIANTS = pytest.mark.parametrize("name, variant", variants(), ids=[name for name, _ in variants()])
FILLED = pytest.mark.parametrize("name, text", filled(), ids=[name for name, _ in filled()])
ENGLISH = pytest.mark.parametrize(
    "text", [pytest.param(text, id=name) for name, text in filled() if not name.endswith("spanish")]
)


# --- what stands in the file ----------------------------------------------------------------------------------------


@VARIANTS
def test_no_digit_stands_in_a_text_or_a_button(name: str, variant: dict[str, Any]) -> None:
    texts = [variant["text"], *(part for button in variant.get("buttons", []) for part in button.values())]
    assert [text for text in texts if re.search(r"\d", text)] == []


@VARIANTS
def test_every_brace_is_a_fact_or_passed_by_every_action_that_says_it(name: str, variant: dict[str, Any]) -> None:
    known = [set(VARIABLES) | set(fields) for fields in PASSED.get(name, [{}])]
    assert [braces(variant["text"]) - names for names in known if braces(variant["text"]) - names] == []


@VARIANTS
def test_every_brace_of_a_button_is_a_fact(name: str, variant: dict[str, Any]) -> None:
    used = {brace for button in variant.get("buttons", []) for part in button.values() for brace in braces(part)}
    assert used - set(VARIABLES) == set()


@VARIANTS
def test_every_response_has_an_answer_id(name: str, variant: dict[str, Any]) -> None:
    assert re.fullmatch(r"[a-z][a-z_]*", variant["metadata"]["answer"])


@VARIANTS
def test_every_source_is_one_that_content_holds(name: str, variant: dict[str, Any]) -> None:
    assert [source for source in variant["metadata"]["sources"] if source not in FACTS.sources] == []


@VARIANTS
def test_no_button_sends_a_command(name: str, variant: dict[str, Any]) -> None:
    assert [button for button in variant.get("buttons", []) if button["payload"].startswith("/")] == []


def test_an_answer_id_serves_one_set_of_sources() -> None:
    sources: dict[str, list[str]] = {}
    for name, variant in variants():
        metadata = variant["metadata"]
        assert sources.setdefault(metadata["answer"], metadata["sources"]) == metadata["sources"], name


def test_answer_ids_are_shared_only_by_variants_of_one_answer() -> None:
    responses: dict[str, set[str]] = {}
    for name, variant in variants():
        responses.setdefault(variant["metadata"]["answer"], set()).add(name)
    assert {answer: names for answer, names in responses.items() if len(names) > 1} == {
        "book_appointment": {"utter_book_appointment", "utter_book_appointment_campus"},
        "contact_hours": {"utter_office_now", "utter_office_then"},
    }


def test_every_reply_of_an_action_is_a_response_of_the_domain() -> None:
    assert set(PASSED) - set(DOMAIN["responses"]) == set()


def test_every_response_that_needs_a_field_is_said_by_an_action_tried_here() -> None:
    needy = {name for name, variant in variants() if braces(variant["text"]) - set(VARIABLES)}
    assert needy - set(PASSED) == set()


def test_every_action_of_the_domain_exists() -> None:
    named = {
        match
        for file in (ROOT / "actions").glob("*.py")
        for match in re.findall(r'return "(action_\w+)"', file.read_text(encoding="utf-8"))
    }
    assert named == set(DOMAIN["actions"])


# --- how it reads ---------------------------------------------------------------------------------------------------


@FILLED
def test_an_answer_has_at_most_ninety_words(name: str, text: str) -> None:
    assert len(text.split()) <= MOST_WORDS


@FILLED
def test_no_answer_is_empty_or_keeps_a_brace(name: str, text: str) -> None:
    assert text and not re.search(r"[{}]", text)


_PLACES = ["Mountain Standard Time", "Central time", "Mayo Clinic", "Minnesota", "Arizona", "Florida", "Phoenix", "Rochester",
           "Jacksonville", "Scottsdale"]  # fmt: skip
_LONGEST_FIRST = sorted(
    {
        *(cancer.name for group in (FACTS.cancers.listed, FACTS.cancers.not_listed) for cancer in group.values()),
        VARIABLES["listed_organs"],
        *_PLACES,
        *(kind.name for kind in FACTS.kinds.values()),
        *(f"{source.title} ({source.dated})" for source in FACTS.sources.values()),
        "IOERT",
        "IORT",
    },
    key=len,
    reverse=True,
)
_NAMES = re.compile("|".join(rf"\b{re.escape(name)}" for name in _LONGEST_FIRST))


def plain(text: str) -> str:
    """The text with cancers, places and documents by name, IORT, IOERT and phone numbers as one short word each."""
    text = re.sub(r"\d{3}-\d{3}-\d{4}( \(toll-free\))?", "it", _NAMES.sub("it", text))
    # abbreviations whose points textstat would take for the ends of sentences
    return text.replace("a.m.", "am").replace("p.m.", "pm").replace("U.S.", "US")


# Words of the answers whose syllables the rule below would miscount; the counts are those of the CMU dictionary.
_SYLLABLES = {
    "are": 1, "area": 3, "campuses": 3, "cases": 2, "experience": 4, "hours": 2, "lately": 2, "likely": 2, "messages": 3,
    "millions": 2, "modifier": 4, "modifiers": 4, "offices": 3, "one": 1, "page's": 2, "people": 2, "pm": 2, "am": 2, "recovery": 3,
    "services": 3, "someone": 2, "something": 2, "surgeon": 2, "surgeons": 2, "use": 1, "uses": 2, "x-ray": 2, "x-rays": 2, "yet": 1,
    "us": 2,
}  # fmt: skip


class Syllables(dict):
    """Stands in for the CMU dictionary, which textstat would download from the internet while a test runs."""

    def __missing__(self, word: str) -> list[list[str]]:
        return [["AH0"] * syllables_of(word)]


def syllables_of(word: str) -> int:
    if word in _SYLLABLES:
        return _SYLLABLES[word]
    spoken = re.sub(r"'s$|'", "", word)
    if len(spoken) > 3:
        spoken = re.sub(r"(?<=[^aeiouy])es$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$", "", spoken)
    split_vowels = r"(?<![tscx])i[ao](?!us)|ia$|io$|eo|iu|ua[lt]|uou|(?<=[aeiou])ing|ye[rt]"
    return max(1, len(re.findall(r"[aeiouy]+", spoken)) + len(re.findall(split_vowels, spoken)))


@pytest.fixture
def no_download(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textstat.backend.counts._count_syllables.get_cmudict", lambda lang: Syllables())


def test_the_measure_knows_plain_from_learned_words(no_download: None) -> None:
    hard = "Multidisciplinary oncological collaboration facilitates individualized therapeutic interventions."
    grades = [textstat.flesch_kincaid_grade(text) for text in ("The cat sat on the mat.", hard)]
    assert grades[0] < MOST_GRADE < grades[1]


@ENGLISH
def test_an_answer_reads_at_grade_eight_or_below(text: str, no_download: None) -> None:
    assert textstat.flesch_kincaid_grade(plain(text)) <= MOST_GRADE, plain(text)


# --- our own words, the sources' facts ------------------------------------------------------------------------------


SOURCES = source_hashes()


@FILLED
def test_no_eight_words_in_a_row_are_the_sources(name: str, text: str) -> None:
    assert SOURCES and [run for one, run in word_runs(text).items() if one in SOURCES] == []


@pytest.mark.parametrize(
    "text, copied",
    [
        ("We know: the Quick brown fox jumps over the lazy dog!", ["the quick brown fox jumps over the lazy"]),
        ("The quick brown fox jumps over the dog.", []),
        ("Open until 5 p.m. on every day but Sunday this year", ["until 5pm on every day but sunday this"]),
    ],
    ids=["eight words in other capitals and points", "seven words", "a time of day is one word"],
)
def test_a_run_of_a_document_is_recognised_by_its_hash(text: str, copied: list[str], tmp_path: Path) -> None:
    (tmp_path / "fable.txt").write_text("The quick, brown fox jumps over the lazy cat.", encoding="utf-8")
    (tmp_path / "hours.txt").write_text("until 5 p.m. on every day but Sunday, this month", encoding="utf-8")
    write_hashes(tmp_path, tmp_path / "hashes")
    hashes = source_hashes(tmp_path / "hashes")
    assert [run for one, run in word_runs(text).items() if one in hashes] == copied


def test_hashes_are_not_written_from_a_folder_that_lacks_a_document(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("the only one", encoding="utf-8")
    with pytest.raises(ValueError, match="1 .*files, .* 2 sources"):
        write_hashes(tmp_path, tmp_path / "hashes")


def known_numbers() -> set[str]:
    """Digit sequences of the content files; and opening hours as a visitor reads them, 17:00 as 5."""
    written = {
        number
        for file in (ROOT / "content").glob("*.yml")
        for line in file.read_text(encoding="utf-8").splitlines()
        for number in re.findall(r"\d+", re.sub(r"(^|\s)#.*", "", line))
    }
    spoken = {
        number
        for office in FACTS.offices.values()
        for at in (office.opens, office.closes)
        for number in re.findall(r"\d+", clock(at))
    }
    return written | spoken


# A date that the visitor asked about is computed, not stated.
_DATES = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}\b(?!, \d)"
)


@FILLED
def test_every_number_in_an_answer_comes_from_the_content_files(name: str, text: str) -> None:
    assert [number for number in re.findall(r"\d+", _DATES.sub("", text)) if number not in known_numbers()] == []
