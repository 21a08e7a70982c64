"""The fast importer reads what Rasa's own reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.shared.exceptions import YamlSyntaxException
from rasa.shared.importers.importer import TrainingDataImporter as AnyImporter
from rasa.shared.importers.rasa import RasaFileImporter

from iort.adapters.importer import TrainingDataImporter
from tests.support import ROOT

FILES = {
    "nlu/insurance.yml": """
        version: "3.1"
        nlu:
        # a comment
        - intent: insurance
          examples: |
            - does insurance pay
            - is Arizona "in network", über café — 💰
            - [Arizona](campus) plans
        - intent: unanswerable
          metadata: {subject: cost}
          examples: |
            - what does it cost
        """,
    "nlu/deeper/greet.yaml": 'version: "3.1"\nnlu:\n- {intent: greet, examples: "- hello\\n- hi"}\n',
    "rules.yml": 'version: "3.1"\nrules:\n- {rule: hello, steps: [{intent: greet}, {action: utter_greet}]}\n',
    "stories.yml": 'version: "3.1"\nstories:\n- {story: hi, steps: [{intent: greet}, {action: utter_greet}]}\n',
    "test_stories.yml": 'version: "3.1"\nstories:\n- {story: hi, steps: [{user: hello, intent: greet}]}\n',
    "notes.yml": "just: notes\n",
    "nlu/notes.txt": "nlu:\n",
}
DOMAIN = 'version: "3.1"\nintents: [greet, insurance, unanswerable]\nresponses: {utter_greet: [{text: Hi}]}\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        file = tmp_path / "data" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        lines = text.splitlines()
        indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
        file.write_text("\n".join(line[indent:] for line in lines) + "\n", encoding="utf-8")
    (tmp_path / "domain.yml").write_text(DOMAIN)
    return tmp_path


def read(importer: type[RasaFileImporter], project: Path) -> Any:
    return importer(None, str(project / "domain.yml"), [str(project / "data")])


def test_phrases_stories_and_tests_are_rasas(project: Path) -> None:
    ours, theirs = (read(importer, project) for importer in (TrainingDataImporter, RasaFileImporter))
    examples = [[example.data for example in each.get_nlu_data().training_examples] for each in (ours, theirs)]
    assert sorted(map(str, examples[0])) == sorted(map(str, examples[1]))
    assert len(examples[0]) == 6
    for part in ("get_stories", "get_conversation_tests"):
        steps = [[step.as_story_string() for step in getattr(each, part)().story_steps] for each in (ours, theirs)]
        assert steps[0] == steps[1] != []


def test_a_file_that_is_no_yaml_is_named(project: Path) -> None:
    (project / "data" / "nlu" / "wrong.yml").write_text("nlu:\n- [\n")
    with pytest.raises(YamlSyntaxException, match=r"wrong\.yml"):
        read(TrainingDataImporter, project).get_nlu_data()


def test_the_projects_configuration_names_it(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.chdir(ROOT)
    AnyImporter.load_from_config("config.yml", "domain.yml", ["data/rules.yml"])
    assert "not found" not in caplog.text
