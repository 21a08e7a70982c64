"""A model is called by what it was learned from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from content import Content, content
from iort.understanding import fingerprint as module

ROOT = Path(__file__).parents[4]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the code, whose fingerprint is taken."""
    shutil.copytree(ROOT / "iort", tmp_path / "iort", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(module, "_ROOT", tmp_path)
    return tmp_path


def fingerprint() -> str:
    module.fingerprint.cache_clear()
    try:
        return module.fingerprint()
    finally:
        module.fingerprint.cache_clear()


@pytest.mark.parametrize(
    "file", ["understanding/clauses.py", "understanding/safety/rules.yml", "privacy/names.py", "adapters/nlu.py"]
)
def test_an_edit_of_the_code_or_of_a_word_list_changes_it(checkout: Path, file: str) -> None:
    before = fingerprint()
    with (checkout / "iort" / file).open("a") as source:
        source.write("# more\n")
    assert fingerprint() != before


def test_what_a_model_does_not_learn_from_leaves_it(checkout: Path) -> None:
    before = fingerprint()
    (checkout / "iort" / "understanding" / "notes.txt").write_text("no code")
    with (checkout / "iort" / "nlg.py").open("a") as source:
        source.write("# more\n")
    assert fingerprint() == before


def with_facts(**parts: object) -> Content:
    return content().copy(update=parts)


def test_a_cancer_s_new_name_changes_it_and_an_office_s_new_hour_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    before, facts = fingerprint(), content()
    cancers = facts.cancers.copy(update={"not_listed": {}})
    monkeypatch.setattr(module, "content", lambda: with_facts(cancers=cancers))
    assert fingerprint() != before
    arizona = facts.campuses["arizona"]
    later = arizona.copy(update={"office": arizona.office.copy(update={"phone": "800-000-0000"})})
    monkeypatch.setattr(module, "content", lambda: with_facts(campuses={**facts.campuses, "arizona": later}))
    assert fingerprint() == before
