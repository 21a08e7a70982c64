"""The trained model on questions it has never seen: tests/nlu/test_set.yml, written apart from the training phrases."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
import pytest_asyncio
from rasa.core.agent import Agent
from ruamel.yaml import YAML

from tests.support import ROOT

DECLINING = {"out_of_scope", "gibberish", "non_english", "prompt_injection"}
ANSWERED = {
    "what_is_iort", "procedure", "benefits_vs_conventional", "eligible_cancers", "ioert_vs_xray", "cpt_codes",
    "insurance", "referral", "book_appointment", "contact_hours", "locations_technology", "care_team", "why_mayo",
    "research", "patient_services",
}  # fmt: skip

# A message that only names one of these ('what about bladder') is answered from the conversation, actions/follow_up.py.
NAMED_ALONE = {"eligible_cancers", "contact_hours", "ioert_vs_xray", "cpt_codes", "locations_technology"}


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
    safety = {"emergency", "crisis"}
    missed = [item for item in graded if item.acceptable[0] in safety and item.predicted not in safety]
    assert not missed, listing(missed)


def test_the_subject_of_an_unanswerable_question_is_named(graded: list[Graded]) -> None:
    with_subject = [item for item in graded if item.subject and item.predicted == "unanswerable"]
    wrong = [item for item in with_subject if item.subject != item.named_subject]
    assert 1 - share(wrong, with_subject) >= 0.9, listing(wrong)


@pytest.mark.parametrize("name", ["test_set", "calibration_set"])
def test_no_question_of_a_test_set_is_a_training_phrase(name: str) -> None:
    trained = {normalized(text) for text in training_phrases()}
    assert trained
    assert not [case["text"] for case in cases(name) if normalized(case["text"]) in trained]


def training_phrases() -> list[str]:
    blocks = [block for path in (ROOT / "data" / "nlu").glob("*.yml") for block in YAML(typ="safe").load(path)["nlu"]]
    return [line[2:] for block in blocks for line in block["examples"].splitlines() if line.startswith("- ")]


@pytest.mark.parametrize(
    ("intent", "least"),
    [
        *((topic, 40) for topic in sorted(ANSWERED | {"emergency", "crisis"})),
        ("unanswerable", 250),
        ("out_of_scope", 250),
    ]
    + [(topic, 20) for topic in ("greet", "thanks", "goodbye", "bot_challenge", "help")],
)
def test_an_intent_has_enough_training_phrases(intent: str, least: int) -> None:
    blocks = [block for path in (ROOT / "data" / "nlu").glob("*.yml") for block in YAML(typ="safe").load(path)["nlu"]]
    phrases = [line for block in blocks if block["intent"] == intent for line in block["examples"].splitlines()]
    assert len(phrases) >= least
