"""`python -m supply_chain audit|sbom`: known vulnerabilities of the locked packages, and the bill of materials."""

from __future__ import annotations

import argparse
import datetime
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from supply_chain.findings import NothingChecked, ReviewError, Verdict, judge, read_accepted

TOOLS = Path("build/tools/bin")
SHIPPED = {"bot": Path("requirements/runtime.txt"), "actions": Path("requirements/actions.txt")}
ACCEPTED = Path("requirements/accepted-findings.yml")
_BILLS = Path("build/sbom")


class ToolError(RuntimeError):
    """A tool could not do its work; the message is the sentence for the reader."""


def audit() -> Verdict:
    """Ask pip-audit about every package that is shipped; needs the vulnerability data of pypi.org."""
    accepted = read_accepted(ACCEPTED)
    # What the action server has is a part of it; the lock has hashes, so nothing needs to be resolved.
    command = [
        "pip-audit",
        "--requirement",
        str(SHIPPED["bot"]),
        "--disable-pip",
        "--require-hashes",
        "--format",
        "json",
    ]
    finished = _run(*command, "--progress-spinner", "off", codes=(0, 1))
    try:
        report: dict[str, Any] = json.loads(finished)
    except ValueError:
        raise ToolError("pip-audit gave no report; is pypi.org reachable?") from None
    try:
        return judge(report, accepted, datetime.date.today())
    except NothingChecked as error:
        raise ToolError(f"{error}: is pypi.org reachable, and not only a mirror of its files?") from None


def sbom() -> list[Path]:
    """A bill of materials in CycloneDX's JSON for each image, with the hashes of the lock; needs no network."""
    _BILLS.mkdir(parents=True, exist_ok=True)
    made = []
    for name, requirements in SHIPPED.items():
        bill = _BILLS / f"{name}.cdx.json"
        _run("cyclonedx-py", "requirements", str(requirements), "--output-reproducible", "--output-file", str(bill))
        made.append(bill)
    return made


def _run(program: str, *arguments: str, codes: tuple[int, ...] = (0,)) -> str:
    tool = TOOLS / program
    if not tool.is_file():
        raise ToolError(f"{tool} is missing: run 'launch/environment.sh dev'.")
    finished = subprocess.run([str(tool), *arguments], capture_output=True, text=True)
    if finished.returncode not in codes:
        last = (finished.stderr.strip().splitlines() or ["no output"])[-1]
        raise ToolError(f"{program} failed: {last}")
    return finished.stdout


def _say(verdict: Verdict) -> None:
    for finding in verdict.open:
        fixed = ", ".join(finding.fixed_in) or "no version yet"
        print(f"open: {finding.package} {finding.version}: {', '.join(sorted(finding.names))}; fixed in {fixed}")
    for entry in verdict.expired:
        print(f"review again: {entry.package} {entry.id} was accepted until {entry.until}")
    for reason in verdict.unchecked:
        print(f"not checked: {reason}")
    for entry in verdict.needless:
        print(f"no longer found, take it out of {ACCEPTED}: {entry.package} {entry.id}")
    print("Audit: passed." if verdict.passed else f"Audit: failed; update the package, or review it in {ACCEPTED}.")


def main() -> int:
    """Do what is asked; the exit code is 1 where something is open, unchecked or failed."""
    parser = argparse.ArgumentParser(prog="python -m supply_chain", description=__doc__)
    parser.add_argument("command", choices=["audit", "sbom"])
    try:
        if parser.parse_args().command == "sbom":
            print("Bill of materials: " + ", ".join(map(str, sbom())))
            return 0
        verdict = audit()
    except (ToolError, ReviewError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    _say(verdict)
    return 0 if verdict.passed else 1


if __name__ == "__main__":
    sys.exit(main())
