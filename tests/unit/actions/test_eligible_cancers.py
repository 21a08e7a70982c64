"""A cancer on the published list, one that is not, none named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from actions.answering import Reply
from actions.context import Context
from actions.eligible_cancers import ActionEligibleCancers, cancer_replies
from actions.turn import Turn
from content import content

# Fact F9, written out: the list in content/ may not grow or shrink by accident.
LISTED = {
    "soft_tissue_sarcoma", "anus", "bladder", "cervix", "colon", "kidney", "endometrium", "ovary", "pancreas", "prostate", "rectum",
    "stomach",
}  # fmt: skip


def naming(*cancers: str) -> Turn:
    return Turn(found=[("cancer", cancer) for cancer in cancers])


def test_the_published_list_is_that_of_the_sources() -> None:
    assert set(content().cancers.listed) == LISTED


@pytest.mark.parametrize("cancer", sorted(LISTED))
def test_a_listed_cancer_is_said_to_be_on_the_list(cancer: str) -> None:
    assert cancer_replies(naming(cancer)) == [
        Reply("utter_cancer_listed", {"cancer": content().cancers.listed[cancer].name})
    ]


@pytest.mark.parametrize("cancer", sorted(content().cancers.not_listed))
def test_any_other_cancer_is_said_not_to_be_on_it(cancer: str) -> None:
    name = content().cancers.not_listed[cancer].name
    assert cancer_replies(naming(cancer)) == [Reply("utter_cancer_not_listed", {"cancer": name})]


@pytest.mark.parametrize("cancers", [[], ["unheard_of"]], ids=["none", "unknown"])
def test_without_a_known_cancer_the_list_is_given(cancers: list[str]) -> None:
    assert cancer_replies(naming(*cancers)) == [Reply("utter_eligible_cancers")]


def test_two_cancers_get_two_answers_in_the_order_asked() -> None:
    assert [reply.response for reply in cancer_replies(naming("breast", "colon"))] == [
        "utter_cancer_not_listed",
        "utter_cancer_listed",
    ]


def test_an_unknown_cancer_beside_a_known_one_is_left_out() -> None:
    assert [reply.fields["cancer"] for reply in cancer_replies(naming("unheard_of", "anus"))] == ["cancer of the anus"]


def test_the_cancers_come_from_the_message(run: Callable[..., list[dict[str, Any]]]) -> None:
    (message,) = run(ActionEligibleCancers(), entities=[("cancer", "ovary")])
    assert (message["response"], message["cancer"]) == ("utter_cancer_listed", "cancer of the ovary")


def test_a_cancer_named_twice_is_answered_once(run: Callable[..., list[dict[str, Any]]]) -> None:
    assert len(run(ActionEligibleCancers(), entities=[("cancer", "ovary"), ("cancer", "ovary")])) == 1


def test_other_entities_are_no_cancers(run: Callable[..., list[dict[str, Any]]]) -> None:
    (message,) = run(ActionEligibleCancers(), entities=[("campus", "arizona"), ("subject", "ovary")])
    assert message["response"] == "utter_eligible_cancers"


@pytest.mark.parametrize(
    "text",
    [
        "is it on the list",
        "Does IORT work for that?",
        "can this be treated",
        "is mine on the list",
        "and is hers treated",
    ],
)
def test_a_question_that_points_back_is_about_the_cancer_named_before(text: str) -> None:
    turn = Turn(text=text, context=Context(cancer="breast"))
    assert cancer_replies(turn) == [Reply("utter_cancer_not_listed", {"cancer": "breast cancer"})]


@pytest.mark.parametrize(
    "text",
    [
        "which cancers does it treat", "what is it used for", "does it treat any other cancers", "can IORT treat cancer",
        "is it used for all cancers", "what kinds of cancer is that for", "do you have more cancers than this and others",
    ],
)  # fmt: skip
def test_a_question_about_cancers_at_large_is_answered_with_the_list(text: str) -> None:
    assert cancer_replies(Turn(text=text, context=Context(cancer="breast"))) == [Reply("utter_eligible_cancers")]


def test_a_question_that_points_back_to_nothing_is_answered_with_the_list() -> None:
    assert cancer_replies(Turn(text="is it on the list")) == [Reply("utter_eligible_cancers")]


def test_the_cancer_named_now_beats_the_one_before() -> None:
    turn = Turn(text="is it on the list", found=[("cancer", "ovary")], context=Context(cancer="breast"))
    assert [reply.fields["cancer"] for reply in cancer_replies(turn)] == ["cancer of the ovary"]
