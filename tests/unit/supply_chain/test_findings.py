"""A finding passes only while somebody has said why it is harmless here; what was not checked never passes."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from supply_chain.__main__ import ACCEPTED
from supply_chain.findings import Accepted, NothingChecked, ReviewError, judge, read_accepted
from tests.support import ROOT

TODAY = datetime.date(2026, 11, 24)


@pytest.fixture
def report() -> dict[str, Any]:
    """A report as pip-audit 2.10 writes it."""
    return dict(json.loads(Path(__file__).with_name("report.json").read_text()))


def accepted(package: str, id: str, until: datetime.date = TODAY) -> Accepted:
    return Accepted(package=package, id=id, what="something", why="it cannot be reached from outside", until=until)


ALL = [
    accepted("aiohttp", "CVE-2026-22815"),
    accepted("aiohttp", "GHSA-jwhx-xcg6-8xhj"),
    accepted("setuptools", "CVE-2025-47273"),
]


def test_what_is_accepted_passes_by_any_of_its_names_through_its_last_day(report: dict[str, Any]) -> None:
    assert judge(report, ALL, TODAY).passed


def test_what_nobody_accepted_is_open(report: dict[str, Any]) -> None:
    verdict = judge(report, ALL[1:], TODAY)
    assert [finding.names for finding in verdict.open] == [{"PYSEC-2026-1", "CVE-2026-22815", "GHSA-w2fm-2cpv-w7v5"}]
    assert not verdict.passed


def test_what_was_accepted_for_another_package_is_open(report: dict[str, Any]) -> None:
    verdict = judge(report, [*ALL[:2], accepted("rasa", "CVE-2025-47273")], TODAY)
    assert [finding.package for finding in verdict.open] == ["setuptools"]


def test_a_day_late_is_open_again_and_says_so(report: dict[str, Any]) -> None:
    late = accepted("setuptools", "CVE-2025-47273", TODAY - datetime.timedelta(days=1))
    verdict = judge(report, [*ALL[:2], late], TODAY)
    assert not verdict.passed
    assert verdict.expired == (late,)


def test_an_entry_of_a_package_that_was_not_checked_is_not_called_needless(report: dict[str, Any]) -> None:
    report["dependencies"].append({"name": "keras", "skip_reason": "not found"})
    verdict = judge(report, [*ALL, accepted("keras", "CVE-2024-3660")], TODAY)
    assert verdict.needless == ()
    assert not verdict.passed


def test_an_audit_that_checked_nothing_says_so(report: dict[str, Any]) -> None:
    for package in report["dependencies"]:
        package["skip_reason"] = "not found"
    with pytest.raises(NothingChecked, match=f"none of {len(report['dependencies'])} packages"):
        judge(report, ALL, TODAY)


def test_an_entry_without_a_finding_is_named_and_fails_nothing(report: dict[str, Any]) -> None:
    spare = accepted("keras", "CVE-2024-3660")
    verdict = judge(report, [*ALL, spare], TODAY)
    assert verdict.needless == (spare,)
    assert verdict.passed


def test_a_package_that_was_not_checked_fails() -> None:
    # pip-audit itself says 'No known vulnerabilities found' then, with exit code 0.
    reason = "Dependency not found on PyPI and could not be audited: aiohttp (3.9.5)"
    unknown, clean = {"name": "aiohttp", "skip_reason": reason}, {"name": "rasa", "version": "3.6.21", "vulns": []}
    verdict = judge({"dependencies": [unknown, clean], "fixes": []}, [], TODAY)
    assert verdict.unchecked == (f"aiohttp: {reason}",)
    assert not verdict.passed


def test_the_projects_list_can_be_read_and_names_locked_packages() -> None:
    locked = (ROOT / "requirements" / "runtime.txt").read_text()
    for entry in read_accepted(ROOT / ACCEPTED):
        assert f"\n{entry.package}==" in locked


@pytest.mark.parametrize(
    "text, says",
    [
        ("- {package: a, id: CVE-1, what: b, until: 2027-01-01}", "entry 1: 'why': field required"),
        ("- {package: a, id: CVE-1, what: b, why: harmless, until: 2027-01-01}", "entry 1: 'why': write a sentence"),
        ("- {package: a, id: CVE-1, what: b, why: nothing here calls this function, until: soon}", "entry 1: 'until'"),
    ],
    ids=["no reason", "a word for a reason", "no date"],
)
def test_an_entry_without_reason_or_end_is_refused(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "accepted.yml"
    file.write_text(text)
    with pytest.raises(ReviewError, match=says):
        read_accepted(file)
