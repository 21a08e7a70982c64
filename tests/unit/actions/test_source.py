"""Where the last answer comes from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from actions.source import ActionSource, source_reply

MAYO = "Mayo Clinic, page on intraoperative radiation therapy (IORT) (April 14, 2015)"
CPT = "Coding Ahead, reference page on CPT 77424 (copyright 2026)"


@pytest.mark.parametrize(
    "sources, listed",
    [(["mayo"], MAYO), (["cpt"], CPT), (["mayo", "cpt"], f"{MAYO}; {CPT}"), (["gone", "cpt"], CPT)],
    ids=["the page", "the code reference", "both in order", "an unknown one left out"],
)
def test_each_source_is_named_with_its_date(sources: list[str], listed: str) -> None:
    reply = source_reply(sources)
    assert (reply.response, reply.fields) == ("utter_source", {"source_list": listed})


@pytest.mark.parametrize("sources", [[], ["gone"]], ids=["none", "unknown"])
def test_without_a_source_that_is_said(sources: list[str]) -> None:
    assert source_reply(sources).response == "utter_no_source"


def test_the_sources_are_those_of_the_last_answer(run: Callable[..., list[dict[str, Any]]]) -> None:
    (message,) = run(ActionSource(), "source?", before=[[], "utter_insurance", [], "utter_cpt_codes"])
    assert message["source_list"] == CPT


def test_before_any_answer_there_is_no_source(run: Callable[..., list[dict[str, Any]]]) -> None:
    assert [message["response"] for message in run(ActionSource(), "source?")] == ["utter_no_source"]


def test_two_replies_of_one_turn_have_their_sources_named_once_each(run: Callable[..., list[dict[str, Any]]]) -> None:
    (message,) = run(ActionSource(), "source?", before=[[], "utter_cpt_codes", "utter_what_is_iort"])
    assert message["source_list"] == f"{CPT}; {MAYO}"


def test_small_talk_after_an_answer_has_no_source(run: Callable[..., list[dict[str, Any]]]) -> None:
    (message,) = run(ActionSource(), "source?", before=[[], "utter_insurance", [], "utter_thanks"])
    assert message["response"] == "utter_no_source"
