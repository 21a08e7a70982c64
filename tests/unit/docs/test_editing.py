"""docs/editing.md, followed to the letter: the steps of 'Add a topic' on a copy of the project's files."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
from rasa.cli.utils import validate_files
from rasa.shared.importers.importer import TrainingDataImporter
from ruamel.yaml import YAML

from content import read_content

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # Rasa says so of every text that only an action uses

ROOT = Path(__file__).parents[3]
RECIPE = (ROOT / "docs" / "editing.md").read_text(encoding="utf-8").partition("## Add a topic")[2]
# '1. `file`: what it is for', then what to write into it
STEPS = {
    file: textwrap.dedent(written)
    for file, written in re.findall(r"^\d\. `([^`]+)`.*?^   ```yaml\n(.*?)^   ```$", RECIPE, re.M | re.S)
}
CONVERSATIONS = "tests/conversations/topics.yml"
TOPIC = "publications"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files that a topic is made of; of the training phrases the first group of each file."""
    monkeypatch.setenv("RASA_TELEMETRY_ENABLED", "false")
    for path in [ROOT / "config.yml", ROOT / "domain.yml", ROOT / CONVERSATIONS, *(ROOT / "content").glob("*.*")]:
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    for path in (ROOT / "data").rglob("*.yml"):
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        head, *groups = re.split(r"^(?=- intent:)", path.read_text(encoding="utf-8"), flags=re.M)
        copy.write_text(head + "".join(groups[:1]), encoding="utf-8")
    return tmp_path


def follow(project: Path, *, but: str = "") -> None:
    """Take every step of the recipe, `but` the one on a file."""
    for file, written in STEPS.items():
        if file != but:
            path = project / file
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            path.write_text(with_added(text, written), encoding="utf-8")


def with_added(text: str, written: str) -> str:
    """What is written, under the keys of the file that it names, or else at the end of the file."""
    for part in re.split(r"^(?=\w+:\n)", written, flags=re.M):
        key, _, below = part.partition("\n")
        text = text.replace(f"\n{key}\n", f"\n{key}\n{below}", 1) if f"\n{key}\n" in text else text + part
    return text


def check_content(project: Path) -> list[str]:
    """What `make check-content` prints."""
    command = [sys.executable, "-m", "content"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).splitlines()


def validate(project: Path) -> None:
    """What `rasa data validate --fail-on-warnings` does; ends with SystemExit where something is wrong."""
    files = [str(project / name) for name in ("config.yml", "domain.yml", "data")]
    validate_files(True, None, TrainingDataImporter.load_from_config(files[0], files[1], files[2:]))


def test_a_topic_is_five_files(project: Path) -> None:
    assert list(STEPS) == ["content/topics.yml", "domain.yml", f"data/nlu/{TOPIC}.yml", "data/rules.yml", CONVERSATIONS]


def test_the_topic_of_the_recipe_is_accepted_by_our_check_and_by_rasa(project: Path) -> None:
    follow(project)
    assert check_content(project) == ["content: every file is in order"]
    validate(project)


def test_the_topic_of_the_recipe_is_known_everywhere(project: Path) -> None:
    follow(project)
    facts = read_content(project / "content")
    domain, rules, conversations = (
        YAML(typ="safe").load(project / name) for name in ("domain.yml", "data/rules.yml", CONVERSATIONS)
    )
    assert TOPIC in facts.topics_of("answer") and TOPIC in facts.buttons and TOPIC in domain["intents"]
    assert f"utter_{TOPIC}" in domain["responses"]
    assert f"utter_{TOPIC}" in [step.get("action") for rule in rules["rules"] for step in rule["steps"]]
    assert TOPIC in [turn["bot"].get("answer") for conversation in conversations for turn in conversation["turns"]]


@pytest.mark.parametrize(
    "step, problem",
    [
        ("content/topics.yml", "content/topics.yml: publications is missing, an intent of domain.yml"),
        ("domain.yml", "domain.yml: 'intents' lacks publications, a topic of content/topics.yml"),
        ("domain.yml", "domain.yml: no response with sources has publications as its 'answer' or 'topic'"),
        (
            f"data/nlu/{TOPIC}.yml",
            "data/nlu/publications.yml: the file is missing, with the training phrases of publications",
        ),
        ("data/rules.yml", "data/rules.yml: no rule begins with {intent: publications}"),
    ],
)
def test_a_step_left_out_is_named(project: Path, step: str, problem: str) -> None:
    follow(project, but=step)
    assert problem in check_content(project)


@pytest.mark.parametrize("old, new", [("- publications\n", ""), ("utter_publications:", "utter_publication:")])
def test_rasa_would_notice_a_mistake_in_the_domain(project: Path, old: str, new: str) -> None:
    follow(project)
    domain: Any = (project / "domain.yml").read_text(encoding="utf-8")
    assert old in domain
    (project / "domain.yml").write_text(domain.replace(old, new), encoding="utf-8")
    with pytest.raises(SystemExit):
        validate(project)
