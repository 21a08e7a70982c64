"""Rasa's own commands in the environment without TensorFlow, on a bot of two intents, as a user types them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

BIN = Path(sys.executable).parent
CONFIG = """
recipe: default.v1
assistant_id: of a test
language: en
pipeline: [{name: WhitespaceTokenizer}, {name: CountVectorsFeaturizer}, {name: %s}]
policies: [{name: RulePolicy}]
"""
FILES = {
    "config.yml": CONFIG % "LogisticRegressionClassifier",
    "domain.yml": """
version: "3.1"
intents: [greet, leave]
responses: {utter_greet: [{text: Good day}], utter_leave: [{text: Farewell}]}
""",
    "data/nlu.yml": """
version: "3.1"
nlu:
- {intent: greet, examples: "- hello\\n- hello there\\n"}
- {intent: leave, examples: "- bye\\n- bye now\\n"}
""",
    "data/rules.yml": """
version: "3.1"
rules:
- {rule: greet, steps: [{intent: greet}, {action: utter_greet}]}
- {rule: leave, steps: [{intent: leave}, {action: utter_leave}]}
""",
    "tests/test_stories.yml": """
version: "3.1"
stories:
- story: greet
  steps: [{intent: greet, user: hello there}, {action: utter_greet}]
""",
    "actions.py": "",
    "endpoints.yml": "",
}


def rasa(*arguments: str, folder: Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BIN / "rasa", *arguments], cwd=folder, input=typed, capture_output=True, text=True, env=environment()
    )


def environment() -> dict[str, str]:
    return {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trained bot."""
    folder = tmp_path_factory.mktemp("bot")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    trained = rasa("train", folder=folder)
    assert trained.returncode == 0, trained.stderr
    return folder


@pytest.mark.parametrize(
    "command",
    [
        ["data", "validate", "--fail-on-warnings"],
        ["test", "core", "--stories", "tests", "--fail-on-prediction-errors"],
        ["test", "nlu", "--nlu", "data/nlu.yml"],
        ["interactive", "--help"],
    ],
    ids=" ".join,
)
def test_command_succeeds(project: Path, command: list[str]) -> None:
    finished = rasa(*command, folder=project)
    assert finished.returncode == 0, finished.stderr


def test_shell_answers(project: Path) -> None:
    assert "Good day" in rasa("shell", folder=project, typed="hello there\n/stop\n").stdout


def test_the_module_is_the_same_program_as_the_script(project: Path) -> None:
    finished = subprocess.run(
        [sys.executable, "-m", "rasa", "--version"], cwd=project, capture_output=True, text=True, env=environment()
    )
    assert finished.stdout == rasa("--version", folder=project).stdout != ""


def test_training_what_needs_tensorflow_ends_with_one_sentence(project: Path) -> None:
    config = project / "diet.yml"
    config.write_text(CONFIG % "DIETClassifier")
    finished = rasa("train", "--config", config.name, "--out", "elsewhere", folder=project)
    assert finished.returncode == 1
    [sentence] = [
        line for line in finished.stderr.splitlines() + finished.stdout.splitlines() if "NotInstalled" in line
    ]
    assert "run 'make rasa-full'" in sentence
    assert "Traceback" not in finished.stderr + finished.stdout
