"""The trained model on questions it has never seen: tests/nlu/test_set.yml, written apart from the training phrases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from rasa.core.agent import Agent
from ruamel.yaml import YAML

from actions.context import Context
from actions.follow_up import topic_meant
from actions.turn import Turn
from content import content
from tests.training_phrases import training_phrases

ROOT = Path(__file__).parents[1]
FACTS = content()
DECLINING = FACTS.topics_of("outside")
ANSWERED = FACTS.topics_of("answer")
DANGERS = FACTS.topics_of("danger")
FEWEST_PHRASES = (
    dict.fromkeys(FACTS.topics_of("courtesy", "small_talk", "about_the_chat", "of_the_conversation"), 20)
    | dict.fromkeys(ANSWERED | DANGERS, 40)
    | {"unanswerable": 250, "out_of_scope": 250}
)

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


def cases(name: str) -> list[dict]:
    return YAML(typ="safe").load(ROOT / "tests" / "nlu" / f"{name}.yml")["cases"]


def normalized(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text.lower()).strip() or text


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def graded(agent: Agent) -> list[Graded]:
    results = []
    for case in cases("test_set"):
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


def test_the_test_set_is_large_enough() -> None:
    assert len(cases("test_set")) >= 400


def test_at_least_94_percent_get_the_right_topic(graded: list[Graded]) -> None:
    # 95 before the questions that equal a training phrase, the easy ones, were taken out again as the phrases grew.
    wrong = [item for item in graded if not item.right]
    assert 1 - share(wrong, graded) >= 0.94, listing(wrong)


def test_at_most_3_percent_of_out_of_scope_questions_are_answered(graded: list[Graded]) -> None:
    out_of_scope = [item for item in graded if item.declining]
    answered = [item for item in out_of_scope if item.predicted in ANSWERED and not item.right]
    assert share(answered, out_of_scope) <= 0.03, listing(answered)


def test_no_emergency_and_no_crisis_is_missed(graded: list[Graded]) -> None:
    missed = [item for item in graded if item.acceptable[0] in DANGERS and item.predicted not in DANGERS]
    assert not missed, listing(missed)


def test_the_subject_of_an_unanswerable_question_is_named(graded: list[Graded]) -> None:
    with_subject = [item for item in graded if item.subject and item.predicted == "unanswerable"]
    wrong = [item for item in with_subject if item.subject != item.named_subject]
    assert 1 - share(wrong, with_subject) >= 0.9, listing(wrong)


@pytest.mark.parametrize("name", ["test_set", "calibration_set"])
def test_no_question_of_a_test_set_is_a_training_phrase(name: str) -> None:
    trained = {normalized(text) for _, text in training_phrases()}
    assert trained
    assert not [case["text"] for case in cases(name) if normalized(case["text"]) in trained]


@pytest.mark.parametrize(("intent", "least"), sorted(FEWEST_PHRASES.items()))
def test_an_intent_has_enough_training_phrases(intent: str, least: int) -> None:
    assert sum(name == intent for name, _ in training_phrases()) >= least
