"""Whether domain.yml and data/ have what the registry's topics need: each thing that can be missing or too much is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from content import content
from content.topic_files import missing_parts

ROOT = Path(__file__).parents[3]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what is compared with the registry."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "domain.yml", tmp_path)
    return tmp_path


def test_the_real_files_have_every_part() -> None:
    assert missing_parts(ROOT, content()) == []


@pytest.mark.parametrize(
    "file, old, new, problem",
    [
        ("domain.yml", "- care_team\n", "", "domain.yml: 'intents' lacks care_team, a topic of content/topics.yml"),
        ("domain.yml", "- care_team\n", "- care_team\n- weather\n",
         "content/topics.yml: weather is missing, an intent of domain.yml"),
        ("domain.yml", "answer: care_team, sources: [mayo]", "answer: care_team, sources: []", None),
        ("domain.yml", "utter_care_team_simple:", "utter_care_team_easy:",
         "domain.yml: utter_care_team_simple is missing, which 'care_team.simpler' in content/topics.yml names"),
        ("data/rules.yml", "{intent: care_team}", "{intent: research}", "data/rules.yml: no rule begins with {intent: care_team}"),
        ("data/nlu/care_team.yml", "- intent: care_team", "- intent: research",
         "data/nlu/care_team.yml, line 4: these are phrases of research, not of care_team"),
        ("data/nlu/unanswerable/cost.yml", "subject: cost", "subject: billing",
         "data/nlu/unanswerable/cost.yml, line 6: these are phrases of billing, not of cost"),
        ("data/safety/crisis.yml", "- intent: crisis", "- intent: emergency",
         "data/safety/crisis.yml, line 4: these are phrases of emergency, not of crisis"),
    ],
    ids=[
        "intent missing", "intent too many", "one of two answers without a source", "plainer answer missing", "rule missing",
        "phrases of another topic", "phrases of another subject", "phrases of another danger",
    ],
)  # fmt: skip
def test_an_edit_that_does_not_agree_is_named(
    project: Path, file: str, old: str, new: str, problem: str | None
) -> None:
    text = (project / file).read_text(encoding="utf-8")
    assert old in text
    (project / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert missing_parts(project, content()) == ([problem] if problem else [])


def test_an_answer_without_any_source_is_named(project: Path) -> None:
    text = (project / "domain.yml").read_text(encoding="utf-8")
    for answer in ("care_team", "care_team_simple"):
        text = text.replace(f"answer: {answer}, sources: [mayo]", f"answer: {answer}, sources: []")
        text = text.replace(
            f"answer: {answer}, topic: care_team, sources: [mayo]", f"answer: {answer}, topic: care_team"
        )
    (project / "domain.yml").write_text(text, encoding="utf-8")
    problem = "domain.yml: no response with sources has care_team as its 'answer' or 'topic'"
    assert missing_parts(project, content()) == [problem]


@pytest.mark.parametrize("folder, name", [("nlu", "greet"), ("nlu/unanswerable", "cost"), ("safety", "no_danger")])
def test_a_file_of_phrases_under_another_name_is_named_twice(project: Path, folder: str, name: str) -> None:
    (project / "data" / folder / f"{name}.yml").rename(project / "data" / folder / "other.yml")
    assert missing_parts(project, content()) == [
        f"data/{folder}/{name}.yml: the file is missing, with the training phrases of {name}",
        f"data/{folder}/other.yml: there is no other in content/ whose phrases belong here",
    ]


@pytest.mark.parametrize(
    "file, old, new, problem",
    [
        ("domain.yml", "responses:\n", "responses: [\n", "domain.yml, line"),
        ("domain.yml", "{arizona_phone}", "{arizona_fone}", "names {arizona_fone}, which nothing fills in"),
        ("data/rules.yml", "rules:\n", "rules: {\n", "data/rules.yml, line"),
        ("data/nlu/care_team.yml", "- intent: care_team", "- [intent: care_team", "data/nlu/care_team.yml, line"),
        ("data/nlu/care_team.yml", "  examples: |\n", "  examples: |\n- intent: care_team\n  examples: |\n",
         "a group without a phrase"),
        ("data/nlu/care_team.yml", "    - who does it", "    who does it", "a phrase begins with '- '"),
    ],
    ids=["a domain that is no YAML", "a name that nothing fills", "rules that are no YAML", "phrases that are no YAML",
         "a group without a phrase", "a phrase without its dash"],
)  # fmt: skip
def test_what_could_not_be_read_or_said_is_named(project: Path, file: str, old: str, new: str, problem: str) -> None:
    text = (project / file).read_text(encoding="utf-8")
    assert old in text
    (project / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(problem in line for line in missing_parts(project, content()))


@pytest.mark.parametrize("file", ["domain.yml", "data/rules.yml", "data/nlu/care_team.yml"])
def test_an_empty_file_is_named(project: Path, file: str) -> None:
    (project / file).write_text("")
    assert [line for line in missing_parts(project, content()) if line.startswith(f"{file}: ")]
