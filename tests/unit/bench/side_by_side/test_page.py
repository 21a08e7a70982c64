"""The page says what was measured."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.side_by_side.contestants import Contestant
from bench.side_by_side.effort import QUICK
from bench.side_by_side.measuring import Measured, Memory
from bench.side_by_side.page import messages_table, table, write


def contestant(name: str, project: Path) -> Contestant:
    unused: dict[str, Any] = {"python": Path(), "visitor": None, "answers": {}, "variables": {}}
    return Contestant(name=name, project=project, packages={"numpy": 30_000_000}, image_rest=0, **unused)


def measured(a_second: float, seconds: float) -> Measured:
    memory = [Memory(600, 500)]
    turns = {turn: [seconds] * 3 for turn in range(1, 201)}
    return Measured([60], [20], [4], memory, memory, turns, [a_second], asked=1180, wrong=2)


def test_tables_compare_the_first_with_the_others(tmp_path: Path) -> None:
    record = [(contestant("this", tmp_path), measured(100, 0.01)), (contestant("that", tmp_path), measured(20, 0.05))]
    lines = table(record, 1000).splitlines()
    assert lines[0] == "|  | this | that | times better than that |"
    assert "| environment | 30.0 MB | 30.0 MB | 1.0 |" in lines
    assert "| messages a second, one process | 100 | 20.0 | 5.0 |" in lines
    assert "| 200 | that | 50.0 | 50.0 | 50.0 | 60 messages |" in messages_table(record).splitlines()


def test_the_page_shows_its_pictures_and_what_bounds_each_figure(tmp_path: Path) -> None:
    record = [(contestant(name, tmp_path), measured(100, 0.01)) for name in ("this", "that", "before")]
    page = write(tmp_path, record, replace(QUICK, epochs=7), 12, 3456, 0.5).read_text()
    for picture in ("bench-ratios.svg", "bench-turns.svg"):
        assert f"({picture})" in page
        assert (tmp_path / picture).read_text().startswith("<?xml")
    assert "7 of their 100 epochs" in page
    assert "- **environment**: " in page
    assert "3,456 phrases" in page
    assert "2 of 1,180 wrong from that" in page
