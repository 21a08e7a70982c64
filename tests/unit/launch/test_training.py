"""What calls for a training, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from launch import training
from launch.failure import LaunchError
from tests.support import ROOT


@pytest.fixture
def project(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the files that are trained on."""
    for name in ("config.yml", "domain.yml", "data/rules.yml"):
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes((ROOT / name).read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize(
    "file, old, new",
    [
        ("data/rules.yml", "what IORT is", "what it is"),
        ("config.yml", "core_fallback_threshold: 0.4", "core_fallback_threshold: 0.5"),
        ("domain.yml", "\n- care_team", "\n- care_team\n- new_topic"),
        ("domain.yml", "utter_care_team:", "utter_the_team:"),
    ],
    ids=["a rule", "the configuration", "a topic", "the name of an answer"],
)
def test_what_the_model_learns_from_calls_for_training(project: Path, file: str, old: str, new: str) -> None:
    before = training._fingerprint()
    assert training._fingerprint() == before
    edit(project / file, old, new)
    assert training._fingerprint() != before


def test_the_text_of_an_answer_does_not(project: Path) -> None:
    before = training._fingerprint()
    edit(project / "domain.yml", "- text: >-\n", "- text: >-\n      In short:\n")
    edit(project / "domain.yml", "# Every sentence", "# All that")
    assert training._fingerprint() == before


def test_a_domain_that_is_no_yaml_is_named(project: Path) -> None:
    (project / "domain.yml").write_text("responses: [")
    with pytest.raises(LaunchError, match="domain.yml cannot be read"):
        training._fingerprint()
