"""A cancer on the published list, one that is not, none named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from actions.answering import Reply
from actions.eligible_cancers import ActionEligibleCancers, cancer_replies
from content import content

# Fact F9, written out: the list in content/ may not grow or shrink by accident.
LISTED = {
    "soft_tissue_sarcoma", "anus", "bladder", "cervix", "colon", "kidney", "endometrium", "ovary", "pancreas", "prostate", "rectum",
    "stomach",
}  # fmt: skip


def test_the_published_list_is_that_of_the_sources() -> None:
    assert set(content().cancers.listed) == LISTED


@pytest.mark.parametrize("cancer", sorted(LISTED))
def test_a_listed_cancer_is_said_to_be_on_the_list(cancer: str) -> None:
    assert cancer_replies([cancer]) == [Reply("utter_cancer_listed", {"cancer": content().cancers.listed[cancer].name})]


@pytest.mark.parametrize("cancer", sorted(content().cancers.not_listed))
def test_any_other_cancer_is_said_not_to_be_on_it(cancer: str) -> None:
    name = content().cancers.not_listed[cancer].name
    assert cancer_replies([cancer]) == [Reply("utter_cancer_not_listed", {"cancer": name})]


@pytest.mark.parametrize("cancers", [[], ["unheard_of"]], ids=["none", "unknown"])
def test_without_a_known_cancer_the_list_is_given(cancers: list[str]) -> None:
    assert cancer_replies(cancers) == [Reply("utter_eligible_cancers")]


def test_two_cancers_get_two_answers_in_the_order_asked() -> None:
    assert [reply.response for reply in cancer_replies(["breast", "colon"])] == [
        "utter_cancer_not_listed",
        "utter_cancer_listed",
    ]


def test_an_unknown_cancer_beside_a_known_one_is_left_out() -> None:
    assert [reply.fields["cancer"] for reply in cancer_replies(["unheard_of", "anus"])] == ["cancer of the anus"]


def test_the_cancers_come_from_the_message(run: Callable[..., list[dict[str, Any]]]) -> None:
    (message,) = run(ActionEligibleCancers(), entities=[("cancer", "ovary")])
    assert (message["response"], message["cancer"]) == ("utter_cancer_listed", "cancer of the ovary")


def test_a_cancer_named_twice_is_answered_once(run: Callable[..., list[dict[str, Any]]]) -> None:
    assert len(run(ActionEligibleCancers(), entities=[("cancer", "ovary"), ("cancer", "ovary")])) == 1


def test_other_entities_are_no_cancers(run: Callable[..., list[dict[str, Any]]]) -> None:
    (message,) = run(ActionEligibleCancers(), entities=[("campus", "arizona"), ("subject", "ovary")])
    assert message["response"] == "utter_eligible_cancers"
