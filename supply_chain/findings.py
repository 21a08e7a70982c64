"""Sorts what pip-audit found by what has been reviewed and accepted, with a reason and an end."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Extra, ValidationError, validator
from ruamel.yaml import YAML

_FEWEST_WORDS = 5


class ReviewError(ValueError):
    """The list of accepted findings cannot be used; the message says why."""


class NothingChecked(RuntimeError):
    """An audit that looked at nothing has nothing to say."""


class Accepted(BaseModel):
    """A reviewed finding.

    Attributes:
        package, id: what pip-audit calls it, or one of its other names (CVE, GHSA, PYSEC).
        what: what an attacker could do.
        why: what keeps them from doing it here.
        until: the last day on which that counts; then it is to be looked at again.
    """

    package: str
    id: str
    what: str
    why: str
    until: datetime.date

    class Config:
        extra = Extra.forbid

    @validator("why")
    def _says_something(cls, value: str) -> str:
        if len(value.split()) < _FEWEST_WORDS:
            raise ValueError("write a sentence")
        return value


@dataclass(frozen=True)
class Finding:
    """A known vulnerability of a locked package; `names` are its id and its aliases."""

    package: str
    version: str
    names: frozenset[str]
    fixed_in: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """What is left to do.

    Attributes:
        open: findings that nobody has accepted, or not any more.
        unchecked: packages that the audit's source did not know, with its reason: no finding there says nothing.
        expired: entries past their last day that would otherwise have covered a finding.
        needless: entries of checked packages that no finding matches; the package was updated, so they can go.
    """

    open: tuple[Finding, ...]
    unchecked: tuple[str, ...]
    expired: tuple[Accepted, ...]
    needless: tuple[Accepted, ...]

    @property
    def passed(self) -> bool:
        return not (self.open or self.unchecked)


def read_accepted(file: Path) -> list[Accepted]:
    """The reviewed list. Raises ReviewError naming the entry that is wrong."""
    entries = YAML(typ="safe").load(file) or []
    accepted = []
    for number, entry in enumerate(entries, 1):
        try:
            accepted.append(Accepted.parse_obj(entry))
        except ValidationError as error:
            first = error.errors()[0]
            raise ReviewError(
                f"{file}, entry {number}: '{'.'.join(map(str, first['loc']))}': {first['msg']}."
            ) from None
    return accepted


def findings_in(report: dict[str, Any]) -> tuple[list[Finding], dict[str, str]]:
    """Findings of a report in pip-audit's JSON format, and why which package was not checked."""
    found: list[Finding] = []
    unchecked: dict[str, str] = {}
    for package in report["dependencies"]:
        if "skip_reason" in package:
            unchecked[package["name"]] = package["skip_reason"]
            continue
        for vulnerability in package["vulns"]:
            names = frozenset([vulnerability["id"], *vulnerability.get("aliases", ())])
            fixed_in = tuple(vulnerability.get("fix_versions", ()))
            found.append(Finding(package["name"], package["version"], names, fixed_in))
    return found, unchecked


def judge(report: dict[str, Any], accepted: Sequence[Accepted], today: datetime.date) -> Verdict:
    """Hold a report against the reviewed list.

    Raises:
        NothingChecked: the audit's source knew none of the packages.
    """
    found, unchecked = findings_in(report)
    if len(unchecked) == len(report["dependencies"]):
        raise NothingChecked(f"none of {len(unchecked)} packages could be checked")
    valid = [entry for entry in accepted if entry.until >= today]
    late = [entry for entry in accepted if entry.until < today]
    still_open = [finding for finding in found if not _covering(finding, valid)]
    expired = [entry for finding in still_open for entry in _covering(finding, late)]
    looked_at = [entry for entry in accepted if entry.package not in unchecked]
    needless = [entry for entry in looked_at if not any(_covering(finding, [entry]) for finding in found)]
    reasons = tuple(f"{name}: {reason}" for name, reason in unchecked.items())
    return Verdict(tuple(still_open), reasons, tuple(expired), tuple(needless))


def _covering(finding: Finding, entries: Sequence[Accepted]) -> list[Accepted]:
    return [entry for entry in entries if entry.package == finding.package and entry.id in finding.names]
