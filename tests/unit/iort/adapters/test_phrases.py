"""Training phrases are redacted as messages are, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from iort.adapters import phrases
from iort.adapters.phrases import redacted_phrases
from iort.privacy.redaction import redacted_text

TEXTS = ["where can I park, I am John Smith", "what is it", "call me at 415-555-0132", "what is it"]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were really redacted."""
    seen: list[str] = []
    monkeypatch.setattr(phrases, "redacted_text", lambda text: seen.append(text) or redacted_text(text))
    return seen


def test_phrases_are_redacted_as_messages_are(tmp_path: Path) -> None:
    assert redacted_phrases(TEXTS, tmp_path) == [*map(redacted_text, TEXTS)]
    assert redacted_phrases(TEXTS, tmp_path)[0] == "where can I park, I am [name]"


def test_what_was_redacted_before_is_remembered(tmp_path: Path, asked: list[str]) -> None:
    redacted_phrases(TEXTS, tmp_path)
    assert sorted(asked) == sorted(set(TEXTS))
    asked.clear()
    assert redacted_phrases([*TEXTS, "is it safe"], tmp_path)[-1] == "is it safe"
    assert asked == ["is it safe"]


def test_another_way_of_redacting_redacts_all_anew(
    tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    redacted_phrases(TEXTS, tmp_path)
    asked.clear()
    monkeypatch.setattr(phrases, "_SOURCES", ("iort/privacy/names.py",))
    redacted_phrases(TEXTS, tmp_path)
    assert sorted(asked) == sorted(set(TEXTS))
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("damaged", ["", '{"what is', "[]"])
def test_a_damaged_file_costs_time_alone(tmp_path: Path, damaged: str) -> None:
    redacted_phrases(TEXTS, tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_text(damaged)
    assert redacted_phrases(TEXTS, tmp_path) == [*map(redacted_text, TEXTS)]


def test_many_are_redacted_on_all_cores_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "_WORTH_ALL_CORES", 1)
    monkeypatch.setattr(phrases, "_CHUNK", 2)
    assert redacted_phrases(TEXTS, tmp_path) == [*map(redacted_text, TEXTS)]
