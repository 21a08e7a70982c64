"""The runner of the checks: what depends on the training waits for it, and the first failure ends everything."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.lanes import LANES, Check, run


def python(name: str, script: str, after: str | None = None) -> Check:
    return Check(name, (sys.executable, "-c", script), after)


def test_all_run_and_who_depends_on_another_runs_after_it(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    made = tmp_path / "model"
    checks = [
        python("needs it", f"open({str(made)!r})", after="training"),
        python("training", f"open({str(made)!r}, 'w')"),
        python("beside", "pass"),
    ]
    assert run(checks, tmp_path / "logs", at_once=2) is None
    said = capfd.readouterr().out
    assert [said.count(f"{check.name}: passed") for check in checks] == [1, 1, 1]


def test_the_first_failure_shows_its_own_words_and_ends_the_others(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    checks = [
        python("beside", f"import time; time.sleep(600); open({str(tmp_path / 'late')!r}, 'w')"),
        python("training", "raise SystemExit('Error: The training failed: no room left')"),
        python("needs it", f"open({str(tmp_path / 'late')!r}, 'w')", after="training"),
    ]
    assert run(checks, tmp_path / "logs", at_once=2) == "training"
    assert "Error: The training failed: no room left\n\ntraining: FAILED" in capfd.readouterr().out
    assert not (tmp_path / "late").exists()


@pytest.mark.parametrize("lane", LANES)
def test_every_check_waits_for_one_of_its_lane(lane: str) -> None:
    names = {check.name for check in LANES[lane]}
    assert len(names) == len(LANES[lane])
    assert {check.after for check in LANES[lane]} <= names | {None}


def test_what_is_quick_waits_for_no_training() -> None:
    assert not [check for check in LANES["check"] if check.after]
