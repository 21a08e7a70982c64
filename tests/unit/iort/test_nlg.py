"""Response texts filled with the facts of content/."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from iort.nlg import ContentNLG, LiveAnswers

# --- as Rasa runs it ------------------------------------------------------------------------------------------------

DOMAIN = Domain.from_yaml(
    """
    version: "3.1"
    slots: {mood: {type: text, influence_conversation: false, mappings: [{type: custom}]}}
    responses:
      utter_phone:
      - text: "Call {arizona_phone}."
        buttons: [{title: "{title_referral}", payload: "{ask_referral}"}]
        metadata: {answer: phone, sources: [mayo]}
      utter_status:
      - text: "{status} Call {phone}. {note}"
      utter_mood:
      - text: "You are {mood}."
    """
)


def said(response: str, **fields: str) -> dict:
    nlg = ContentNLG(EndpointConfig(), DOMAIN)
    tracker = DialogueStateTracker.from_events("visitor-1", [], DOMAIN.slots)
    return asyncio.run(nlg.generate(response, tracker, "test", **fields))


def test_a_fact_fills_the_text() -> None:
    assert said("utter_phone")["text"] == "Call 800-446-2279."


def test_a_fact_fills_the_buttons() -> None:
    assert said("utter_phone")["buttons"] == [{"title": "Referrals", "payload": "Do I need a referral?"}]


def test_the_metadata_stays() -> None:
    assert said("utter_phone")["metadata"] == {"answer": "phone", "sources": ["mayo"]}


def test_what_an_action_passes_fills_the_text() -> None:
    assert said("utter_status", status="Open.", phone="1", note="Really.")["text"] == "Open. Call 1. Really."


def test_an_empty_part_leaves_no_space() -> None:
    assert said("utter_status", status="Open.", phone="1", note="")["text"] == "Open. Call 1."


def test_a_reply_begins_with_a_capital_whatever_it_begins_with() -> None:
    assert said("utter_status", status="cancer of the stomach.", phone="1", note="")["text"].startswith("Cancer of")


def test_filling_one_reply_does_not_change_the_next() -> None:
    said("utter_status", status="Open.", phone="1", note="")
    assert said("utter_status", status="Closed.", phone="2", note="")["text"] == "Closed. Call 2."


# --- edited while it runs -------------------------------------------------------------------------------------------

META = "metadata: {answer: phone}"
TRAINED = {"utter_phone": [{"text": "Call us.", "metadata": {"answer": "phone"}}]}


@pytest.fixture
def domain_file(tmp_path: Path) -> Path:
    file = tmp_path / "domain.yml"
    write(file, f"responses: {{utter_phone: [{{text: Call us., {META}}}]}}", at=1)
    return file


def write(file: Path, text: str, at: int) -> None:
    """Save the file as an editor does; `at` keeps two saves apart however coarse the file system's clock is."""
    file.write_text(text)
    os.utime(file, ns=(at, at))


def test_an_edited_answer_is_said_at_once(domain_file: Path) -> None:
    answers = LiveAnswers(TRAINED, domain_file)
    assert answers()["utter_phone"][0]["text"] == "Call us."
    write(domain_file, f"responses: {{utter_phone: [{{text: Please call us., {META}}}]}}", at=2)
    assert answers()["utter_phone"][0]["text"] == "Please call us."


@pytest.mark.parametrize(
    "text",
    [
        "responses: [",
        "responses: {utter_other: [{text: x, metadata: {answer: x}}]}",
        "just words",
        "",
        "version: 1",
        "responses: {utter_phone: }",
        "responses: {utter_phone: [{text: 'Call {fone}.', metadata: {answer: phone}}]}",
    ],
    ids=[
        "no YAML",
        "the answer is gone",
        "no mapping",
        "an empty file",
        "no responses",
        "an empty answer",
        "a misspelt name",
    ],
)
def test_a_wrong_edit_is_reported_and_leaves_the_answers_as_they_were(
    domain_file: Path, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    answers = LiveAnswers(TRAINED, domain_file)
    write(domain_file, text, at=2)
    assert [answers()["utter_phone"][0]["text"] for _ in range(2)] == ["Call us."] * 2
    assert len(caplog.records) == 1 and str(domain_file) in caplog.text
    write(domain_file, f"responses: {{utter_phone: [{{text: Mended., {META}}}]}}", at=3)
    assert answers()["utter_phone"][0]["text"] == "Mended."


def test_without_the_file_the_model_s_own_answers_are_said(tmp_path: Path) -> None:
    assert LiveAnswers(TRAINED, tmp_path / "domain.yml")() == TRAINED
