"""What is compared, each as a project folder of its own: this assistant, Rasa's starter configuration, an older checkout."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.metrics import ANSWERABLE
from bench.nlu import adapted, for_topics, read_phrases, read_yaml, starter_config, thinned, write_yaml
from bench.side_by_side import sizes
from bench.side_by_side.visitors import RestVisitor, Visitor, WebsiteVisitor
from launch.processes import Process
from launch.servers import rasa_command
from launch.training import rasa_environment

PHRASES = Path("data/phrases.yml")
MODEL = Path("models/bench.tar.gz")
_FULL_ENVIRONMENT = Path("build/rasa-full")
_SECRET = "a secret of the benchmark, 32+ characters"
_UNLIMITED = "1000000 per second"  # one visitor here does the work of a thousand
_COPIED = ("config.yml", "domain.yml", "endpoints.yml", "actions", "content", "serving", "iort", "launch")
_MADE = ("widget",)  # by 'make setup'; never the vectors of phrases, which belong to a training
_REMEMBERED = (".rasa", "build/vectors", "build/redacted", "build/learned", "models")


@dataclass(frozen=True)
class Contestant:
    """One assistant.

    Attributes:
        project: the folder it is trained in and runs from.
        python: of its environment.
        visitor: talks to it, given its port.
        answers: what it has to say on each topic that every contestant answers with a plain text.
        packages: bytes by package of its environment.
        image_rest: bytes in its image besides packages and model.
        variables: of its processes' environment.
    """

    name: str
    project: Path
    python: Path
    visitor: Callable[[int], Visitor]
    answers: dict[str, str]
    packages: dict[str, int]
    image_rest: int
    variables: dict[str, str]

    @property
    def model(self) -> Path:
        return self.project / MODEL

    def forget(self) -> None:
        """Remove what earlier trainings left: models, Rasa's cache, vectors of phrases."""
        for name in _REMEMBERED:
            shutil.rmtree(self.project / name, ignore_errors=True)

    def train(self) -> Process:
        """The training, to be started and waited for."""
        command = [str(self.python), "-m", "rasa", "train", "--quiet", "--fixed-model-name", MODEL.name.split(".")[0]]
        return self._process("training", command, lambda: True)

    def serve(self, port: int, question: str, answer: str = "") -> Process:
        """A server that has started once its reply to the question has that answer in it."""

        def answers_right() -> bool:
            try:
                return answer in self.visitor(port).say(question)
            except OSError:  # as are all errors of requests
                return False

        command = rasa_command(port, MODEL, Path("endpoints.yml"), Path("credentials.yml"), python=str(self.python))
        return self._process("server", command, answers_right)

    def _process(self, what: str, command: list[str], answers: Callable[[], bool]) -> Process:
        log = self.project.parent / f"{self.project.name}-{what}.log"
        settings = {"cwd": self.project, "env": self.variables}
        return Process(f"{self.name}, {what}", command, log, answers, popen_arguments=settings)


def assistant(name: str, checkout: Path, project: Path, every: int) -> Contestant:
    """The assistant of a checkout in which 'make setup' was run, on a part of its phrases, without limits a visitor."""
    project.mkdir()
    for part in _COPIED:
        source = checkout / part
        if source.is_dir():
            shutil.copytree(source, project / part)
        elif source.exists():  # an older checkout has no serving/
            shutil.copy(source, project)
    (project / "build").mkdir()
    for part in _MADE:
        if (checkout / "build" / part).exists():
            (project / "build" / part).symlink_to((checkout / "build" / part).resolve())
    credentials = read_yaml(checkout / "credentials.yml")
    for settings in credentials.values():
        settings |= {"messages_per_session": _UNLIMITED, "requests_per_address": _UNLIMITED}
    write_yaml(project / "credentials.yml", credentials)
    _write_data(project, checkout, thinned(read_phrases(checkout / "data"), every))
    environment = (checkout / ".venv").absolute()
    installed = sizes.packages(environment)
    locked = sizes.locked_names((checkout / "requirements/runtime.txt").read_text()) & set(installed)
    return Contestant(
        name=name,
        project=project,
        python=environment / "bin/python",
        visitor=WebsiteVisitor,
        answers=plain_answers(checkout),
        packages={package: sizes.bytes_of(installed[package]) for package in locked},
        image_rest=sum(
            sizes.bytes_under(checkout / part)
            for part in sizes.copied((checkout / "deploy/Dockerfile").read_text())
            if part not in (".venv", "models")
        ),
        variables={
            **rasa_environment(),
            "IORT_SESSION_SECRET": _SECRET,
            "IORT_DATABASE_URL": f"sqlite:///{project}/conversations.sqlite",
        },
    )


def starter(project: Path, every: int, epochs: int) -> Contestant:
    """The same domain, phrases and rules with what 'rasa init' configures, in the environment of 'make rasa-full'."""
    project.mkdir()
    shutil.copy("domain.yml", project)
    write_yaml(project / "config.yml", with_epochs(starter_config(), epochs))
    write_yaml(project / "credentials.yml", {"rest": None})
    # Rasa's default loses every conversation with the process; this is its own way to keep them as this project does.
    write_yaml(project / "endpoints.yml", {"tracker_store": {"type": "SQL", "db": "conversations.sqlite"}})
    _write_data(project, Path(), thinned(for_topics(read_phrases(Path("data"))), every))
    environment = _FULL_ENVIRONMENT.absolute()
    installed = sizes.packages(environment)
    return Contestant(
        name="Rasa's starter",
        project=project,
        python=environment / "bin/python",
        visitor=RestVisitor,
        answers=plain_answers(Path()),
        packages={package: sizes.bytes_of(installed[package]) for package in sizes.required(["rasa"], installed)},
        image_rest=sizes.bytes_under(project),
        variables={**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "2"},
    )


def with_epochs(config: dict[str, Any], epochs: int) -> dict[str, Any]:
    """The configuration with so many epochs for what learns from phrases."""
    changes = {name: {"epochs": epochs} for name in ("DIETClassifier", "ResponseSelector")}
    return {**config, "pipeline": adapted(config["pipeline"], changes)}


def plain_answers(checkout: Path) -> dict[str, str]:
    """The topics that a rule answers with a text of the domain in which nothing is filled in, and that text.

    They need no action server.
    """
    responses = read_yaml(checkout / "domain.yml")["responses"]
    answers = {}
    for rule in read_yaml(checkout / "data/rules.yml")["rules"]:
        topic, said = rule["steps"][0].get("intent"), responses.get(rule["steps"][1].get("action"), ())
        if topic in ANSWERABLE and len(said) == 1 and "{" not in said[0]["text"]:
            answers[topic] = said[0]["text"]
    return answers


def _write_data(project: Path, checkout: Path, phrases: list[dict[str, Any]]) -> None:
    write_yaml(project / PHRASES, {"version": "3.1", "nlu": phrases})
    shutil.copy(checkout / "data/rules.yml", project / "data")
