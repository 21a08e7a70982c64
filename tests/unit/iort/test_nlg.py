"""Response texts filled with the facts of content/."""

from __future__ import annotations

import asyncio

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from content import content
from iort.nlg import ContentNLG, response_variables, spoken_list

VARIABLES = response_variables(content())


@pytest.mark.parametrize(
    "items, spoken",
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
    ids=["none", "one", "two", "three"],
)
def test_a_list_is_spoken_with_and_before_the_last(items: list[str], spoken: str) -> None:
    assert spoken_list(items) == spoken


@pytest.mark.parametrize(
    "name, value",
    [
        ("arizona_phone", "800-446-2279"),
        ("minnesota_phone", "507-538-3270"),
        ("xray_code", "77424"),
        ("electron_code", "77425"),
        ("xray_name", "low-energy x-ray IORT"),
        ("electron_name", "electron IORT (IOERT)"),
        ("mayo_dated", "April 14, 2015"),
        ("emergency_number", "911"),
        ("crisis_line", "988"),
        ("listed_other", "soft tissue sarcoma"),
        (
            "listed_organs",
            "anus, bladder, cervix, colon, kidney, lining of the uterus (endometrium), ovary, pancreas, prostate, rectum "
            "and stomach",
        ),
        ("title_referral", "Referrals"),
        ("ask_referral", "Do I need a referral?"),
    ],
)
def test_a_name_in_braces_stands_for_the_fact(name: str, value: str) -> None:
    assert VARIABLES[name] == value


def test_florida_has_no_phone_to_name() -> None:
    assert "florida_phone" not in VARIABLES


def test_every_topic_with_a_button_has_a_title_and_a_question() -> None:
    assert {f"{part}_{key}" for key in content().buttons for part in ("title", "ask")} <= set(VARIABLES)


def test_every_value_is_a_text_that_says_something() -> None:
    assert [name for name, value in VARIABLES.items() if not (isinstance(value, str) and value.strip())] == []


def test_no_value_holds_a_brace_that_would_be_filled_again() -> None:
    assert [name for name, value in VARIABLES.items() if "{" in value or "}" in value] == []


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
