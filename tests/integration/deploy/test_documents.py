"""The operator's page and the threat model keep up with the code: every variable, every ERROR line, every named test."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from launch import nginx
from tests.support import ROOT

OPERATING = (ROOT / "docs" / "operating.md").read_text()
THREATS = (ROOT / "docs" / "threat-model.md").read_text()
_SHORTEST = 8  # letters of a line that tell it from others


def error_lines() -> Iterator[str]:
    """The texts of every `logger.error` that runs for visitors, as they are written in the code."""
    for folder in ("iort", "actions"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text())):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr == "error"
                    and isinstance(node.func.value, ast.Name)
                    and node.func.value.id == "logger"
                ):
                    yield str(ast.literal_eval(node.args[0]))


@pytest.mark.parametrize("line", error_lines())
def test_the_operator_is_told_what_each_error_line_means(line: str) -> None:
    pieces = [piece.strip() for piece in re.split(r"%[\w.]+|[(),.;:]", line)]
    told = [piece for piece in pieces if len(piece) >= _SHORTEST and piece in OPERATING]
    assert told, line


def test_the_operator_is_told_of_every_variable() -> None:
    files = [file for folder in ("iort", "actions", "launch") for file in (ROOT / folder).rglob("*.py")]
    named = {name for file in files for name in re.findall(r'"(IORT_[A-Z_0-9]+)"', file.read_text())}
    named |= set(re.findall(r"\$\{(IORT_\w+)\}", nginx.TEMPLATE.read_text())) - {"IORT_NGINX_CACHE"}
    assert "IORT_SESSION_SECRET" in named
    assert {name for name in named if f"`{name}`" not in OPERATING} - {"IORT_NGINX_CACHE"} == set()


def test_every_test_that_the_threat_model_names_is_there() -> None:
    # Without a folder it is one of this folder, or of the one named before it in the same cell.
    found = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    named = re.findall(r"`([\w/.]*test\w*[\w/.]*)`", THREATS)
    assert len(named) > 20
    for name in named:
        assert (ROOT / name).exists() or Path(name).name in found, name


def test_every_row_of_the_threat_model_names_a_proof() -> None:
    rows = [
        row
        for row in THREATS.splitlines()
        if row.startswith("| ") and "---" not in row and not row.startswith("| who ")
    ]
    assert len(rows) > 15
    assert not [row for row in rows if "`" not in row.rsplit("|", 2)[1]]
