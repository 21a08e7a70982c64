"""The content files: the real ones load, and each kind of mistake is told with file, line and field."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from content import ContentError, read_content
from content.reader import FOLDER, LiveContent

Edit = Callable[..., Path]


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """A copy of the content files in which one text of one file is replaced."""

    def edit(file: str, old: str, new: str) -> Path:
        for path in FOLDER.glob("*.yml"):
            shutil.copy(path, tmp_path)
        text = (FOLDER / file).read_text(encoding="utf-8")
        assert old in text, f"{file} no longer holds {old!r}"
        (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return tmp_path

    return edit


def line_of(file: str, text: str) -> int:
    """Line, from 1, of the first line of the real file that holds a text."""
    return next(
        at for at, line in enumerate((FOLDER / file).read_text(encoding="utf-8").splitlines(), 1) if text in line
    )


def message_of(folder: Path) -> str:
    with pytest.raises(ContentError) as caught:
        read_content(folder)
    return str(caught.value)


def test_the_real_files_are_in_order() -> None:
    read_content()


def test_an_unchanged_copy_reads_the_same(edited: Edit) -> None:
    assert read_content(edited("safety.yml", "911", "911")) == read_content()


@pytest.mark.parametrize(
    "file, old, new, at, message",
    [
        ("campuses.yml", 'opens: "08:00"', 'opens: "25:00"', 'opens: "08:00"',
         "'arizona.office.opens' is 25:00, hours run from 00:00 to 23:59"),
        ("campuses.yml", 'closes: "17:00"', 'closes: "17:60"', 'closes: "17:00"',
         "'arizona.office.closes' is 17:60, hours run from 00:00 to 23:59"),
        ("campuses.yml", 'closes: "17:00"', "closes: 5 pm", 'closes: "17:00"',
         "'arizona.office.closes' is 5 pm, hours run from 00:00 to 23:59"),
        ("campuses.yml", 'closes: "17:00"', 'closes: "07:00"', "  office:",
         "'arizona.office' 'opens' must be earlier than 'closes'"),
        ("campuses.yml", "timezone: America/Phoenix", "timezone: America/Fenix", "timezone: America/Phoenix",
         "'arizona.office.timezone' is America/Fenix, which is no IANA time zone, such as America/Phoenix"),
        ("campuses.yml", "timezone: America/Phoenix", "timezone: America", "timezone: America/Phoenix",
         "'arizona.office.timezone' is America, which is no IANA time zone, such as America/Phoenix"),
        ("campuses.yml", "days: [monday, tuesday, wednesday, thursday, friday]", "days: []", "days: [",
         "'arizona.office.days' is empty, an office takes calls on one day of the week at least"),
        ("campuses.yml", "toll_free: true", "tollfree: true", "  office:", "'arizona.office.toll_free' field required"),
        ("campuses.yml", "toll_free: true", "toll_free: true\n    tol_free: true", "timezone: America/Phoenix",
         "'arizona.office.tol_free' extra fields not permitted"),
        ("campuses.yml", "source: mayo", "source: maio", "source: mayo",
         "'arizona.office.source' is maio, which content/sources.yml does not hold"),
        ("kinds.yml", "source: cpt", "source: ama", "source: cpt",
         "'electron.source' is ama, which content/sources.yml does not hold"),
        ("cancers.yml", "words: [ovary,", "words: [womb, ovary,", "words: [ovary,",
         "'listed.ovary.words.0' is womb, which stands under 'endometrium' too"),
        ("cancers.yml", "words: [thyroid,", "words: [thyroid, Bowel,", "words: [thyroid,",
         "'not_listed.thyroid.words.1' is bowel, which stands under 'colon' too"),
        ("topics.yml", "related: [procedure, benefits", "related: [procedures, benefits", "related: [procedure, benefits",
         "'what_is_iort.related.0' is procedures, which is no other topic with a button"),
        ("topics.yml", "related: [procedure, benefits", "related: [what_is_iort, benefits", "related: [procedure, benefits",
         "'what_is_iort.related.0' is what_is_iort, which is no other topic with a button"),
        ("topics.yml", "related: [procedure, benefits", "related: [greet, benefits", "related: [procedure, benefits",
         "'what_is_iort.related.0' is greet, which is no other topic with a button"),
        ("topics.yml", "related: [insurance, book", "relatives: [insurance, book", "related: [insurance, book",
         "'referral.relatives' extra fields not permitted"),
        ("topics.yml", "  related: [insurance, book_appointment, contact_hours]\n", "", "referral:",
         "'referral' is an answer, which needs a 'button' and what is 'related'"),
        ("topics.yml", "greet: {kind: courtesy}", "greet: {kind: courtesy, offered_first: true}", "greet:",
         "'greet' is offered first, which needs a 'button'"),
        ("topics.yml", "by_campus: true}", "by_campus: true, same_everywhere: true}", "human_handoff:",
         "'human_handoff' is either 'by_campus' or 'same_everywhere'"),
        ("phrases.yml", "until {closes}", "until {clozes}", "open_now:",
         "'open_now' uses {clozes}; only these may stand in braces: closes, office"),
        ("phrases.yml", "until {closes}", "until {}", "open_now:",
         "'open_now' uses {}; only these may stand in braces: closes, office"),
        ("phrases.yml", "until {closes}", "until {closes", "open_now:", "'open_now' has a brace without its partner"),
    ],
    ids=[
        "hour past 23", "minute past 59", "time in words", "closes before it opens", "unknown zone", "a folder of zones", "no days",
        "missing field", "unknown field", "unknown source of an office", "unknown source of a kind", "word under two cancers",
        "word on both lists", "unknown related topic", "related to itself", "related topic without a button",
        "unknown field of a topic", "answer with nothing related", "offered first without a button",
        "by campus and the same everywhere", "unknown brace", "empty brace", "open brace",
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_line_and_field(
    edited: Edit, file: str, old: str, new: str, at: str, message: str
) -> None:
    expected = f"content/{file}, line {line_of(file, at)}: {message}"
    assert expected in message_of(edited(file, old, new)).splitlines()


@pytest.mark.parametrize(
    "file, old, new, start",
    [
        ("campuses.yml", "phone: 800-446-2279", "phone: 800-446-227", "'arizona.office.phone' "),
        ("campuses.yml", "phone: 800-446-2279", "phone: (800) 446-2279", "'arizona.office.phone' "),
        ("campuses.yml", "days: [monday,", "days: [munday,", "'arizona.office.days.0' "),
        ("kinds.yml", 'code: "77425"', 'code: "7742"', "'electron.code' "),
        ("safety.yml", '"911"', '"9111"', "'emergency_number' "),
        ("topics.yml", "title: What IORT is,", 'title: "",', "'what_is_iort.button.title' "),
        ("topics.yml", "kind: outside, whole_message", "kind: foreign, whole_message", "'non_english.kind' "),
        ("sources.yml", "dated: April 14, 2015", "dated:", "'mayo.dated' "),
    ],
    ids=[
        "short phone",
        "phone in another form",
        "misspelt day",
        "short code",
        "long number",
        "empty text",
        "unknown kind of a topic",
        "nothing given",
    ],
)
def test_a_value_that_cannot_be_right_names_its_line_and_field(
    edited: Edit, file: str, old: str, new: str, start: str
) -> None:
    assert message_of(edited(file, old, new)).startswith(f"content/{file}, line {line_of(file, old)}: {start}")


def test_a_missing_file_is_named(edited: Edit) -> None:
    folder = edited("safety.yml", "911", "911")
    (folder / "sources.yml").unlink()
    assert message_of(folder) == "content/sources.yml: the file is missing"


def test_a_duplicate_key_is_told_with_its_line(edited: Edit) -> None:
    folder = edited("topics.yml", "\ndeny:", "\ninsurance:")
    assert message_of(folder).startswith(
        f'content/topics.yml, line {line_of("topics.yml", "deny:")}: not valid YAML: found duplicate key "insurance"'
    )


@pytest.mark.parametrize("field", ["office", "phone"])
def test_a_duplicate_key_deep_in_a_file_is_noticed(edited: Edit, field: str) -> None:
    doubled = {
        "office": ("  office:\n", "  office: null\n  office:\n"),
        "phone": ("    phone:", "    phone: 1\n    phone:"),
    }
    assert f'found duplicate key "{field}"' in message_of(edited("campuses.yml", *doubled[field]))


@pytest.mark.parametrize(
    "old, new",
    [("[ovary,", "[[ovary,"), ("name: cancer of the ovary", "name: cancer: of the ovary"), ("  ovary:", "\tovary:")],
    ids=["open bracket", "second colon", "tab"],
)
def test_bad_yaml_is_told_with_its_file_and_a_line(edited: Edit, old: str, new: str) -> None:
    message = message_of(edited("cancers.yml", old, new))
    assert message.startswith("content/cancers.yml, line ") and ": not valid YAML: " in message


def test_a_control_character_is_bad_yaml_too(edited: Edit) -> None:
    assert message_of(edited("cancers.yml", "ovary", "ova\x07ry")).startswith("content/cancers.yml: not valid YAML: ")


def test_a_file_that_is_not_utf8_is_named(edited: Edit) -> None:
    folder = edited("safety.yml", "911", "911")
    (folder / "phrases.yml").write_bytes(b"open_now: \xff\xfe")
    assert message_of(folder) == "content/phrases.yml: the file is not UTF-8 text"


def test_an_empty_file_is_named(edited: Edit) -> None:
    folder = edited("safety.yml", "911", "911")
    (folder / "phrases.yml").write_text("", encoding="utf-8")
    assert message_of(folder).startswith("content/phrases.yml, line 1: the file ")


def test_every_mistake_has_a_line_of_its_own(edited: Edit) -> None:
    folder = edited("campuses.yml", 'opens: "08:00"', 'opens: "25:00"')
    text = (folder / "campuses.yml").read_text(encoding="utf-8")
    (folder / "campuses.yml").write_text(text.replace("507-538-3270", "507"), encoding="utf-8")
    assert [line.split("'")[1] for line in message_of(folder).splitlines()] == [
        "arizona.office.opens",
        "minnesota.office.phone",
    ]


def test_the_facts_cannot_be_changed_by_a_reader() -> None:
    with pytest.raises(TypeError):
        read_content().offices["arizona"].phone = "000-000-0000"


def test_florida_has_no_office() -> None:
    assert list(read_content().offices) == ["arizona", "minnesota"]


def test_a_code_leads_to_its_kind() -> None:
    assert read_content().codes == {"77425": "electron", "77424": "xray"}


@pytest.mark.parametrize("key, name", [("colon", "cancer of the colon"), ("breast", "breast cancer")])
def test_a_cancer_of_either_list_has_a_name(key: str, name: str) -> None:
    assert read_content().cancers.name_of(key) == name


def test_topics_are_found_by_kind_and_by_flag() -> None:
    facts = read_content()
    assert facts.topics_of("danger") == {"emergency", "crisis"}
    assert facts.topics_of("personal", "details") == {"personal_medical_advice", "results_diagnosis", "phi_shared"}
    assert facts.topics_with("whole_message") == {"non_english", "prompt_injection"}


def test_topics_with_a_button_come_in_the_order_of_the_file() -> None:
    facts = read_content()
    assert list(facts.buttons) == [key for key, topic in facts.topics.items() if topic.button]
    assert facts.buttons["deny"].title == "Something else"


def test_the_check_says_that_all_is_well() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "content"], cwd=FOLDER.parent, capture_output=True, text=True, check=True
    )
    assert done.stdout == "content: every file is in order\n"


# --- edited while it runs -------------------------------------------------------------------------------------------


def test_an_edited_file_is_read_again(edited: Edit) -> None:
    live = LiveContent(edited("campuses.yml", "800-446-2279", "800-446-2279"), look_every=0)
    before = live()
    assert live() is before
    edited("campuses.yml", "800-446-2279", "800-446-0000")
    assert live().campuses["arizona"].office.phone == "800-446-0000"


def test_a_wrong_edit_is_reported_once_and_not_taken_over(edited: Edit, caplog: pytest.LogCaptureFixture) -> None:
    live = LiveContent(edited("campuses.yml", "800-446-2279", "800-446-2279"), look_every=0)
    before = live()
    edited("campuses.yml", "800-446-2279", "800")
    assert [live(), live()] == [before, before]
    assert len(caplog.records) == 1 and "phone" in caplog.text


def test_files_that_are_wrong_from_the_start_are_an_error(edited: Edit) -> None:
    with pytest.raises(ContentError, match="phone"):
        LiveContent(edited("campuses.yml", "800-446-2279", "800"))()


def test_a_lock_file_of_an_editor_is_not_looked_at(edited: Edit) -> None:
    folder = edited("safety.yml", "911", "911")
    live = LiveContent(folder, look_every=0)
    before = live()
    (folder / ".#topics.yml").symlink_to("user@host.1:1")
    assert live() is before


def test_a_file_that_is_away_while_it_is_saved_changes_nothing(edited: Edit) -> None:
    folder = edited("safety.yml", "911", "911")
    live = LiveContent(folder, look_every=0)
    before = live()
    (folder / "saved.yml").symlink_to("not there yet")
    assert live() is before


def test_what_looks_like_a_date_and_is_none_is_named(edited: Edit) -> None:
    assert "content/safety.yml" in message_of(edited("safety.yml", "911", "911\nx: 2026-13-40"))
