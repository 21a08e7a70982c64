"""The answer to a topic, whoever asks for it: the same as where the topic was understood at once."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest
from ruamel.yaml import YAML

from actions.answering import Answer, Reply
from actions.book_appointment import ActionBookAppointment
from actions.contact_hours import ActionContactHours
from actions.context import Context, Said
from actions.cpt_codes import ActionCptCodes
from actions.eligible_cancers import ActionEligibleCancers
from actions.human_handoff import ActionHumanHandoff
from actions.locations import ActionLocations
from actions.source import ActionSource
from actions.topics import replies_on
from actions.turn import Turn
from actions.unanswerable import ActionUnanswerable
from content import content
from tests.support import ROOT

RULES = YAML(typ="safe").load((ROOT / "data" / "rules.yml").read_text(encoding="utf-8"))["rules"]
ACTIONS: dict[str, Answer] = {
    action.name(): action
    for action in (
        ActionBookAppointment(), ActionContactHours(), ActionCptCodes(), ActionEligibleCancers(), ActionHumanHandoff(),
        ActionLocations(), ActionSource(), ActionUnanswerable(),
    )
}  # fmt: skip
TOPICS = sorted(content().topics_of("answer", "unanswerable", "personal", "details", "about_the_chat"))
NOW = datetime(2026, 11, 20, 16, tzinfo=timezone.utc)


def action_of(topic: str) -> str:
    """What the rule of a topic says."""
    (action,) = [
        rule["steps"][1]["action"] for rule in RULES if rule["steps"][0] == {"intent": topic}
    ]  # one rule a topic, beside those that ask for an entity
    return action


COMPUTED = [topic for topic in TOPICS if action_of(topic).startswith("action_")]
PLAIN = [topic for topic in TOPICS if action_of(topic).startswith("utter_")]


@pytest.mark.parametrize("topic", PLAIN)
def test_a_plain_topic_has_the_response_of_its_rule(topic: str) -> None:
    assert replies_on(Turn(topic=topic)) == [Reply(action_of(topic))]


@pytest.mark.parametrize(
    "turn",
    [
        {},
        {"found": [("campus", "minnesota"), ("cancer", "breast"), ("code", "77424"), ("subject", "cost"), ("day", "monday")]},
        {"text": "is it done there", "context": Context(last=(Said("cpt_codes", "cpt_codes", ("cpt",)),), campus="florida", cancer="anus")},
    ],
    ids=["nothing named", "everything named", "everything remembered"],
)  # fmt: skip
@pytest.mark.parametrize("topic", COMPUTED)
def test_a_computed_topic_is_answered_as_by_the_action_of_its_rule(topic: str, turn: dict[str, Any]) -> None:
    asked = Turn(topic=topic, now=NOW, **turn)
    assert replies_on(asked) == ACTIONS[action_of(topic)].replies(asked)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_reply_is_a_response_of_the_domain(topic: str, domain_responses: dict[str, Any]) -> None:
    assert [reply for reply in replies_on(Turn(topic=topic)) if reply.response not in domain_responses] == []


def test_the_two_ways_of_answering_are_both_tried_here() -> None:
    assert len(COMPUTED) == len(ACTIONS) and len(PLAIN) > len(COMPUTED)
