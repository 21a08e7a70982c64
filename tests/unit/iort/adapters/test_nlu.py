"""The component as Rasa's own graph trains and runs it, on ten phrases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.model_training import train_nlu

from iort.adapters import nlu

ROOT = Path(__file__).parents[4]
CONFIG = "recipe: default.v1\nassistant_id: test\nlanguage: en\npipeline: [{name: iort.adapters.nlu.UnderstandingComponent}]\n"
PHRASES = """version: "3.1"
nlu:
- {intent: insurance, examples: "- does insurance pay\\n- is it covered\\n- who pays for it\\n- will my insurer pay"}
- {intent: contact_hours, examples: "- when can I call\\n- what is the phone number\\n- when are you open"}
- {intent: emergency, examples: "- i cannot breathe\\n- crushing pain in my chest"}
- intent: unanswerable
  metadata: {subject: parking}
  examples: "- where can I park my car, I am John Smith"
"""

Train = Callable[[], Path]


@pytest.fixture
def train(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Train:
    """Trains through Rasa's graph in a folder of its own, with Rasa's cache of training steps there; gives the archive."""
    (tmp_path / "build").mkdir()
    (tmp_path / "config.yml").write_text(CONFIG)
    (tmp_path / "nlu.yml").write_text(PHRASES)
    monkeypatch.chdir(tmp_path)
    return lambda: Path(train_nlu("config.yml", "nlu.yml", "models"))


@pytest.fixture
def learned(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The texts of each learning that really happened."""
    seen: list[list[str]] = []
    learn = nlu.learn

    def spy(phrases: Any, vectors: Any, before: Any) -> Any:
        seen.append([phrase.text for phrase in phrases])
        return learn(phrases, vectors, before)

    monkeypatch.setattr(nlu, "learn", spy)
    return seen


async def test_a_model_trained_by_rasa_understands(train: Train, learned: list[list[str]]) -> None:
    agent = Agent.load(str(train()))
    assert "where can I park my car, I am [name]" in learned[0]
    parsed = await agent.parse_message("is it COVERED in pheonix")
    assert parsed["intent"]["name"] == parsed["intent_ranking"][0]["name"] == "insurance"
    assert [(item["entity"], item["value"]) for item in parsed["entities"]] == [("campus", "arizona")]
    assert (await agent.parse_message("/restart"))["intent"] == {"name": "prompt_injection", "confidence": 1.0}
    assert (await agent.parse_message("i cannot breathe"))["intent"] == {"name": "emergency", "confidence": 1.0}


async def test_two_questions_leave_with_both(train: Train) -> None:
    parsed = await Agent.load(str(train())).parse_message("who pays for it? what is the phone number?")
    assert parsed["intent"]["name"] == "multiple_questions"
    assert [question["intent"]["name"] for question in parsed["questions"]] == ["insurance", "contact_hours"]


def test_rasa_s_cache_never_hands_back_what_was_learned_from_other_sources(
    train: Train, learned: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    train()
    train()
    assert len(learned) == 1  # the same phrases and sources: Rasa's cache may serve
    monkeypatch.setattr(nlu, "fingerprint", lambda: "another word list or feature")
    train()
    assert len(learned) == 2
