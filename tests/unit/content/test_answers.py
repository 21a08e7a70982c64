"""What the texts of answers may name, and which mistakes are found before a visitor sees them."""

from __future__ import annotations

from typing import Any

import pytest

from content import content
from content.answers import answer_mistakes, response_variables, spoken_list

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


def variant(**parts: Any) -> dict[str, list[dict[str, Any]]]:
    return {
        "utter_phone": [
            {"text": "Call {arizona_phone}.", "metadata": {"answer": "phone", "sources": ["mayo"]}, **parts}
        ]
    }


@pytest.mark.parametrize(
    "responses, mistake",
    [
        (variant(text="Call {arizona_fone}."), "names {arizona_fone}, which nothing fills in"),
        (variant(text="In 95% of cases."), "has the number 95"),
        (variant(text="Call {arizona_phone"), "has a brace too many or too few"),
        (variant(text="Call {}."), "names {}, which nothing fills in"),
        (variant(text="  "), "has an empty text"),
        (variant(text=None), "has an empty text"),
        (variant(buttons=[{"title": "{title_refferal}", "payload": "x"}]), "names {title_refferal}"),
        (variant(metadata={"answer": "phone", "sources": ["mayoo"]}), "has the source mayoo"),
        (variant(metadata={}), "has no 'answer'"),
        ({"utter_phone": []}, "has no text"),
        ({"utter_phone": None}, "has no text"),
        ({"utter_phone": ["x"]}, "has no text"),
        ({}, "'responses' is missing"),
        (None, "'responses' is missing"),
    ],
    ids=[
        "a misspelt name", "a number", "an open brace", "a brace without a name", "blanks", "nothing", "in a button", "a source", "no answer",
        "no variant", "null", "no mapping", "no response", "no responses",
    ],
)  # fmt: skip
def test_a_mistake_is_named(responses: object, mistake: str) -> None:
    (found,) = answer_mistakes(responses, content())
    assert mistake in found


def test_an_answer_in_order_has_none() -> None:
    assert answer_mistakes(variant(), content()) == []
