"""The trained model on questions it has never seen: tests/nlu/test_set.yml, written apart from the training phrases."""

from __future__ import annotations

from dataclasses import dataclass

import pytest_asyncio
from rasa.core.agent import Agent

from actions.context import Context
from actions.follow_up import topic_meant
from actions.turn import Turn
from content import content
from evaluation.promises import TEST_SET
from tests.support.phrases import labelled_questions

FACTS = content()
DECLINING = FACTS.topics_of("outside")
ANSWERED = FACTS.topics_of("answer")
DANGERS = FACTS.topics_of("danger")
# A message that only names something ('what about bladder') is answered from the conversation, actions/follow_up.py.
NAMED_ALONE = {
    topic_meant(Turn(found=[(label, "")], context=Context(topic="what_is_iort")))
    for label in ("campus", "cancer", "kind", "code", "day", "time")
}


@dataclass(frozen=True)
class Graded:
    """One test question: what it is, what the model took it for, which subject it named."""

    text: str
    acceptable: tuple[str, ...]
    predicted: str
    subject: str | None
    named_subject: str | None

    @property
    def right(self) -> bool:
        return self.predicted in self.acceptable or (
            self.predicted == "follow_up" and self.acceptable[0] in NAMED_ALONE
        )

    @property
    def declining(self) -> bool:
        return self.acceptable[0] in DECLINING


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def graded(agent: Agent) -> list[Graded]:
    results = []
    for case in labelled_questions("test_set"):
        parsed = await agent.parse_message(case["text"])
        subjects = [entity["value"] for entity in parsed["entities"] if entity["entity"] == "subject"]
        results.append(
            Graded(
                case["text"],
                (case["intent"], *case.get("also", [])),
                parsed["intent"]["name"],
                case.get("subject"),
                subjects[0] if subjects else None,
            )
        )
    return results


def share(hits: list[Graded], of: list[Graded]) -> float:
    return len(hits) / len(of)


def listing(failures: list[Graded]) -> str:
    return "\n".join(f"{item.acceptable[0]} -> {item.predicted} | {item.text}" for item in failures)


def test_the_right_topic(graded: list[Graded]) -> None:
    # 95 before the questions that equal a training phrase, the easy ones, were taken out again as the phrases grew.
    wrong = [item for item in graded if not item.right]
    assert TEST_SET["right topic"].keeps_bound(1 - share(wrong, graded)), listing(wrong)


def test_out_of_scope_questions_that_are_answered(graded: list[Graded]) -> None:
    out_of_scope = [item for item in graded if item.declining]
    answered = [item for item in out_of_scope if item.predicted in ANSWERED and not item.right]
    assert TEST_SET["out of scope: taken for a topic"].keeps_bound(share(answered, out_of_scope)), listing(answered)


def test_no_emergency_and_no_crisis_is_missed(graded: list[Graded]) -> None:
    dangers = [item for item in graded if item.acceptable[0] in DANGERS]
    missed = [item for item in dangers if item.predicted not in DANGERS]
    assert TEST_SET["dangers: missed"].keeps_bound(share(missed, dangers)), listing(missed)


def test_the_subject_of_an_unanswerable_question_is_named(graded: list[Graded]) -> None:
    with_subject = [item for item in graded if item.subject and item.predicted == "unanswerable"]
    wrong = [item for item in with_subject if item.subject != item.named_subject]
    named = 1 - share(wrong, with_subject)
    assert TEST_SET["subject of an unanswerable question: named"].keeps_bound(named), listing(wrong)
