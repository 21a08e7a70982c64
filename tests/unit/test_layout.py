"""Where a test stands: tests/unit/<path>/test_<module>.py tests <path>/<module>.py, and each module has one or is listed here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import ROOT

UNIT = ROOT / "tests" / "unit"
PACKAGES = ("iort", "actions", "content", "serving", "launch", "evaluation", "supply_chain")
OVER_HTTP = "tests/integration/channel"  # a channel is what its visitors get
REDACTION = "tests/unit/iort/privacy/test_redaction.py"  # detectors are tried through what becomes of a text
# What a unit test may be named after: modules, packages, files that are not Python.
TESTED = ("*/**/*.py", "bench/*", "tests/*.py", "*.yml", "data", "requirements/*.txt", "docs/*.md")
# Modules without a test of their name, and where they are tested.
ELSEWHERE = {
    **dict.fromkeys(
        [
            f"iort/channel/{module}.py"
            for module in (
                *("exchange", "history", "incoming", "origins", "rate_limits", "readiness", "replies"),
                *("sentences", "sessions", "settings", "website", "widget_files"),
            )
        ],
        OVER_HTTP,
    ),
    **dict.fromkeys(
        [f"iort/privacy/{module}.py" for module in ("addresses", "dates", "guard", "names", "numbers", "public")],
        REDACTION,
    ),
    "iort/adapters/action_schema.py": OVER_HTTP,
    "iort/adapters/lean_agent.py": OVER_HTTP,
    "iort/storage/conversation_queue.py": "tests/unit/iort/storage/test_lock_store.py",
    "iort/storage/event_rows.py": "tests/unit/iort/storage/test_tracker_store.py",
    "iort/storage/schema.py": "tests/unit/iort/storage/test_tracker_store.py",
    "iort/storage/upsert.py": "tests/unit/iort/storage/test_feedback.py",
    "iort/understanding/kinds.py": "tests/unit/iort/understanding/test_decision.py",
    "iort/understanding/model.py": "tests/unit/iort/understanding/test_understanding.py",
    "iort/understanding/names/extraction.py": "tests/unit/iort/understanding/test_questions.py",
    "iort/understanding/names/misspelling_ruler.py": "tests/unit/iort/understanding/names/test_pipeline.py",
    "iort/understanding/phrases.py": "tests/unit/iort/understanding/test_language.py",
    "iort/understanding/question_forms.py": "tests/unit/iort/understanding/test_clauses.py",
    "iort/understanding/settings.py": "tests/unit/iort/understanding/test_decision.py",
    "iort/understanding/topics.py": "tests/unit/iort/understanding/test_understanding.py",
    "actions/__main__.py": "tests/unit/actions/test_server.py",
    "actions/token.py": "tests/unit/actions/test_server.py",
    "content/__main__.py": "tests/unit/content/test_reader.py",
    "content/model.py": "tests/unit/content/test_reader.py",
    "launch/building.py": "tests/integration/setup/test_building.py",
    "launch/widget.py": "tests/integration/setup/test_widget.py",
    "launch/failure.py": "tests/unit/launch/test_processes.py",
    "launch/production.py": "tests/integration/deploy/test_production_shape.py",
    "launch/services.py": "tests/integration/deploy/test_several_processes.py",
    "evaluation/__main__.py": "tests/integration/test_evaluation.py",
}


def modules() -> set[str]:
    return {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if path.name != "__init__.py"
    }


def own_test(module: str) -> Path:
    path = Path(module)
    return UNIT / path.parent / f"test_{path.stem.strip('_')}.py"


def test_every_module_has_a_test_of_its_name_or_is_listed() -> None:
    assert {module for module in modules() if not own_test(module).is_file()} - ELSEWHERE.keys() == set()


@pytest.mark.parametrize(("module", "place"), ELSEWHERE.items())
def test_what_is_listed_is_needed(module: str, place: str) -> None:
    assert module in modules(), "no such module any more"
    assert not own_test(module).is_file(), "it has a test of its name"
    assert (ROOT / place).exists(), "nothing tests it there"


def test_every_unit_test_has_the_name_of_what_it_tests() -> None:
    tested = {path.relative_to(ROOT).with_suffix("") for pattern in TESTED for path in ROOT.glob(pattern)}
    named = {path.parent / path.name.strip("_").replace("-", "_") for path in tested}
    found = {path.relative_to(UNIT).parent / path.stem.removeprefix("test_") for path in UNIT.rglob("test_*.py")}
    assert found - named == {Path("layout")}  # this file


def test_no_two_folders_of_tests_are_a_package() -> None:
    # One import mode: what several tests use is in tests/support, and no test imports a conftest.
    assert {str(path.parent.relative_to(ROOT)) for path in (ROOT / "tests").rglob("__init__.py")} == {
        "tests",
        "tests/support",
    }
    importing = [
        path
        for path in (ROOT / "tests").rglob("*.py")
        if "conftest import" in path.read_text() and path.stem != "test_layout"
    ]
    assert importing == []
