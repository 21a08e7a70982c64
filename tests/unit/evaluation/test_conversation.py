"""How the topics of the replies to one message are counted."""

from __future__ import annotations

import pytest

from evaluation.conversation import _each_once_in_a_row


@pytest.mark.parametrize(
    "topics, counted",
    [
        ([], ()),
        (["referral"], ("referral",)),
        (["contact_hours", "contact_hours"], ("contact_hours",)),
        (["referral", "referral", "referral", "insurance"], ("referral", "insurance")),
        (["referral", "insurance", "referral"], ("referral", "insurance", "referral")),
        (["unanswerable", "unanswerable"], ("unanswerable", "unanswerable")),
    ],
    ids=["none", "one", "two campuses", "three and another", "come back to", "two unknown subjects"],
)
def test_a_topic_that_follows_itself_counts_once_but_two_unknowns_count_twice(
    topics: list[str], counted: tuple[str, ...]
) -> None:
    assert _each_once_in_a_row(topics) == counted
